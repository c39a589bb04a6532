"""Follows a program line by line, as far as MAX_EVENTS allow: between them shows what no hook of torch's sees.

Comes in: a step to take. It is called with the program's frame before each of its lines, and after the last.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeAlias

from sandbox.protocol import STUDENT_FILE

MAX_EVENTS = 5_000

Trace: TypeAlias = Callable[[FrameType, str, Any], Any]


class Lines:
    """A trace function over the student's frames alone, which ends itself."""

    def __init__(self, step: Callable[[FrameType], object]) -> None:
        self._step = step
        self._events = 0

    def open(self) -> None:
        """Begin."""
        self._before = sys.gettrace()
        sys.settrace(self._on_call)

    def close(self) -> None:
        """End; whoever traced before goes on."""
        sys.settrace(self._before)

    def _on_call(self, frame: FrameType, event: str, argument: Any) -> Trace | None:
        if self._is_over():
            return None
        return self._on_line if frame.f_code.co_filename == STUDENT_FILE else None

    def _on_line(self, frame: FrameType, event: str, argument: Any) -> Trace | None:
        if self._is_over():
            frame.f_trace = None
            return None
        self._step(frame)
        return self._on_line

    def _is_over(self) -> bool:
        self._events += 1
        if self._events == MAX_EVENTS:
            sys.settrace(None)
        return self._events >= MAX_EVENTS
