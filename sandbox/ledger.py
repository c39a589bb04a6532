"""Every tensor and array that a program touched, once: objects come in as they are met, views go out at the end.

Small leaves and small arrays are held, so that an id stays theirs; all else is held weakly, so that no graph and no
large memory lives longer than the program lets it.
"""

import weakref
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch

from sandbox import contents, slots
from sandbox.contents import Array, Values
from sandbox.memory import Memories
from sandbox.protocol import ArrayView, TensorView

MAX_ENTRIES = 300
MAX_PER_LINE = 16  # what one operation of one line made, so that a long loop does not push out the rest
MAX_HELD_BYTES = 64 * 1024
MAX_PARENTS = 16
MAX_NAMES = 8

Site: TypeAlias = tuple[str, int | None]


@dataclass(slots=True)
class Entry:
    """One tensor or array. `last` and `raw` (an array's bytes) are as of its last visit."""

    id: int
    made: str
    line: int | None
    shape: tuple[int, ...]
    dtype: str
    memory: int
    first: Values
    last: Values
    alive: Callable[[], object]
    parents: tuple[int, ...] = ()
    requires_grad: bool = False
    is_leaf: bool = True
    random: bool = False
    step: int = 0
    is_array: bool = False
    raw: bytes | None = None

    def tensor_view(self, parents: tuple[int, ...], names: tuple[str, ...]) -> TensorView:
        """What is told of a tensor; `parents` are those that are still known."""
        return TensorView(
            id=self.id,
            made=self.made,
            line=self.line,
            shape=self.shape,
            dtype=self.dtype,
            memory=self.memory,
            first=self.first,
            last=self.last,
            parents=parents,
            names=names,
            requires_grad=self.requires_grad,
            is_leaf=self.is_leaf,
            random=self.random,
            step=self.step,
        )

    def array_view(self, names: tuple[str, ...]) -> ArrayView:
        """What is told of an array."""
        return ArrayView(self.id, self.made, self.shape, self.dtype, self.memory, self.first, self.last, names)


