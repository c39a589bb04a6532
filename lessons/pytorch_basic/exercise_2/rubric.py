"""Exercise 2: a one-dimensional tensor of 1.0 to 5.0, its size and its number of dimensions read and shown.

The second run has a longer tensor of many dimensions: a "1" that was typed in, or only numbers the lines, stays behind.
Where a number is not there any more (`x.shape[-1]`, a text behind a test), the third run tells: it has no typed ones.
"""

import random
from collections.abc import Callable

from lessons.course import Criterion, Finding
from lessons.marks import is_told
from lessons.numbers import has_integer, numbers_in
from lessons.sight import Sight, at_line, called, equal, first_of, is_float, second_of, third_of, without_sizes
from sandbox.protocol import Look, Observation, Swap, TensorView, Twist

TYPED = r"(?<!\d)0*[15](?!\d)"  # the answers, as a program may have them in a text of its own
VALUES = (1.0, 2.0, 3.0, 4.0, 5.0)
_FIRST_VALUE = 31  # of the second run: no number that an answer, a label or a line's number would have


def challenge(draw: random.Random) -> Twist:
    """More values, in more dimensions than any label counts to."""
    length, dimensions = draw.randrange(21, 30), draw.randrange(12, 18)
    values = tuple(map(float, range(_FIRST_VALUE, _FIRST_VALUE + length)))
    return Twist(swaps=(Swap(VALUES, values, (length, *[1] * (dimensions - 1))),))


def tensor(observations: tuple[Observation, ...]) -> Finding:
    """The five values in one dimension."""
    sight = Sight(observations[0])
    cut = sight.is_truncated or observations[0].error is not None  # what it would have been kept in is not known
    alike = [view for view in _alike(sight) if cut or _is_meant(sight, view)]
    flat = first_of(view for view in alike if len(view.shape) == 1)
    if flat:
        return Finding(1, "made", {"name": called(flat), "line": at_line(flat.line)})
    if alike:
        return Finding(0, "not_flat", {"name": called(alike[0]), "dimensions": str(len(alike[0].shape))})
    other = _asked(sight) or first_of(sight.tensors)
    return Finding(0, "other_values", {"name": called(other) if other else "-"})


def floating(observations: tuple[Observation, ...]) -> Finding:
    """Real numbers, as the task writes them."""
    sight = Sight(observations[0])
    asked = _asked(sight)
    kept = _alike(sight) or ([asked] if asked else [])
    for view in kept:
        if is_float(view.dtype) and view.first != ():
            return Finding(1, "real", {"dtype": view.dtype})
    return Finding(0, "whole", {"dtype": kept[0].dtype if kept else "-"})


def size(observations: tuple[Observation, ...]) -> Finding:
    """The size was read (`len` and `numel` count) and is on the screen."""
    sight = Sight(observations[0])
    looks = sight.looked("shape", "len", "numel")
    for look in (*looks, *sight.looked("numpy")):
        taken = ("follows",) if look.what == "numpy" else ("follows", "gone", "unknown")
        if _size_is_shown(sight, look) and _is_taken(observations, look, _size_is_shown, taken):
            return Finding(1, "shown", {"line": at_line(look.line)})
    if looks and is_told(observations, "size", bool(_moves(observations, looks[0]))):
        return Finding(1, "shown", {"line": at_line(looks[0].line)})
    if looks:
        typed = any(_size_is_shown(sight, look) for look in looks)
        return Finding(0.5, "typed" if typed else "read", {"line": at_line(looks[0].line)})
    return Finding(0, "uncalled" if "built-in method size" in sight.text() else "missing")


def dimension(observations: tuple[Observation, ...]) -> Finding:
    """The number of dimensions was read (`len(x.shape)` counts) and is on the screen."""
    sight = Sight(observations[0])
    looks = sight.looked("dim")
    taken = {"dim": ("follows", "gone", "unknown"), "shape": ("follows", "unknown"), "numpy": ("follows",)}
    for look in (*looks, *sight.looked("shape"), *sight.looked("numpy")):
        shown = _dimension_is_shown(sight, look)
        if shown and _is_taken(observations, look, _dimension_is_shown, taken[look.what]):
            return Finding(1, "shown", _counted(sight, look))
    told = looks or sight.looked("shape")
    if told and is_told(observations, "dim", bool(_moves(observations, told[0]))):
        return Finding(1, "shown", _counted(sight, told[0]))
    if looks:
        typed = any(_dimension_is_shown(sight, look) for look in looks)
        return Finding(0.5, "typed" if typed else "read", {"line": at_line(looks[0].line)})
    text = sight.text()
    uncalled = "built-in method dim" in text or "built-in method ndimension" in text
    return Finding(0, "uncalled" if uncalled else "missing")


