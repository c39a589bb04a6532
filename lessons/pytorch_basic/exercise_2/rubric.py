"""Exercise 2: a one-dimensional tensor of 1.0 to 5.0, its size and its number of dimensions read and shown."""

from lessons.course import Criterion, Finding
from lessons.numbers import has_integer
from lessons.sight import Sight, at_line, called, equal, first_of, is_float, without_sizes
from sandbox.protocol import Look, Observation, TensorView

VALUES = (1.0, 2.0, 3.0, 4.0, 5.0)


def tensor(observations: tuple[Observation, ...]) -> Finding:
    """The five values in one dimension."""
    sight = Sight(observations[0])
    alike = _alike(sight)
    flat = first_of(view for view in alike if len(view.shape) == 1)
    if flat:
        return Finding(1, "made", {"name": called(flat), "line": at_line(flat.line)})
    if alike:
        return Finding(0, "not_flat", {"name": called(alike[0]), "dimensions": str(len(alike[0].shape))})
    other = _asked(sight)
    return Finding(0, "other_values", {"name": called(other) if other else "-"})


def floating(observations: tuple[Observation, ...]) -> Finding:
    """Real numbers, as the task writes them."""
    sight = Sight(observations[0])
    asked = _asked(sight)
    kept = _alike(sight) or ([asked] if asked else [])
    for view in kept:
        if is_float(view.dtype):
            return Finding(1, "real", {"dtype": view.dtype})
    return Finding(0, "whole", {"dtype": kept[0].dtype if kept else "-"})


def size(observations: tuple[Observation, ...]) -> Finding:
    """The size was read (`len` and `numel` count) and is on the screen."""
    sight = Sight(observations[0])
    looks = sight.looked("shape", "len", "numel")
    for look in looks:
        if _size_is_shown(sight, look):
            return Finding(1, "shown", {"line": at_line(look.line)})
    if looks:
        return Finding(0.5, "read", {"line": at_line(looks[0].line)})
    return Finding(0, "uncalled" if "built-in method size" in sight.text() else "missing")


def dimension(observations: tuple[Observation, ...]) -> Finding:
    """The number of dimensions was read (`len(x.shape)` counts) and is on the screen."""
    sight = Sight(observations[0])
    looks = sight.looked("dim")
    for look in (*looks, *sight.looked("shape")):
        count = len(sight.tensor(look.tensor).shape)
        if has_integer(without_sizes(sight.bare_text(look.at)), count):
            return Finding(1, "shown", {"count": str(count), "line": at_line(look.line)})
    if looks:
        return Finding(0.5, "read", {"line": at_line(looks[0].line)})
    text = sight.text()
    uncalled = "built-in method dim" in text or "built-in method ndimension" in text
    return Finding(0, "uncalled" if uncalled else "missing")


def _alike(sight: Sight) -> list[TensorView]:
    """The tensors with the five values, in any shape."""
    return [view for view in sight.tensors if any(equal(values, VALUES) for values in sight.values(view))]


def _asked(sight: Sight) -> TensorView | None:
    """The tensor that was asked about, where the right one is not there."""
    looks = sight.looked("shape", "dim", "len", "numel", "show")
    return sight.tensor(looks[0].tensor) if looks else first_of(sight.tensors)


def _size_is_shown(sight: Sight, look: Look) -> bool:
    shape = sight.tensor(look.tensor).shape
    text = sight.bare_text(look.at)
    count = 1
    for length in shape:
        count *= length
    wanted = {"len": shape[:1], "numel": (count,)}.get(look.what, shape)
    return all(has_integer(text, length) for length in wanted) and (bool(wanted) or "torch.Size([])" in text)


CRITERIA = (
    Criterion("tensor", 3, tensor, ("made", "not_flat", "other_values")),
    Criterion("floating", 1, floating, ("real", "whole")),
    Criterion("size", 3, size, ("shown", "read", "uncalled", "missing")),
    Criterion("dimension", 3, dimension, ("shown", "read", "uncalled", "missing")),
)
