"""What a cell should show and what it showed come in; None, or how they differ, goes out.

A cell is exact, or `like` its sample: then numbers with a point or an exponent are random, and all else is as
it stands: brackets and so the shape, dtype, names and whole numbers.
"""

import difflib
import math
import re
from collections.abc import Iterable

from lessons.course import Cell
from sandbox.protocol import Output

# Not the digits of a name (float32, PowBackward0); whole numbers (a size, a count) are never random.
_RANDOM = re.compile(r"\s*(?<![\w.])([+-]?\d+(?:\.\d*(?:[eE][+-]?\d+)?|[eE][+-]?\d+))(?![\w.])\s*")


def shown(outputs: Iterable[Output]) -> str:
    """What a student sees of a run, as one text: an echo has lines of its own."""
    text = ""
    for piece in outputs:
        if piece.kind != "stdout" and text and not text.endswith("\n"):
            text += "\n"
        match piece.kind:
            case "stdout":
                text += piece.text
            case "echo":
                text += piece.text.removesuffix("\n") + "\n"
            case "figure":
                text += "<figure>\n"
    return _trimmed(text)


def difference(cell: Cell, got: str) -> str | None:
    """None where `got` is what the cell should show, else the difference in words or as a diff."""
    expected, got = _trimmed(cell.output), _trimmed(got)
    if not cell.like:
        return None if got == expected else _diff(expected, got)
    if _skeleton(got) != _skeleton(expected):
        return _diff(_skeleton(expected), _skeleton(got))
    outside = [number[1] for number in _RANDOM.finditer(got) if not _within(cell, number)]
    return f"not within [{cell.low}, {cell.high}): {', '.join(outside)}" if outside else None


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def _skeleton(text: str) -> str:
    return _RANDOM.sub("#", text)


def _within(cell: Cell, number: re.Match[str]) -> bool:
    """Whether low <= x < high can hold for a number rounded to the digits shown: 0.99998 prints as 1.0000."""
    value = float(number[1])
    mantissa, _, exponent = number[1].lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    half = 0.5 * 10.0 ** (int(exponent or 0) - decimals)
    low = -math.inf if cell.low is None else cell.low
    high = math.inf if cell.high is None else cell.high
    return low <= value + half and value - half < high


def _diff(expected: str, got: str) -> str:
    lines = difflib.unified_diff(expected.split("\n"), got.split("\n"), "expected", "got", lineterm="")
    return "\n".join(lines)
