"""Sees each time a program differentiates: torch's own calls of its engine come in, what they reached goes out.

`backward` and `autograd.grad` both go through one function of torch's, which stands here with a look before it. Of a
run that is not watched closely only the number of calls is known.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from types import FrameType
from typing import Any, Protocol

import torch

from sandbox import graph, named, slots
from sandbox.protocol import STUDENT_FILE, Graph

MAX_NOTED = 3  # calls: what a training loop does after that is only counted
MAX_NAMED = 300
MAX_VALUES = 1024
_engine = torch.autograd._engine_run_backward  # type: ignore[attr-defined] # torch's own


class Watcher(Protocol):
    """What may stand before the engine."""

    def call(self, engine: Callable[..., Any], outputs: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the engine, or do not."""


@dataclass
class Taken:
    """One call: the one scalar that it started from, its graph, and the leaves' values and gradients before it."""

    loss: float | None
    graph: Graph | None
    stores: bool  # into `.grad`, as `backward` does
    leaves: list[torch.Tensor]
    values: dict[int, torch.Tensor] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)  # those that had no gradient yet


class Watch:
    """All that a run differentiates. `count` says how often; `taken` has the first calls, where watched closely."""

    def __init__(self, *, closely: bool) -> None:
        self.count = 0
        self.taken: list[Taken] = []
        self.closely = closely
        self.earlier = 0  # calls before the program itself began
        self._started = 0.0

    def begin(self) -> None:
        """The program itself begins: what was before was a card's earlier cells."""
        self.earlier, self.taken = self.count, []
        self._started = time.process_time()

    def spent_ms(self) -> float:
        """Processor time since the program began: another's load is not this program's."""
        return (time.process_time() - self._started) * 1000

    def only(self) -> Taken | None:
        """What the program's only call took, where it made one."""
        return self.taken[0] if self.taken and self.count - self.earlier == 1 else None

    def call(self, engine: Callable[..., Any], outputs: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the engine, and note what it did if it comes back."""
        taken = None
        if self.closely and len(self.taken) < MAX_NOTED:
            try:
                with torch._C.DisableTorchFunction():
                    taken = _take(outputs, args, kwargs)
            except Exception:
                taken = None  # what cannot be read is left out, and is never in the program's way
        result = engine(outputs, *args, **kwargs)
        self.count += 1
        if taken is not None:
            self.taken.append(taken)
        return result


def before_engine(watcher: Watcher | None) -> None:
    """From now on this one sees what is differentiated."""
    global _watcher
    _watcher = watcher


_watcher: Watcher | None = None


def _watched(outputs: Any, *args: Any, **kwargs: Any) -> Any:
    watcher = _watcher
    return _engine(outputs, *args, **kwargs) if watcher is None else watcher.call(_engine, outputs, args, kwargs)


torch.autograd._engine_run_backward = _watched  # type: ignore[attr-defined, assignment] # of the same arguments


def scalar(outputs: Any) -> torch.Tensor | None:
    """The one number that is differentiated, where it is one."""
    one = outputs[0] if isinstance(outputs, (list, tuple)) and len(outputs) == 1 else None
    return one if isinstance(one, torch.Tensor) and torch.Tensor.numel(one) == 1 else None


def _take(outputs: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Taken | None:
    seeds, _, _, inputs = args[:4]
    root = outputs[0] if len(outputs) == 1 and isinstance(outputs[0], torch.Tensor) else None
    node = slots.grad_fn(root) if root is not None else None
    if root is None or node is None:
        return None
    stores = bool(kwargs.get("accumulate_grad"))
    found, leaves = graph.walk(node, _names(sys._getframe(2)))
    if inputs and stores:
        leaves = [leaf for leaf in leaves if any(leaf is given for given in inputs)]
    loss = torch.Tensor.item(torch.Tensor.detach(root)) if scalar(outputs) is not None and _is_one(seeds) else None
    taken = Taken(loss, found, stores, leaves)
    for leaf in leaves[:50]:
        if torch.Tensor.numel(leaf) <= MAX_VALUES:
            taken.values[id(leaf)] = torch.Tensor.clone(torch.Tensor.detach(leaf))
        if slots.grad(leaf) is None:
            taken.fresh.add(id(leaf))
    return taken


def _is_one(seeds: Any) -> bool:
    """Whether the result's own gradient is 1, as it is unless a program gives another."""
    return len(seeds) == 1 and (seeds[0] is None or torch.Tensor.item(torch.Tensor.detach(seeds[0])) == 1)


def _names(frame: FrameType | None) -> dict[int, str]:
    """By `id`: the variable of each leaf, and of each result by what made it. The innermost function's come first."""
    names: dict[int, str] = {}
    for name, value in islice((pair for space in _spaces(frame) for pair in named.tensors(space)), MAX_NAMED):
        node = slots.grad_fn(value)
        names.setdefault(id(value) if node is None else id(node), name)
    return names


def _spaces(frame: FrameType | None) -> Iterator[dict[str, Any]]:
    last = None
    for _ in range(50):
        if frame is None:
            break
        if frame.f_code.co_filename == STUDENT_FILE:
            last = frame
            yield frame.f_locals
        frame = frame.f_back
    if last is not None:
        yield last.f_globals
