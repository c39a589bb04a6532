"""Runs one job in this process: compile, execute, capture, and say what happened.

Comes in: a Job, and a way to send output as it happens. Goes out: Finished. What a program did is a value here, never
an exception of ours. Before it: `child`; beside it: `policy` (what may be said), `observe` and `evidence` (what is
seen).
"""

import contextlib
import io
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

import numpy as np
import torch

from sandbox import backwards, device, faults, numeric, observe, policy
from sandbox.evidence import Recorder
from sandbox.outputs import Flood, Outputs
from sandbox.protocol import Fault, Finished, Gradient, Job, Missing, Printed, Status, Twist
from sandbox.twist import Circumstances

Send = Callable[[Printed | Finished], None]
Ending = tuple[Status, Fault | None]


class Stage:
    """A namespace and its output stream, made before there is a job."""

    def __init__(self) -> None:
        self.outputs = Outputs()
        self.space = policy.namespace(display=self.outputs.display, write=self.outputs.write, passing=(Flood,))


# The parent makes these, so that its children need not: one for each rehearsal, one for the run.
_stages: list[Stage] = []


class Run:
    """One job, from its clean start to its last word."""

    def __init__(self, job: Job, send: Send) -> None:
        stage = _stages.pop() if _stages else Stage()
        self._job = job
        self._outputs, self._space = stage.outputs, stage.space
        self._outputs.send = send
        self._recorder = Recorder(lambda: self._outputs.count) if job.trace else None
        self._watch = backwards.Watch(closely=job.numeric)
        self._last: Finished | None = None
        self._started = time.perf_counter()
        sys.stdout = self._outputs.as_file()
        sys.stderr = io.StringIO()  # warnings are no output of the program
        _seed(job.seed)

    def go(self) -> Finished:
        """Run to the end. The caller kills this process where the end does not come."""
        backwards.before_engine(self._watch)
        if self._job.setup and (fault := self._set_up(self._job.setup)) is not None:
            return Finished("internal", error=fault)
        self._watch.begin()
        self._started = time.perf_counter()
        ending = self._execute(self._job.source, self._recorder, self._job.twist)
        backwards.before_engine(None)
        self._last = self.finished(*self._show_figures(*ending))
        return (
            numeric.added(self._last, self._job, self._watch, self._space, _seed) if self._job.numeric else self._last
        )

    def finished(self, status: Status, fault: Fault | None) -> Finished:
        """The last word: what there is to see by now."""
        if self._outputs.full:
            status, fault = "output", None  # whether the program caught the exception or not
        duration = (time.perf_counter() - self._started) * 1000
        gradients, missing = self._gradients()
        return Finished(
            status=status,
            echo=self._outputs.echo,
            error=fault,
            gradients=gradients,
            missing=missing,
            graph=self._watch.taken[0].graph if self._watch.taken else None,
            duration_ms=round(duration, 3),
            evidence=self._recorder.evidence(self._space) if self._recorder else None,
            device=device.in_use(),
            clipped=self._outputs.full,
        )

    def _gradients(self) -> tuple[tuple[Gradient, ...], tuple[Missing, ...]]:
        """What was seen of them. Output and grade are not lost where torch has something that cannot be looked at."""
        try:
            return observe.gradients(self._space, self._watch)
        except Exception:
            return (), ()

    def late(self, frame: FrameType | None) -> Finished:
        """The last word at the deadline, with the line at which the program was."""
        if self._last is not None:
            return self._last  # it had ended well before
        if self._recorder is not None:
            self._recorder.__exit__(None, None, None)
        return self.finished("timeout", Fault("Timeout", "", line=faults.line_of(frame)))

    def _execute(self, source: str, recorder: Recorder | None, twist: Twist | None = None) -> Ending:
        try:
            code = policy.compile_program(source)
            with _around(twist), recorder or contextlib.nullcontext():
                exec(code, self._space)  # noqa: S102 - what this process is for, behind its walls
        except policy.Refusal as refusal:
            return "refused", faults.of_refusal(refusal, source)
        except Flood:
            return "output", None
        except SystemExit:
            ending: Ending = ("ok", None)
        except BaseException as error:
            ending = (faults.status(error), faults.of_error(error, source))
        else:
            ending = ("ok", None)
        # A refusal that the program swallowed has still been one.
        refusal_met = policy.refusal(self._space)
        return ("refused", faults.of_refusal(refusal_met, source)) if refusal_met else ending

    def _set_up(self, setup: str) -> Fault | None:
        """A card's earlier cells, unseen. They are the course's own, so their failure is ours."""
        self._outputs.muted = True
        _, fault = self._execute(setup, None)
        self._outputs.muted = False
        return fault

    def _show_figures(self, status: Status, fault: Fault | None) -> Ending:
        """Draw what is open. A figure that cannot be drawn (bad markup in a title, say) is the program's error."""
        try:
            self._outputs.figures()
        except Exception as error:
            if fault is None:
                return faults.status(error), faults.of_error(error, self._job.source)
        return status, fault


def run(job: Job, send: Send) -> None:
    """Run a job and send all there is to say of it.

    At the deadline a timer ends the run between two of Python's steps, so that what was seen by then is not lost; a
    program that is deep in native code then is killed from outside, a little later.
    """
    this = Run(job, send)
    global _at_deadline

    def end(frame: FrameType | None) -> None:
        send(this.late(frame))
        os._exit(0)

    _at_deadline = end
    signal.setitimer(signal.ITIMER_REAL, job.deadline_ms / 1000)
    last_word = this.go()
    signal.setitimer(signal.ITIMER_REAL, 0)
    send(last_word)


def set_up() -> None:
    """In the parent: make what a child will use up, and install the deadline's handler, for which the walls leave no
    call."""
    _stages[:] = [Stage() for _ in range(REHEARSALS + 1)]
    signal.signal(signal.SIGALRM, lambda number, frame: _at_deadline(frame))


def _around(twist: Twist | None) -> contextlib.AbstractContextManager[object]:
    return Circumstances(twist) if twist else contextlib.nullcontext()


def _nothing(frame: FrameType | None) -> None:
    """There is no run, so there is no deadline."""


_at_deadline: Callable[[FrameType | None], None] = _nothing

# Of a child that stands by, before its job comes. The first makes it the owner of most pages that a run writes to, the
# second of what only a second run would have touched: measured, 5.0, 2.4 and 2.0 ms for a run after none, one and two.
REHEARSALS = 2
_REHEARSAL = """\
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x ** 2).sum()
y.backward()
print(f"{y.item():.2f}")
x.grad
"""


def rehearse(*, trace: bool = False, numeric: bool = False) -> None:
    """Run a small program before there is a job: the memory pages that any run writes to become this child's own now,
    while nobody waits (some 1,000 page faults, most of a short run's time)."""
    Run(Job("rehearsal", _REHEARSAL, trace=trace, numeric=numeric), lambda word: None).go()


def _seed(seed: int) -> None:
    torch.default_generator.manual_seed(seed)
    if device.in_use() == "cuda":
        torch.cuda.manual_seed_all(seed)
    np.random.seed(seed)
    random.seed(seed)
