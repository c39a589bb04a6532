"""Misconceptions: an Observation and its program come in, what the student seems to believe goes out, with its cure.

Each module holds those about one subject; `words.ko.toml` and `words.en.toml` hold their sentences.
"""

from lessons.misconceptions import (
    accumulation,
    aliases,
    arrays,
    chance,
    cuts,
    dots,
    dtypes,
    gradients,
    graph,
    in_place,
    integers,
    joining,
    leaves,
    making,
    operators,
    places,
    precision,
    repeats,
    scalars,
    shapes,
    sharing,
    sizes,
    spelling,
    training,
)
from lessons.misconceptions.misconception import Found, Misconception, sentence
from lessons.misconceptions.scene import Scene
from sandbox.protocol import Observation

__all__ = ["ALL", "BY_ID", "Found", "Misconception", "Scene", "find", "sentence"]

ALL: tuple[Misconception, ...] = (
    *gradients.KNOWN,
    *repeats.KNOWN,
    *accumulation.KNOWN,
    *in_place.KNOWN,
    *shapes.KNOWN,
    *dots.KNOWN,
    *making.KNOWN,
    *arrays.KNOWN,
    *sharing.KNOWN,
    *integers.KNOWN,
    *dtypes.KNOWN,
    *leaves.KNOWN,
    *graph.KNOWN,
    *cuts.KNOWN,
    *scalars.KNOWN,
    *sizes.KNOWN,
    *chance.KNOWN,
    *operators.KNOWN,
    *joining.KNOWN,
    *aliases.KNOWN,
    *precision.KNOWN,
    *training.KNOWN,
    *places.KNOWN,
    *spelling.KNOWN,
)
BY_ID = {each.id: each for each in ALL}


def find(observation: Observation, source: str) -> tuple[Found, ...]:
    """Those that the run shows: first those that stopped it, then in the order of their lines."""
    scene = Scene(observation, source)
    found = [hit for each in ALL if (hit := each.recognise(scene)) is not None]
    stopped = observation.error.line if observation.error else None
    return tuple(sorted(found, key=lambda hit: (hit.line != stopped or stopped is None, hit.line or 0)))
