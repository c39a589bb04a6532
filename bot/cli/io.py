"""What the commands read: a file or standard input, and JSON Lines; checked and capped at the door."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

MAX_LINE_BYTES = 4 * 1024 * 1024
MAX_FILE_BYTES = 4 * 1024 * 1024


class UsageError(Exception):
    """What was given cannot be read; the text says why."""


def read_source(name: str | None) -> str:
    """A program from a file, or from standard input where the name is `-` or left out."""
    if name is None or name == "-":
        return _text(sys.stdin.buffer.read(MAX_FILE_BYTES + 1), "standard input")
    try:
        with Path(name).open("rb") as file:
            return _text(file.read(MAX_FILE_BYTES + 1), name)
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}") from None


class Case(msgspec.Struct, frozen=True):
    """One line of JSON Lines. `id` is given back as it came; `fault` says why the line is no case."""

    id: Any = None
    code: str = ""
    exercise: int | None = None
    fault: str | None = None


def read_cases(stream: BinaryIO) -> Iterator[Case]:
    """The cases, a line each; blank lines are passed over. A line that is no case keeps its place, with its fault."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE_BYTES + 1)
            yield Case(fault=f"line {number} is longer than {MAX_LINE_BYTES // 1024 // 1024} MiB")
        elif line.strip():
            yield _case(line, number)


def _case(line: bytes, number: int) -> Case:
    # The standard library's reader, for it lets a lone surrogate through to where it is answered as a program.
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Case(fault=f"line {number} is not JSON: {error}")
    if not isinstance(fields, dict) or not isinstance(fields.get("code"), str):
        identity = fields.get("id") if isinstance(fields, dict) else None
        return Case(identity, fault=f'line {number} is not an object with a "code" text')
    exercise = fields.get("exercise")
    if isinstance(exercise, bool) or not isinstance(exercise, int | None):
        return Case(fields.get("id"), fault=f'line {number}: "exercise" is not a number')
    return Case(fields.get("id"), fields["code"], exercise)


def print_json(value: object) -> None:
    """One JSON line on standard output."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _text(data: bytes, name: str) -> str:
    if len(data) > MAX_FILE_BYTES:
        raise UsageError(f"{name}: larger than {MAX_FILE_BYTES // 1024 // 1024} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name}: not UTF-8 text") from None
