"""Gradients in one run: which numbers are tracked, what their gradients were, which of them were shown.

Comes in: a Sight and the point that a task names. Goes out: Variables and what autograd gave for them. Pure; whether a
number is right is asked against a derivative in closed form, at the value that the leaf really had.
"""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

import msgspec

from lessons.sight import SHOWN, Sight, at_line, equal, is_float
from sandbox.protocol import Look, Numbers, TensorView

Row = tuple[float, ...]
_REFUSED = re.compile(r"does not require grad and does not have a grad_fn|object has no attribute 'backward'")
_COPIES = frozenset(
    {"clone", "detach", "data", "to", "cpu", "float", "double", "squeeze", "flatten", "reshape", "view", "split"}
)


class Variable(msgspec.Struct, frozen=True):
    """One number of a leaf: its value before anything happened to it, and its place among the leaf's numbers."""

    leaf: TensorView
    value: float
    at: int = 0


def tracked(sight: Sight) -> list[TensorView]:
    """The leaves that ask for gradients."""
    return [view for view in sight.tensors if view.is_leaf and view.requires_grad and view.first is not None]


def variables(sight: Sight, point: Row) -> list[Variable]:
    """A variable for each number of the point, or none: the tracked leaves that hold it, else other leaves that do,
    else the tracked leaves that hold something else."""
    plain = [view for view in sight.tensors if view.is_leaf and view.first is not None]
    for leaves in (tracked(sight), plain):
        if found := _holding(leaves, point):
            return found
    return _in_order(tracked(sight), len(point))


def family(sight: Sight, variable: Variable) -> list[Variable]:
    """The variable, and those of the same value that are tracked: it may be made anew for each backward."""
    same = [view for view in tracked(sight) if view.first == variable.leaf.first]
    return [Variable(view, variable.value, variable.at) for view in same] or [variable]


def twins(second: Sight, found: Sequence[Variable]) -> list[Variable]:
    """The same variables in another run; none where one of them is not there."""
    known = {(view.id, view.made, view.line, view.shape): view for view in second.tensors}
    views = [known.get((each.leaf.id, each.leaf.made, each.leaf.line, each.leaf.shape)) for each in found]
    pairs = zip(views, found, strict=True)
    same = [Variable(view, view.first[each.at], each.at) for view, each in pairs if view and view.first]
    return same if len(same) == len(found) else []


def given(sight: Sight, leaf: TensorView) -> list[TensorView]:
    """The tensors that autograd gave for a leaf: its `.grad`, what `torch.autograd.grad` returned, copies of both."""
    own = {leaf.id, *(view.id for view in tracked(sight) if leaf.id in view.parents and _last(view) in _COPIES)}
    returned = {view.id for view in sight.tensors if _last(view) == "grad" and own & set(view.parents)}
    found: dict[int, TensorView] = {}
    for view in sight.tensors:
        is_copy = _last(view) in _COPIES and found.keys() & set(view.parents)
        is_filled = _is_filled(sight, view, leaf, found) and not (returned and _is_total(sight, view))
        if view.id in returned or is_copy or is_filled or _is_transformed(sight, view, leaf):
            found[view.id] = view
    return list(found.values())


def rows(sight: Sight, leaf: TensorView) -> list[Row]:
    """Every row of numbers, flattened, that the leaf's gradient was seen with, in order."""
    found = [row for view in given(sight, leaf) for row in sight.values(view)]
    found += [flat(each.grad) for each in sight.observation.gradients if each.name in leaf.names]
    return list(dict.fromkeys(row for row in found if len(row) == len(leaf.first or ())))


def course(sight: Sight, variable: Variable, hooks: bool = True) -> list[float]:
    """The values that the variable's gradient went through, in the order of time; what stayed is said once. `hooks`:
    also what a hook was given, which is each round's own, cleared or not."""
    views = [view for view in given(sight, variable.leaf) if hooks or view.made != "hook.grad"]
    seen = [moment for view in views for moment in sight.moments(view)]
    kept = [flat(each.grad) for each in sight.observation.gradients if each.name in variable.leaf.names]
    found = [row for _, row in sorted(seen, key=lambda moment: moment[0])] + kept
    values = [row[variable.at] for row in found if len(row) == len(variable.leaf.first or ())]
    return [value for value, _ in groupby(values)]


