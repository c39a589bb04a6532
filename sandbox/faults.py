"""An exception of a student's program as plain data: type, message, and the student's own lines alone.

Comes in: the exception and the source. Goes out: a Fault. Frames of torch, numpy and the policy are dropped;
columns are in characters of the student's line.
"""

import re
import sys
import traceback
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import FrameType, TracebackType

from sandbox import policy
from sandbox.policy import Refusal
from sandbox.protocol import STUDENT_FILE, Fault, Status

MAX_MESSAGE = 2_000
MAX_FRAMES = 10
# torch has no exception class of its own for this on the CPU
_NO_MEMORY = re.compile(r"DefaultCPUAllocator: (can't allocate|not enough) memory|CUDA out of memory|std::bad_alloc")

# Where things lie on this machine is nobody's business.
_PLACES = re.compile(
    "|".join(re.escape(place) for place in sorted({str(Path.home()), sys.prefix, sys.base_prefix}) if place != "/")
)


def status(error: BaseException) -> Status:
    """A program's own error, or the memory limit's doing."""
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and _NO_MEMORY.search(_text(error))):
        return "memory"
    return "error"


def of_error(error: BaseException, source: str) -> Fault:
    """A Fault with the innermost of the student's lines."""
    name = type(error).__name__
    frames = list(_student_frames(error.__traceback__, source.splitlines()))
    if isinstance(error, SyntaxError) and not frames:  # one that a program raises itself may carry anything
        return _of_syntax_error(error, source)
    last = frames[-1] if frames else None
    message = _text(error)
    return Fault(
        type=name,
        message=message,
        line=last.lineno if last else None,
        column=last.colno if last else None,
        end_column=last.end_colno if last else None,
        hint=_hint(error),
        traceback=_format(frames, name, message),
    )


def line_of(frame: FrameType | None) -> int | None:
    """The student's line at which a stopped program was."""
    while frame is not None and frame.f_code.co_filename != STUDENT_FILE:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else None


def of_refusal(refusal: Refusal, source: str) -> Fault:
    """A refusal of ours, with the rule and the names it is about."""
    frames = list(_student_frames(refusal.__traceback__, source.splitlines()))
    line = refusal.line or (frames[-1].lineno if frames else None)
    return Fault(type="Refused", message=str(refusal), line=line, key=refusal.key, facts=refusal.facts)


def _of_syntax_error(error: SyntaxError, source: str) -> Fault:
    lines = source.splitlines()
    line = error.lineno if error.lineno is not None and 0 < error.lineno <= len(lines) else None
    column = max(error.offset - 1, 0) if error.offset else None
    # CPython says -1 where it knows no end
    known = error.end_offset is not None and error.end_offset > 0 and error.end_lineno == error.lineno
    end = error.end_offset - 1 if known and error.end_offset else None
    pointer = ""
    if line is not None and column is not None:
        width = max((end or column + 1) - column, 1)
        pointer = f"    {lines[line - 1]}\n    {' ' * column}{'^' * width}\n"
    name, message = type(error).__name__, error.msg or "invalid syntax"
    text = f'  File "{STUDENT_FILE}", line {line}\n{pointer}{name}: {message}'
    return Fault(type=name, message=message, line=line, column=column, end_column=end, traceback=text)


def _student_frames(trace: TracebackType | None, lines: list[str]) -> Iterator[traceback.FrameSummary]:
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == STUDENT_FILE:
            row, end_row, column, end_column = next(islice(code.co_positions(), trace.tb_lasti // 2, None))
            line = lines[row - 1] if row and row <= len(lines) else ""
            yield traceback.FrameSummary(
                STUDENT_FILE,
                row or trace.tb_lineno,
                code.co_name,
                line=line,
                end_lineno=end_row,
                colno=_characters(line, column),
                end_colno=_characters(line, end_column) if end_row == row else len(line),
            )
        trace = trace.tb_next


def _characters(line: str, offset: int | None) -> int | None:
    """CPython counts columns in UTF-8 bytes; a reader counts characters."""
    return None if offset is None else len(line.encode()[:offset].decode(errors="ignore"))


def _format(frames: list[traceback.FrameSummary], name: str, message: str) -> str:
    shown = frames[:1] + frames[-(MAX_FRAMES - 1) :] if len(frames) > MAX_FRAMES else frames
    parts = ["Traceback (most recent call last):\n"]
    for frame in shown:
        parts.append(f'  File "{STUDENT_FILE}", line {frame.lineno}, in {frame.name}\n')
        text = (frame.line or "").strip()
        if text:
            parts.append(f"    {text}\n")
            parts.append(_carets(frame, text))
    return "".join(parts) + (f"{name}: {message}" if message else name)


def _carets(frame: traceback.FrameSummary, text: str) -> str:
    indent = len(frame._original_line) - len(frame._original_line.lstrip()) if hasattr(frame, "_original_line") else 0
    if frame.colno is None or frame.end_colno is None:
        return ""
    start, end = frame.colno - indent, frame.end_colno - indent
    if start < 0 or (start == 0 and end >= len(text)):
        return ""  # the whole line: carets would say nothing
    return f"    {' ' * start}{'^' * max(end - start, 1)}\n"


def _text(error: BaseException) -> str:
    try:
        text = str.__str__(str(error))  # plain text, whatever class of the program's it is
    except BaseException:  # a student's own __str__ may do anything
        return "<exception str() failed>"
    text = _PLACES.sub("…", text.encode("utf-8", "replace").decode())
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + "…"


def _hint(error: BaseException) -> str | None:
    """The name that was meant, which CPython suggests only where it prints a traceback itself."""
    try:
        meant = policy.suggestion(error)
        return f"Did you mean: '{meant}'?" if meant else None
    except BaseException:  # names can be of a class of the program's own, whose __eq__ may do anything
        return None
