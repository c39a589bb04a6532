"""Derivatives without autograd: the program runs again, with one element of one leaf a little higher, then lower.

Comes in: a job and what its only backward call took. Goes out: central differences by the leaf's name, in float64. They
are left out where a second run would not tell: where its loss is another one, or a leaf has another value.
"""

import math
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import TypeVar

import msgspec
import torch

from sandbox import backwards, named, observe, policy
from sandbox.backwards import Taken, Watch
from sandbox.doubles import Doubles, Reached, Shift, Stop
from sandbox.outputs import Flood, Outputs
from sandbox.protocol import Finished, Gradient, Job, Missing

MAX_PROGRAM_MS = 30.0  # of the processor's time, as MAX_MS
MAX_MS = 40.0  # for all of this, looked at between two runs
HARD_MS = 600.0  # on the clock: then the child says what it has without this, and ends
MAX_LEAVES = 4
MAX_ELEMENTS = 8
STEP = 1e-5


@dataclass
class Derived:
    """`numeric` by name; `cut` are the names of what was made of a leaf without being recorded."""

    numeric: dict[str, tuple[float, ...]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)


@dataclass
class _Pass:
    """One more run: what it reached, and its namespace by then."""

    mode: Doubles
    loss: float | None
    space: Mapping[str, object]


def added(last: Finished, job: Job, watch: Watch, space: dict[str, object], seed: Callable[[int], None]) -> Finished:
    """A run's last word with what more runs tell. Until they are done, the timer that ends a run at its deadline ends
    them sooner."""
    if job.twist is not None or last.status not in ("ok", "error") or watch.spent_ms() > MAX_PROGRAM_MS:
        return last
    left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    if left:
        signal.setitimer(signal.ITIMER_REAL, min(left, HARD_MS / 1000))
    names = dict(reversed(list(named.tensors(space))))
    usual = torch.get_default_dtype()
    found = derive(job, watch, names, seed)
    torch.set_default_dtype(usual)
    return msgspec.structs.replace(
        last,
        gradients=tuple(_with(each, found.numeric) for each in last.gradients),
        missing=(*(_with(each, found.numeric) for each in last.missing), *observe.detached(space, found.cut)),
    )


_Leaf = TypeVar("_Leaf", Gradient, Missing)


def _with(leaf: _Leaf, numeric: Mapping[str, tuple[float, ...]]) -> _Leaf:
    numbers = numeric.get(leaf.name)
    return msgspec.structs.replace(leaf, numeric=numbers) if numbers else leaf


def derive(job: Job, watch: Watch, names: Mapping[str, torch.Tensor], seed: Callable[[int], None]) -> Derived:
    """Run the program again and again. `names` are the first run's leaves, `seed` seeds all that is drawn from."""
    started = time.process_time()
    again = _Again(job, seed)
    first = again.run(None)
    found = Derived(cut=_cut(first))
    taken = watch.only()
    if taken is None or taken.loss is None or first.loss is None or not _same(first.loss, taken.loss):
        return found
    comparable = _comparable(first, taken, names)[:MAX_LEAVES]
    if again.run(None).loss != first.loss:
        return found  # chance that no seed tames, the clock, or what the first run left behind
    for name, at, leaf in comparable:
        numbers: list[float] = []
        for element in range(min(leaf.numel(), MAX_ELEMENTS)):
            if (time.process_time() - started) * 1000 > MAX_MS:
                break
            slope = again.slope(at, element, leaf)
            if slope is None:
                break
            numbers.append(slope)
        if numbers:
            found.numeric[name] = tuple(numbers)
    return found


class _Again:
    """The program, compiled once, to run from the start as often as one likes."""

    def __init__(self, job: Job, seed: Callable[[int], None]) -> None:
        outputs = Outputs()
        outputs.muted = True
        sys.stdout = outputs.as_file()
        self._space = policy.namespace(outputs.display, outputs.write, passing=(Flood, Reached))
        self._start = dict(self._space)
        self._setup = policy.compile_program(job.setup) if job.setup else None
        self._code = policy.compile_program(job.source)
        self._seed, self._number = seed, job.seed

    def run(self, shift: Shift | None) -> _Pass:
        """Once, up to the backward call. What it raises is what it raised before."""
        self._space.clear()
        self._space.update(self._start)
        self._seed(self._number)
        torch.set_grad_enabled(True)
        torch.set_default_dtype(torch.float64)
        mode, loss = Doubles(shift), None
        try:
            self._go(mode)
        except Reached as reached:
            result = reached.result
            is_double = result is not None and result.dtype is torch.float64
            loss = float(result.detach()) if result is not None and is_double else None
        except BaseException:
            loss = None
        finally:
            backwards.before_engine(None)
        return _Pass(mode, loss, self._space)

    def slope(self, at: int, element: int, leaf: torch.Tensor) -> float | None:
        """The central difference at one element, or None where a run went another way."""
        middle = float(leaf.flatten()[element])
        step = STEP * max(1.0, abs(middle))
        losses = []
        for far in (step, -step):
            one = self.run((at, element, far))
            moved = one.mode.leaves[at].detach().flatten() if at < len(one.mode.leaves) else None
            if one.loss is None or moved is None or moved.shape != leaf.flatten().shape:
                return None
            if not math.isclose(float(moved[element]), middle + far, rel_tol=1e-12, abs_tol=1e-12):
                return None  # the program itself set this element after it was shifted
            losses.append(one.loss)
        slope = (losses[0] - losses[1]) / (2 * step)
        return slope if math.isfinite(slope) else None

    def _go(self, mode: Doubles) -> None:
        stop = Stop()
        backwards.before_engine(stop)
        with mode:
            self._exec(self._setup)
            stop.armed = True
            self._exec(self._code)

    def _exec(self, code: CodeType | None) -> None:
        if code is not None:
            exec(code, self._space)  # noqa: S102 - what this process is for, behind its walls


def _comparable(first: _Pass, taken: Taken, names: Mapping[str, torch.Tensor]) -> list[tuple[str, int, torch.Tensor]]:
    """The leaves that have the same name and value in both runs, and whose gradient is of this call alone."""
    places = {id(leaf): at for at, leaf in enumerate(first.mode.leaves)}
    found, seen = [], set()
    for name, again in named.tensors(first.space):
        at, original = places.get(id(again)), names.get(name)
        if at is None or at in seen or original is None or again.dtype is not torch.float64:
            continue
        value = taken.values.get(id(original))
        if value is not None and id(original) in taken.fresh and _equal(value, again):
            seen.add(at)
            found.append((name, at, torch.Tensor.detach(again).clone()))
    return found


def _equal(value: torch.Tensor, again: torch.Tensor) -> bool:
    wide, other = value.double(), torch.Tensor.detach(again)
    return wide.shape == other.shape and bool(torch.allclose(wide, other, rtol=1e-5, atol=1e-6))


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-5)


def _cut(first: _Pass) -> list[str]:
    held = {id(value) for value in first.mode.cut}
    return [name for name, value in first.space.items() if not name.startswith("_") and id(value) in held]
