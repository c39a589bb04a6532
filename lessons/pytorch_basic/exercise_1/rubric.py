"""Exercise 1: a random 3×3 tensor, and its dtype read and shown.

The second run has other seeds and another default dtype: what comes from chance moves, what was typed in does not.
"""

import math
import random as chance

from lessons.course import Criterion, Finding
from lessons.sight import UNFILLED, Sight, at_line, called, first_of, second_of
from sandbox.protocol import Observation, TensorView, Twist

SHAPE = (3, 3)
_FROM_DATA = frozenset({"torch.tensor", "torch.as_tensor", "torch.asarray", "torch.from_numpy", "unseen"})
_SHARE_MOVED = 1e-4  # of the largest value: more than float32 and float64 differ by
_OLD_NAMES = {
    "torch.float32": "torch.FloatTensor",
    "torch.float64": "torch.DoubleTensor",
    "torch.float16": "torch.HalfTensor",
    "torch.int64": "torch.LongTensor",
    "torch.int32": "torch.IntTensor",
}


def challenge(draw: chance.Random) -> Twist:
    """Real numbers in double precision, where the program does not say otherwise."""
    return Twist(double=True)


def tensor(observations: tuple[Observation, ...]) -> Finding:
    """A tensor of shape (3, 3), used for anything."""
    sight = Sight(observations[0])
    squares = _squares(sight)
    if not squares:
        other = first_of(sight.tensors)
        shape = "-" if other is None else str(other.shape)
        return Finding(0, "other_shape", {"shape": shape, "name": "-" if other is None else called(other)})
    used = [square for square in squares if sight.is_used(square)]
    square = first_of(used or squares) or squares[0]
    facts = {"name": called(square), "line": at_line(square.line)}
    return Finding(1, "made", facts) if used else Finding(0.5, "unused", facts)


def random(observations: tuple[Observation, ...]) -> Finding:
    """Its values come from chance."""
    sight = Sight(observations[0])
    squares = _squares(sight)
    meant = [] if sight.is_truncated else [square for square in squares if _is_meant(sight, square)]
    candidates = meant or squares or list(sight.tensors)
    for candidate in candidates:
        if _is_random(candidate, observations):
            return Finding(1, "random", {"name": called(candidate), "line": at_line(candidate.line)})
    shown = first_of(candidates)
    name = called(shown) if shown else "-"
    if any(candidate.made in UNFILLED for candidate in candidates):
        return Finding(0, "unfilled", {"name": name})
    return Finding(0, "fixed", {"name": name})


def dtype(observations: tuple[Observation, ...]) -> Finding:
    """A tensor's dtype was read, and its name reached the screen."""
    sight = Sight(observations[0])
    read = sight.looked("dtype")
    for look in (*read, *sight.looked("numpy")):
        kind = sight.tensor(look.tensor).dtype
        if _is_named(kind, sight.bare_text(look.at)):
            if _is_typed(observations, kind):
                return Finding(0, "typed", {"dtype": kind})
            return Finding(1, "shown", {"dtype": kind, "line": at_line(look.line)})
    if read:
        return Finding(0.5, "read", {"line": at_line(read[0].line)})
    if "<class 'torch.Tensor'>" in sight.text():
        return Finding(0, "class")
    return Finding(0, "missing")


def _is_typed(observations: tuple[Observation, ...], kind: str) -> bool:
    """Whether the name stayed on the screen in the second run although each dtype that was read there is another."""
    second = second_of(observations)
    if second is None:
        return False
    kinds = {second.tensor(look.tensor).dtype for look in second.looked("dtype", "numpy")}
    text = second.bare_text()
    return bool(kinds) and not any(_is_named(other, text) for other in kinds) and _is_named(kind, text)


def _is_meant(sight: Sight, square: TensorView) -> bool:
    """Kept in a variable or looked at itself, not a step on the way, as in `torch.rand(3, 3) * 0`."""
    return bool(square.names) or any(look.tensor == square.id for look in sight.looks)


def _squares(sight: Sight) -> list[TensorView]:
    return [tensor for tensor in sight.tensors if tensor.shape == SHAPE]


def _is_random(tensor: TensorView, observations: tuple[Observation, ...]) -> bool:
    if tensor.last is None:
        return tensor.random
    # One number repeated is no random initialisation, wherever the number came from.
    mixed = len(set(tensor.last)) > 1 or len(tensor.last) == 1
    if not mixed or any(math.isnan(value) for value in tensor.last):
        return False
    # Chance may be lost again: in what is computed from what was drawn, and where something else is written over it.
    if tensor.random and tensor.first == tensor.last and not _is_derived(tensor, Sight(observations[0])):
        return True
    twins = _twins(tensor, observations)
    if not twins:
        return tensor.random
    return (tensor.random or tensor.made not in UNFILLED) and any(_has_moved(tensor, twin) for twin in twins)


def _is_derived(tensor: TensorView, sight: Sight) -> bool:
    """Whether chance could have been lost on the way: computed from what was drawn, or typed in after a draw."""
    return tensor.made in _FROM_DATA or any(sight.tensor(parent).random for parent in tensor.parents)


def _twins(tensor: TensorView, observations: tuple[Observation, ...]) -> list[TensorView]:
    """The same tensor in the runs with another seed."""
    return [
        twin
        for observation in observations[1:]
        for twin in Sight(observation).tensors
        if (twin.id, twin.made, twin.shape) == (tensor.id, tensor.made, tensor.shape)
    ]


def _has_moved(one: TensorView, other: TensorView) -> bool:
    if one.last is None or other.last is None:
        return False
    scale = max(map(abs, one.last))
    pairs = zip(one.last, other.last, strict=True)
    return any(abs(value - moved) > _SHARE_MOVED * scale for value, moved in pairs)


def _is_named(kind: str, text: str) -> bool:
    return kind.removeprefix("torch.") in text or _OLD_NAMES.get(kind, kind) in text


CRITERIA = (
    Criterion("tensor", 4, tensor, ("made", "unused", "other_shape")),
    Criterion("random", 3, random, ("random", "unfilled", "fixed")),
    Criterion("dtype", 3, dtype, ("shown", "typed", "read", "class", "missing")),
)