class Ledger:
    """The entries, by number and by object."""

    def __init__(self) -> None:
        self.truncated = False
        self.step = 0  # the clock of the run: whoever notes something moves it on
        self._entries: dict[int, Entry] = {}
        self._arrays: dict[int, Entry] = {}
        self._numbers: dict[int, int] = {}
        self._sites: dict[Site, list[int]] = {}
        self._gone: dict[int, tuple[int, ...]] = {}
        self._memories = Memories()
        self._next = 0

    def find(self, value: object) -> Entry | None:
        """The entry of an object that was met before."""
        entry = self._entries.get(self._numbers.get(id(value), -1))
        return entry if entry is not None and entry.alive() is value else None

    def tensor(
        self,
        value: torch.Tensor,
        made: str,
        line: int | None,
        parents: Iterable[Entry] = (),
        random: bool = False,
    ) -> Entry:
        """The entry of a tensor, made where it is new."""
        known = self.find(value)
        if known is not None:
            return known
        plain = contents.plain(value)
        start, size = contents.storage(plain)
        leaf = slots.is_leaf(value)
        values = contents.tensor_values(value)
        entry = Entry(
            id=self._number(),
            made=made,
            line=line,
            shape=tuple(plain.shape),
            dtype=str(plain.dtype),
            memory=self._memories.hold(start, size),
            first=values,
            last=values,
            alive=_holder(value, leaf and plain.numel() <= contents.MAX_VALUES and size <= MAX_HELD_BYTES),
            parents=_numbers(parents),
            requires_grad=slots.requires_grad(value),
            is_leaf=leaf,
            random=random or any(parent.random for parent in parents),
            step=self.tick(),
        )
        self._inherit(entry)
        return self._enter(value, entry)

    def tick(self) -> int:
        """The next moment."""
        self.step += 1
        return self.step

    def array(self, value: Array, line: int | None, made: str = "array") -> Entry:
        """The entry of an array, made where it is new."""
        known = self.find(value)
        if known is not None:
            return known
        start, size = contents.extent(value)
        values = contents.array_values(value)
        entry = Entry(
            id=self._number(),
            made=made,
            line=line,
            shape=tuple(value.shape),
            dtype=str(value.dtype),
            memory=self._memories.hold(start, size),
            first=values,
            last=values,
            alive=_holder(value, size <= MAX_HELD_BYTES),
            is_array=True,
            raw=None if values is None else np.ndarray.tobytes(value),
        )
        if entry.raw is not None:
            self._arrays[entry.id] = entry
        return self._enter(value, entry)

    def changed_arrays(self) -> list[Entry]:
        """The arrays whose bytes are not those of the last call; each is told once."""
        changed = []
        for entry in self._arrays.values():
            value = entry.alive()
            if not isinstance(value, np.ndarray):
                continue
            raw = np.ndarray.tobytes(value)
            if raw != entry.raw:
                entry.raw, entry.last = raw, contents.array_values(value)
                changed.append(entry)
        return changed

    def feed(self, target: Entry, parents: Iterable[Entry], random: bool) -> None:
        """Something was written into a tensor: what it came from is its parent from now on."""
        others = [parent for parent in parents if parent is not target]
        target.parents = tuple(dict.fromkeys((*target.parents, *_numbers(others))))[:MAX_PARENTS]
        target.random |= random or any(parent.random for parent in others)

    def visit(self, entry: Entry) -> Values:
        """Read a tensor's values again."""
        value = entry.alive()
        if isinstance(value, torch.Tensor):
            entry.last = contents.tensor_values(value)
            entry.requires_grad, entry.is_leaf = slots.requires_grad(value), slots.is_leaf(value)
        return entry.last

    def views(self, names: dict[int, list[str]]) -> tuple[tuple[TensorView, ...], tuple[ArrayView, ...]]:
        """All entries as values. `names` are the variables by entry."""
        tensors, arrays = [], []
        for entry in self._entries.values():
            called = tuple(names.get(entry.id, ())[:MAX_NAMES])
            if entry.is_array:
                arrays.append(entry.array_view(called))
            else:
                self.visit(entry)
                tensors.append(entry.tensor_view(self._ancestors(entry.parents), called))
        return tuple(tensors), tuple(arrays)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _enter(self, value: object, entry: Entry) -> Entry:
        self._entries[entry.id] = entry
        self._numbers[id(value)] = entry.id
        site = self._sites.setdefault((entry.made, entry.line), [])
        site.append(entry.id)
        if len(site) > MAX_PER_LINE:
            self._leave_out(site)
        elif len(self._entries) > MAX_ENTRIES:
            self._leave_out(max(self._sites.values(), key=len))
        return entry

    def _leave_out(self, site: list[int]) -> None:
        """Drop one of a site's middle: the first show how it began, the last how it ended."""
        entry = self._entries.pop(site.pop(len(site) // 2))
        self._arrays.pop(entry.id, None)
        self._gone[entry.id] = self._ancestors(entry.parents)
        self._memories.drop(entry.memory)
        self.truncated = True

    def _ancestors(self, parents: tuple[int, ...]) -> tuple[int, ...]:
        """Parents, where those that were left out stand for their own."""
        found: dict[int, None] = {}
        for parent in parents:
            if parent in self._entries:
                found[parent] = None
            else:
                found.update(dict.fromkeys(number for number in self._gone.get(parent, ()) if number in self._entries))
        return tuple(found)[:MAX_PARENTS]

    def _inherit(self, entry: Entry) -> None:
        """A tensor that came unseen (`nn.Parameter(t)`) descends from the one in whose memory it lies."""
        if entry.made != "unseen":
            return
        for other in self._entries.values():
            # The memory of one that is gone was given to others.
            if other.memory == entry.memory and not other.is_array and other.alive() is not None:
                entry.parents, entry.random = (other.id,), entry.random or other.random
                return


def _holder(value: object, hold: bool) -> Callable[[], object]:
    return (lambda: value) if hold else weakref.ref(value)


def _numbers(entries: Iterable[Entry]) -> tuple[int, ...]:
    return tuple(Counter(entry.id for entry in entries))[:MAX_PARENTS]
