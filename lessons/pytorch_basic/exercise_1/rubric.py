"""Exercise 1: a random 3×3 tensor, and its dtype read and shown."""

import math

from lessons.course import Criterion, Finding
from lessons.sight import UNFILLED, Sight, at_line, called, first_of
from sandbox.protocol import Observation, TensorView

SHAPE = (3, 3)
_OLD_NAMES = {
    "torch.float32": "torch.FloatTensor",
    "torch.float64": "torch.DoubleTensor",
    "torch.float16": "torch.HalfTensor",
    "torch.int64": "torch.LongTensor",
    "torch.int32": "torch.IntTensor",
}


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
    candidates = _squares(sight) or list(sight.tensors)
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
            return Finding(1, "shown", {"dtype": kind, "line": at_line(look.line)})
    if read:
        return Finding(0.5, "read", {"line": at_line(read[0].line)})
    if "<class 'torch.Tensor'>" in sight.text():
        return Finding(0, "class")
    return Finding(0, "missing")


def _squares(sight: Sight) -> list[TensorView]:
    return [tensor for tensor in sight.tensors if tensor.shape == SHAPE]


def _is_random(tensor: TensorView, observations: tuple[Observation, ...]) -> bool:
    if tensor.last is None:
        return tensor.random
    # One number repeated is no random initialisation, wherever the number came from.
    mixed = len(set(tensor.last)) > 1 or len(tensor.last) == 1
    if not mixed or any(math.isnan(value) for value in tensor.last):
        return False
    return tensor.random or (tensor.made not in UNFILLED and _differs(tensor, observations))


def _differs(tensor: TensorView, observations: tuple[Observation, ...]) -> bool:
    """Whether the same tensor had other values in a run with another seed."""
    twins = [
        twin
        for observation in observations[1:]
        for twin in Sight(observation).tensors
        if (twin.id, twin.made, twin.shape) == (tensor.id, tensor.made, tensor.shape)
    ]
    return any(twin.last != tensor.last for twin in twins)


def _is_named(kind: str, text: str) -> bool:
    return kind.removeprefix("torch.") in text or _OLD_NAMES.get(kind, kind) in text


CRITERIA = (
    Criterion("tensor", 4, tensor, ("made", "unused", "other_shape")),
    Criterion("random", 3, random, ("random", "unfilled", "fixed")),
    Criterion("dtype", 3, dtype, ("shown", "read", "class", "missing")),
)
