"""Exercise 3: a NumPy array, a tensor in the same memory, and a change of the array that the tensor shows."""

import math

from lessons.course import Criterion, Finding
from lessons.numbers import spell
from lessons.sight import SHOWN, Sight, at_line, called, equal, first_of, is_float
from sandbox.protocol import ArrayView, Look, Observation, TensorView, Write

VALUES = (1.0, 2.0, 3.0)


def array(observations: tuple[Observation, ...]) -> Finding:
    """An array [1.0, 2.0, 3.0] that NumPy made."""
    sight = Sight(observations[0])
    own = _own_arrays(sight)
    # It may have been filled later: then the tensor that was made of it says what it held.
    held = {view.memory for view in _shared_tensors(sight) if equal(view.first or (), VALUES)}
    right = [view for view in own if equal(view.first or (), VALUES) or (view.memory in held and len(view.shape) == 1)]
    for view in right:
        if is_float(view.dtype):
            return Finding(1, "made", {"name": called(view)})
    if right:
        return Finding(0.5, "whole", {"name": called(right[0]), "dtype": right[0].dtype})
    return Finding(0, "other_values" if own else "missing")


def shared(observations: tuple[Observation, ...]) -> Finding:
    """A tensor that lies in an array's memory (NumPy's own, where there is one), and is kept or looked at."""
    sight = Sight(observations[0])
    memories = {view.memory for view in _kept_arrays(sight) or sight.arrays} - _changed_before(sight)
    kept = first_of(view for view in _shared_tensors(sight) if view.memory in memories and _is_kept(sight, view))
    if kept:
        return Finding(1, "shared", {"name": called(kept), "line": at_line(kept.line)})
    copy = first_of(sight.tensors)
    return Finding(0, "copied", {"name": called(copy) if copy else "-", "line": at_line(copy.line if copy else None)})


def converted(observations: tuple[Observation, ...]) -> Finding:
    """A tensor turned into an array again."""
    sight = Sight(observations[0])
    for look in sight.looked("numpy"):
        return Finding(1, "converted", {"name": called(sight.tensor(look.tensor)), "line": at_line(look.line)})
    return Finding(0, "uncalled" if "built-in method numpy" in sight.text() else "missing")


def changed(observations: tuple[Observation, ...]) -> Finding:
    """An array changed in place, through NumPy, after there was a tensor."""
    sight = Sight(observations[0])
    writes = _array_writes(sight)
    if writes:
        names = {view.id: called(view) for view in sight.arrays}
        return Finding(1, "changed", {"name": names[writes[0].target], "line": at_line(writes[0].line)})
    if any(write.side == "torch" for write in sight.writes):
        return Finding(0, "tensor_side")
    return Finding(0, "rebound" if _is_rebound(sight) else "missing")


def seen(observations: tuple[Observation, ...]) -> Finding:
    """The tensor shown with what was written into its memory."""
    sight = Sight(observations[0])
    looks = [look for look in sight.looked(*SHOWN) if _is_after_change(sight, look)]
    for look in looks:
        if sight.landed(look):
            return Finding(1, "seen", {"values": spell(look.values or ()), "line": at_line(look.line)})
    if looks:
        return Finding(0.5, "read", {"line": at_line(looks[0].line)})
    writes = _array_writes(sight)
    late = [look for look in sight.looked(*SHOWN) if writes and look.step > writes[0].step]
    if late and any(view.id == late[0].tensor and view.step > writes[0].step for view in _shared_tensors(sight)):
        return Finding(0, "fresh", {"name": called(sight.tensor(late[0].tensor)), "line": at_line(late[0].line)})
    if late:
        return Finding(0, "unmoved", {"name": called(sight.tensor(late[0].tensor)), "line": at_line(late[0].line)})
    return Finding(0, "before" if writes else "nothing")


