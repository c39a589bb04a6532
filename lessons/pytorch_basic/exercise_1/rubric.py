"""Exercise 1: a random 3×3 tensor, and its dtype read and shown.

The second run has another default dtype: a name that was typed in stays behind. The third has nothing but other seeds:
what comes from chance moves, a formula does not. It has no typed names, so what it shows was asked for.
"""

import math
import random as chance
import re
from collections.abc import Callable

from lessons.course import Criterion, Finding
from lessons.marks import is_told
from lessons.sight import UNFILLED, Sight, at_line, called, first_of, second_of, third_of
from sandbox.protocol import Look, Observation, TensorView, Twist

Said = Callable[[str, str], bool]  # whether a dtype is in a text

# A dtype's name or a word for its kind, as a program may have it in a text of its own.
TYPED = r"(?:torch\.)?(?:b?float|u?int|complex|bool)\w*|torch\.[a-z]+\d*|[A-Z][a-z]+Tensor\b|실수|정수|부동|불리언"
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
_WORDS = {  # for the kinds of dtypes, by what is in a dtype's name; "float32" is no such word
    "float": re.compile(r"\bfloat(?:ing)?(?![a-z\d])|실수|부동", re.IGNORECASE),
    "int": re.compile(r"\bint(?:eger)?(?![a-z\d])|정수", re.IGNORECASE),
    "bool": re.compile(r"\bbool(?:ean)?(?![a-z\d])|불리언", re.IGNORECASE),
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
    line = at_line(square.line)
    if used:
        return Finding(1, "made", {"name": called(square), "line": line})
    return Finding(0.5, "unused", {"name": square.names[0] if square.names else "x", "line": line})


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
    """A tensor's dtype was read, and its name, or a word for its kind, reached the screen. Typed, it earns half."""
    sight = Sight(observations[0])
    read = sight.looked("dtype")
    looks = [*read, *sight.looked("numpy")]
    found = [(look, is_said) for is_said in (_is_named, _is_worded) for look in looks if _lands(sight, look, is_said)]
    for look, is_said in found:
        if _is_asked(observations, look, is_said):
            return Finding(1, "shown", {"dtype": sight.tensor(look.tensor).dtype, "line": at_line(look.line)})
    if read and is_told(observations, "dtype", _moves(observations, read[0])):
        return Finding(1, "shown", {"dtype": sight.tensor(read[0].tensor).dtype, "line": at_line(read[0].line)})
    if found:
        look, is_said = found[0]
        kind = sight.tensor(look.tensor).dtype
        return Finding(0.5 if read else 0, _of_typed(observations, kind, is_said), {"dtype": kind})
    if read:
        return Finding(0.5, "read", {"line": at_line(read[0].line)})
    if "<class 'torch.Tensor'>" in sight.text():
        return Finding(0, "class")
    return Finding(0, "missing")


def _is_asked(observations: tuple[Observation, ...], look: Look, is_said: Said) -> bool:
    """Whether what is shown came of the tensor: another dtype brings another name, and blotted texts do not matter."""
    kind = Sight(observations[0]).tensor(look.tensor).dtype
    second, third = second_of(observations), third_of(observations)
    looks = second.looked("dtype", "numpy") if second else []
    if second and _moves(observations, look):
        follows = any(_lands(second, other, is_said) for other in looks)
        if is_said is _is_worded:
            return follows and _is_left(third, is_said)
        if follows or is_said(kind, second.bare_text()):
            return follows
    return _is_left(third, is_said)


def _moves(observations: tuple[Observation, ...], look: Look) -> bool:
    """Whether the second run has another dtype there."""
    kind, second = Sight(observations[0]).tensor(look.tensor).dtype, second_of(observations)
    looks = second.looked("dtype", "numpy") if second else []
    return bool(second and looks) and kind not in {second.tensor(other.tensor).dtype for other in looks if second}


def _is_left(third: Sight | None, is_said: Said) -> bool:
    """Whether it is on the screen without the program's typed texts, too; yes, where there is no such run."""
    return third is None or any(_lands(third, look, is_said) for look in third.looked("dtype", "numpy"))


def _of_typed(observations: tuple[Observation, ...], kind: str, is_said: Said) -> str:
    second = second_of(observations)
    return "typed" if second and is_said(kind, second.bare_text()) else "chosen"


def _lands(sight: Sight, look: Look, is_said: Said) -> bool:
    return is_said(sight.tensor(look.tensor).dtype, sight.bare_text(look.at))


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
    moved = [_has_moved(tensor, twin) for twin in twins]
    # A formula moves with another dtype alone; nine coins may lie alike by chance.
    is_moved = any(moved) if tensor.dtype == "torch.bool" else all(moved)
    return is_moved and (tensor.random or tensor.made not in UNFILLED)


def _is_derived(tensor: TensorView, sight: Sight) -> bool:
    """Whether chance could have been lost on the way: computed from what was drawn, or typed in after a draw."""
    return tensor.made in _FROM_DATA or any(sight.tensor(parent).random for parent in tensor.parents)


def _twins(tensor: TensorView, observations: tuple[Observation, ...]) -> list[TensorView]:
    """The same tensor in the runs with other seeds."""
    key = tensor.id, tensor.made, tensor.shape
    tensors = [twin for observation in observations[1:] for twin in Sight(observation).tensors]
    return [twin for twin in tensors if (twin.id, twin.made, twin.shape) == key]


def _has_moved(one: TensorView, other: TensorView) -> bool:
    if one.last is None or other.last is None:
        return False
    scale = max(map(abs, one.last))
    pairs = zip(one.last, other.last, strict=True)
    return any(abs(value - moved) > _SHARE_MOVED * scale for value, moved in pairs)


def _is_named(kind: str, text: str) -> bool:
    return kind.removeprefix("torch.") in text or _OLD_NAMES.get(kind, kind) in text


def _is_worded(kind: str, text: str) -> bool:
    """Whether a text has a word for a dtype's kind, as in `"float" if x.dtype.is_floating_point else "int"`."""
    return any(name in kind and words.search(text) for name, words in _WORDS.items())


CRITERIA = (
    Criterion("tensor", 4, tensor, ("made", "unused", "other_shape")),
    Criterion("random", 3, random, ("random", "unfilled", "fixed")),
    Criterion("dtype", 3, dtype, ("shown", "typed", "chosen", "read", "class", "missing")),
)