def gradients(sight: Sight, variable: Variable) -> list[float]:
    """Every value that the variable's gradient was seen with, in order."""
    return list(dict.fromkeys(row[variable.at] for row in rows(sight, variable.leaf)))


def shown(sight: Sight, leaf: TensorView) -> list[Look]:
    """The looks by which numbers of its gradient, or of what was made of it, reached the screen."""
    found = given(sight, leaf)
    numbers, looks = {view.id for view in found}, sight.looked(*SHOWN)
    # What a hook was given is printed where no look is noted.
    in_hooks = [view for view in found if view.made in ("unseen", "hook.grad") and not sight.is_used(view)]
    looks += [Look("show", view.id, view.line, 0, view.step, view.first) for view in in_hooks]
    return [look for look in looks if sight.lineage(look.tensor) & numbers and sight.landed(look)]


def refused_at(sight: Sight) -> str | None:
    """The line of a `backward` that ended the run, for nothing leads on from there; None where none did."""
    error = sight.observation.error
    return at_line(error.line) if error and _REFUSED.search(error.message) else None


def flat(numbers: Numbers) -> Row:
    """Nested lists of numbers as one row; what is no number is left out."""
    if isinstance(numbers, list):
        return tuple(value for item in numbers for value in flat(item))
    return (float(numbers),) if isinstance(numbers, int | float) else ()


def _last(view: TensorView) -> str:
    return view.made.rpartition(".")[2]


def _is_transformed(sight: Sight, view: TensorView, leaf: TensorView) -> bool:
    """What `torch.func.grad` returned or a hook was given: a single number that no call and no constructor made; or
    the row of one number that `torch.func.jacrev` takes apart."""
    if view.made != "unseen" or view.parents or leaf.shape != ():
        return False
    if view.shape == ():
        return not (view.is_leaf and view.requires_grad)
    is_split = any(each.parents == (view.id,) and _last(each) == "split" for each in sight.tensors)
    return view.shape == (1,) and is_split


def _is_filled(sight: Sight, view: TensorView, leaf: TensorView, found: Collection[int]) -> bool:
    """Zeros that a program put into `.grad`, and that autograd, not the program, added to."""
    is_written = any(write.target == view.id for write in sight.writes)
    others = [parent for parent in view.parents if parent != leaf.id and (is_written or parent not in found)]
    return (
        not view.requires_grad
        and view.shape == leaf.shape
        and not any(view.first or (1.0,))
        and not others
        and any(any(row) for row in sight.values(view))
        and (bool(found) or any(look.tensor == leaf.id for look in sight.looked("grad")))
    )


def _is_total(sight: Sight, view: TensorView) -> bool:
    """A sum of the program's own: it wrote into the zeros before anything else did."""
    writes = [write for write in sight.writes if write.target == view.id]
    return bool(writes) and writes[0].before == view.first


def _holding(leaves: Sequence[TensorView], point: Row) -> list[Variable]:
    for leaf in leaves:
        if len(point) > 1 and is_float(leaf.dtype) and equal(leaf.first or (), point):
            return [Variable(leaf, value, at) for at, value in enumerate(leaf.first or ())]
    found = []
    for value in point:
        match = next((leaf for leaf in leaves if equal(leaf.first or (), (value,))), None)
        found += [Variable(match, (match.first or (value,))[0])] if match else []
    return found if len(found) == len(point) else []


def _in_order(leaves: Sequence[TensorView], count: int) -> list[Variable]:
    every = [Variable(leaf, value, at) for leaf in leaves for at, value in enumerate(leaf.first or ())]
    return every[:count] if len(every) >= count else []