def _own_arrays(sight: Sight) -> list[ArrayView]:
    """Those that NumPy made; a part of what a tensor gave is the tensor's."""
    makers = {view.memory: view.made for view in reversed(sight.arrays)}
    return [view for view in sight.arrays if view.made == "array" and makers[view.memory] == "array"]


def _kept_arrays(sight: Sight) -> list[ArrayView]:
    """NumPy's own arrays without those on the way, as in `from_numpy(a.copy())`: the first, the named, the changed."""
    own = _own_arrays(sight)
    written = {write.target for write in sight.writes}
    return own[:1] + [view for view in own[1:] if view.names or view.id in written]


def _shared_tensors(sight: Sight) -> list[TensorView]:
    memories = {view.memory for view in sight.arrays}
    return [view for view in sight.tensors if view.memory in memories]


def _changed_before(sight: Sight) -> set[int]:
    """The memories, but for the first array's, that were changed before a tensor lay in them: a copy was dressed up."""
    memories = {view.id: view.memory for view in sight.arrays}
    since = _shared_since(sight)
    begun = min(since.values(), default=0)
    early = {
        memories[write.target]
        for write in sight.writes
        if write.target in memories and begun < write.step < since.get(memories[write.target], 0)
    }
    return early - {view.memory for view in _own_arrays(sight)[:1]}


def _is_kept(sight: Sight, tensor: TensorView) -> bool:
    """In a variable or looked at, itself or through a view: `from_numpy(a).float()` keeps the copy alone."""
    family = {view.id for view in sight.tensors if view.memory == tensor.memory}
    return bool(tensor.names) or any(look.tensor in family for look in sight.looks)


def _array_writes(sight: Sight) -> list[Write]:
    """Changes, through NumPy, of the first array or of one that shares a tensor's memory; a copy's are nobody's."""
    begun = min((view.step for view in sight.tensors), default=0)
    first = {view.memory for view in _own_arrays(sight)[:1]}
    memories = {view.id: view.memory for view in sight.arrays}
    since = _shared_since(sight)
    return [
        write
        for write in sight.writes
        if write.side == "numpy" and write.step > begun and write.target in memories
        if memories[write.target] in first or write.step > since.get(memories[write.target], math.inf)
    ]


def _shared_since(sight: Sight) -> dict[int, int]:
    """By memory, when the first tensor lay in it."""
    return {view.memory: view.step for view in sorted(sight.tensors, key=lambda view: -view.step)}


def _is_rebound(sight: Sight) -> bool:
    """`a = a * 10`: the first array has lost its name, a later one in other memory has one."""
    own = _own_arrays(sight)
    return bool(own) and not own[0].names and any(view.names and view.memory != own[0].memory for view in own[1:])


def _is_after_change(sight: Sight, look: Look) -> bool:
    """Whether it shows a shared memory, or what was made of it, after that memory was written to.

    Where an array was changed, that is the change; only without one is torch's own.
    """
    shared = {view.id: view.memory for view in _shared_tensors(sight)}
    memories = {view.id: view.memory for view in sight.arrays} | {view.id: view.memory for view in sight.tensors}
    for write in _array_writes(sight) or sight.writes:
        sources = {number for number, memory in shared.items() if memory == memories[write.target]}
        if write.step > look.step or all(sight.tensor(number).step > write.step for number in sources):
            continue
        if look.tensor in sources or (
            sight.tensor(look.tensor).step > write.step and sight.lineage(look.tensor) & sources
        ):
            return True
    return False


CRITERIA = (
    Criterion("array", 2, array, ("made", "whole", "other_values", "missing")),
    Criterion("shared", 2, shared, ("shared", "copied")),
    Criterion("converted", 2, converted, ("converted", "uncalled", "missing")),
    Criterion("changed", 2, changed, ("changed", "tensor_side", "rebound", "missing")),
    Criterion("seen", 2, seen, ("seen", "read", "fresh", "unmoved", "before", "nothing")),
)