def _counted(sight: Sight, look: Look) -> dict[str, str]:
    return {"count": str(len(sight.tensor(look.tensor).shape)), "line": at_line(look.line)}


def _alike(sight: Sight) -> list[TensorView]:
    """The tensors with the five values, in any shape."""
    return [view for view in sight.tensors if any(equal(values, VALUES) for values in sight.values(view))]


def _is_meant(sight: Sight, view: TensorView) -> bool:
    """Kept in a variable or asked about itself, not a step on the way, as in `torch.arange(1.0, 6.0).unsqueeze(1)`."""
    return bool(view.names) or any(look.tensor == view.id for look in sight.looks)


def _asked(sight: Sight) -> TensorView | None:
    """The tensor that was asked about, where the right one is not there."""
    looks = sight.looked("shape", "dim", "len", "numel", "show")
    return sight.tensor(looks[0].tensor) if looks else None


def _size_is_shown(sight: Sight, look: Look, shape: tuple[int, ...] | None = None, text: str | None = None) -> bool:
    """Whether the size of the tensor, or of another shape, is on the screen after that look."""
    shape = sight.tensor(look.tensor).shape if shape is None else shape
    text = sight.bare_text(look.at) if text is None else text
    count = 1
    for length in shape:
        count *= length
    wanted = {"len": shape[:1], "numel": (count,)}.get(look.what, shape)
    if look.what == "numpy" and (has_integer(text, count) or any(has_integer(text, length) for length in shape[:1])):
        return True
    return all(has_integer(text, length) for length in wanted) and (bool(wanted) or "torch.Size([])" in text)


def _dimension_is_shown(
    sight: Sight, look: Look, shape: tuple[int, ...] | None = None, text: str | None = None
) -> bool:
    """Whether the number of dimensions of the tensor, or of another shape, is on the screen after that look."""
    count = len(sight.tensor(look.tensor).shape if shape is None else shape)
    return has_integer(without_sizes(sight.bare_text(look.at) if text is None else text), count)


def _is_taken(
    observations: tuple[Observation, ...], look: Look, is_shown: Callable[..., bool], taken: tuple[str, ...]
) -> bool:
    """Whether the shown number counts: it follows the shape, or else it is shown without the typed ones, too."""
    became = _second_shows(observations, look, is_shown)
    third = third_of(observations)
    if look.what == "numpy" and became == "unknown":
        return _stands_alone(third or Sight(observations[0]), look, is_shown)
    if became == "follows" or became not in taken or third is None:
        return became in taken
    return any(is_shown(third, other) for other in third.looked(look.what))


def _stands_alone(sight: Sight, look: Look, is_shown: Callable[..., bool]) -> bool:
    """Whether the number is shown on a line that has nothing but the shape's numbers.

    What is asked of the tensor's array is not seen: where no second run tells, its values may look like an answer.
    """
    shape = sight.tensor(look.tensor).shape
    told = {*map(float, shape), float(len(shape))}
    lines = [line for line in sight.bare_text(look.at).splitlines() if set(numbers_in(line)) <= told]
    return is_shown(sight, look, text="\n".join(lines))


def _moves(observations: tuple[Observation, ...], look: Look) -> list[Look]:
    """The looks of that kind in the second run at a tensor of another shape."""
    second = second_of(observations)
    shape = Sight(observations[0]).tensor(look.tensor).shape
    return [other for other in second.looked(look.what) if second.tensor(other.tensor).shape != shape] if second else []


def _second_shows(observations: tuple[Observation, ...], look: Look, is_shown: Callable[..., bool]) -> str:
    """What became of the shown number where the tensor has another shape.

    It "follows" the shape, "stays" as it was, is "gone", or it is "unknown": there is no such run.
    """
    second, again = second_of(observations), _moves(observations, look)
    shape = Sight(observations[0]).tensor(look.tensor).shape
    if not second or not again:
        return "unknown"
    if any(is_shown(second, other) for other in again):
        return "follows"
    return "stays" if any(is_shown(second, other, shape) for other in again) else "gone"


CRITERIA = (
    Criterion("tensor", 3, tensor, ("made", "not_flat", "other_values")),
    Criterion("floating", 1, floating, ("real", "whole")),
    Criterion("size", 3, size, ("shown", "typed", "read", "uncalled", "missing")),
    Criterion("dimension", 3, dimension, ("shown", "typed", "read", "uncalled", "missing")),
)
