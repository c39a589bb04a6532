"""Watches a program run and says what happened to which tensor.

Comes in: torch's own calls, by `TorchFunctionMode`, and the program's lines, by `lines` (they show what NumPy did, and
the old `torch.Tensor(...)`, which no hook sees). Goes out: Evidence, from which `lessons` decides what it is worth.
Nothing here raises into the program or changes what it prints.
"""

from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from types import FrameType, TracebackType
from typing import Any, Literal

import numpy as np
import torch
from torch.overrides import TorchFunctionMode, _get_current_function_mode

from sandbox import calls, hooks, slots, tamper
from sandbox.chance import Chance
from sandbox.contents import Values, is_own
from sandbox.ledger import Entry, Ledger
from sandbox.lines import Lines
from sandbox.protocol import Evidence, Look, Write
from sandbox.reach import flat, variables

MAX_LOOKS = 750
MAX_LATE_LOOKS = 250  # beyond that, the last ones
MAX_WRITES = 300
MAX_VISITS = 32  # of one call on one line: what a long loop does after that is not noted any more
MAX_NAMES = 64


class Recorder:
    """Use as a context around the program; ask for `evidence` after it. `count` says how many outputs there are."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._ledger = Ledger()
        self._looks: list[Look] = []
        self._late_looks: deque[Look] = deque(maxlen=MAX_LATE_LOOKS)
        self._writes: list[Write] = []
        self._visits: Counter[tuple[str, int | None]] = Counter()
        self._line: int | None = None
        self._called = ""
        self._busy = False
        self._truncated = False
        self._tampered: tuple[str, ...] = ()
        self._mode = _Mode(self)
        self._lines = Lines(lambda frame: self._quietly(self._between_lines, frame))
        self._chance = Chance()

    def __enter__(self) -> "Recorder":
        self._from_numpy = torch.from_numpy
        torch.from_numpy = self._watched_from_numpy  # type: ignore[assignment] # of the same signature
        self._chance.open()
        self._mode.__enter__()  # type: ignore[no-untyped-call] # torch's
        self._lines.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lines.close()
        self._busy = False  # the deadline may come in the middle of a step of ours: then torch has our mode off, too
        self._quietly(self._note_arrays)
        if _get_current_function_mode() is self._mode:  # type: ignore[no-untyped-call] # torch's
            self._mode.__exit__(kind, error, at)
        replaced = self._chance.close()
        if torch.from_numpy != self._watched_from_numpy:
            replaced = ("torch.from_numpy", *replaced)
        torch.from_numpy = self._from_numpy
        self._tampered = (*replaced, *tamper.replaced())

    def evidence(self, space: Mapping[str, object]) -> Evidence:
        """What was seen, with the names that the namespace gives at the end."""
        names: dict[int, list[str]] = {}
        with torch._C.DisableTorchFunction():
            for name, value in variables(space):
                entry = self._quietly(self._meet, value)
                if entry is not None:
                    names.setdefault(entry.id, []).append(name)
            tensors, arrays = self._ledger.views(names)
        met = {view.id for view in tensors} | {view.id for view in arrays}
        return Evidence(
            tensors=tensors,
            arrays=arrays,
            looks=tuple(look for look in (*self._looks, *self._late_looks) if look.tensor in met),
            writes=tuple(write for write in self._writes if write.target in met),
            tampered=self._tampered,
            truncated=self._truncated or self._ledger.truncated,
        )

    def call(self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run one of torch's functions and note what it did."""
        if self._busy:
            return func(*args, **kwargs)
        name = calls.name_of(func)
        frame = calls.caller(2)  # above __torch_function__
        self._line = calls.student_line(frame)
        if self._is_worn(name):
            self._quietly(self._note_arrays)
            result = func(*args, **kwargs)
            self._quietly(self._ledger.changed_arrays)
            return result
        if name in hooks.REGISTER:
            args = hooks.watched(args, lambda *met: self._quietly(self._meet_given, *met))
        before = self._quietly(self._before, name, args, kwargs, frame)
        result = func(*args, **kwargs)
        if before is not None:
            self._quietly(self._after, name, before, result)
        return result

    def _is_worn(self, name: str) -> bool:
        """Whether this line has made this call so often that it is let through. What it shows is always noted."""
        self._visits[name, self._line] += 1
        worn = self._visits[name, self._line] > MAX_VISITS and calls.LOOKS.get(name) != "show"
        self._truncated |= worn
        return worn

    def _before(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], frame: FrameType | None) -> "_Before":
        self._note_arrays()
        given = list(flat((*args, *kwargs.values())))
        inputs = [entry for value in given if (entry := self._meet(value))]
        if name == "Tensor.grad=" and inputs:
            self._meet_gradient(inputs[0])
        written = self._written(name, given, kwargs.get("out"))
        what = calls.LOOKS.get(name)
        if not inputs or not what or (name == "Tensor.type" and len(args) > 1):
            return _Before(inputs, written, None)
        # `list(x)` asks for a length, too, once it has its iterator: that is no look at the size.
        hinted = name == "Tensor.__len__" and self._called == "Tensor.unbind"
        if what != "show" and (hinted or not calls.is_direct(frame)):
            return _Before(inputs, written, None)
        values = self._ledger.visit(inputs[0])
        look = Look(what, inputs[0].id, self._line, self._count(), self._ledger.tick(), values)
        return _Before(inputs, written, look)

    def _written(self, name: str, given: list[object], out: object) -> list[tuple[Entry, Values]]:
        """The tensors that a call is about to write into, and what they still hold."""
        targets = flat((out,)) if out is not None else given[:1] if calls.is_write(name) else ()
        entries = [entry for value in targets if (entry := self._ledger.find(value)) and not entry.is_array]
        return [(entry, self._ledger.visit(entry)) for entry in entries]

    def _after(self, name: str, before: "_Before", result: Any) -> None:
        self._called = name
        if before.look:
            self._note_look(before.look)
        drawn = calls.is_random(name) or (name in calls.FROM_DATA and self._chance.was_used())
        for entry, values in before.written:
            self._ledger.feed(entry, before.inputs, drawn)
            self._ledger.visit(entry)
            self._note_write(entry, "torch", values)
        parents = [entry for entry in before.inputs if not entry.is_array]
        for value in flat((result,)):
            if is_own(value):
                self._ledger.tensor(value, name, self._line, parents, drawn)
            elif isinstance(value, np.ndarray):
                self._ledger.array(value, self._line, "Tensor.numpy")
        self._ledger.changed_arrays()  # what torch itself wrote is not NumPy's doing

    def _between_lines(self, frame: FrameType) -> None:
        """What is new here was made by the line before."""
        self._note_arrays()
        self._visits["line", frame.f_lineno] += 1
        if self._visits["line", frame.f_lineno] <= MAX_VISITS:
            for value in islice(reversed(frame.f_locals.values()), MAX_NAMES):
                if type(value) is np.ndarray or type(value) is torch.Tensor:
                    self._meet(value)
        self._line = frame.f_lineno

    def _watched_from_numpy(self, array: Any) -> torch.Tensor:
        self._quietly(self._note_arrays)
        made = self._from_numpy(array)
        self._quietly(self._after_from_numpy, array, made)
        return made

    def _after_from_numpy(self, array: Any, made: torch.Tensor) -> None:
        self._line = calls.student_line(calls.caller(2))
        self._ledger.array(array, self._line)
        self._ledger.tensor(made, "torch.from_numpy", self._line, (), self._chance.was_used())

    def _meet(self, value: object) -> Entry | None:
        """The entry of a tensor or array; None for anything else."""
        if is_own(value):
            known = self._ledger.find(value)
            return known or self._ledger.tensor(value, "unseen", self._line, (), self._chance.was_used())
        if isinstance(value, np.ndarray):
            return self._ledger.array(value, self._line)
        return None

    def _meet_gradient(self, leaf: Entry) -> None:
        """What a leaf's `.grad` holds, before another takes its place: it may never have been read."""
        value = leaf.alive()
        if isinstance(value, torch.Tensor) and slots.is_leaf(value) and (old := slots.grad(value)) is not None:
            self._ledger.tensor(old, "Tensor.grad", self._line, [leaf])

    def _meet_given(self, owner: torch.Tensor, gradient: torch.Tensor) -> None:
        if (entry := self._meet(owner)) is not None:
            self._ledger.tensor(gradient, hooks.MADE, self._line, [entry])

    def _note_look(self, look: Look) -> None:
        if len(self._looks) < MAX_LOOKS:
            self._looks.append(look)
        else:
            self._truncated |= len(self._late_looks) == MAX_LATE_LOOKS
            self._late_looks.append(look)

    def _note_write(self, entry: Entry, side: Literal["torch", "numpy"], before: Values = None) -> None:
        if len(self._writes) < MAX_WRITES:
            self._writes.append(Write(entry.id, side, self._line, self._ledger.tick(), before))
        else:
            self._truncated = True

    def _note_arrays(self) -> None:
        for entry in self._ledger.changed_arrays():
            self._note_write(entry, "numpy")

    def _quietly(self, step: Callable[..., Any], *args: Any) -> Any:
        """Do something of ours: unseen by our own hooks, and never in the program's way."""
        if self._busy:
            return None
        self._busy = True
        try:
            with torch._C.DisableTorchFunction():
                return step(*args)
        except Exception:
            self._truncated = True  # what could not be read is left out
            return None
        finally:
            self._busy = False


@dataclass(slots=True)
class _Before:
    """What was noted before a call. A look counts only where the call comes back."""

    inputs: list[Entry]
    written: list[tuple[Entry, Values]]
    look: Look | None


class _Mode(TorchFunctionMode):
    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self._recorder = recorder

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        return self._recorder.call(func, args, kwargs or {})
