"""Numbers in what a program showed: text comes in, numbers go out; and whether a row of numbers is among them.

Numbers are compared, never text: "5", "5.0" and "5.00" are one. NaN equals nothing.
"""

import math
import re
from collections.abc import Iterable, Sequence

# Not a part of a name or a type: the 64 of "float64" and the 2 of "x2" are none.
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
_TOLERANCE = 1e-3  # a tensor shows four digits


def numbers_in(text: str) -> list[float]:
    """Every number of a text, in order."""
    return [float(match) for match in _NUMBER.findall(text)]


def near(one: float, other: float) -> bool:
    """Equal as far as four shown digits tell."""
    return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def holds_run(numbers: Sequence[float], row: Sequence[float]) -> bool:
    """Whether the row stands among the numbers without a gap."""
    width = len(row)
    starts = range(len(numbers) - width + 1)
    return width > 0 and any(all(map(near, numbers[start : start + width], row)) for start in starts)


def holds_in_order(numbers: Iterable[float], row: Sequence[float]) -> bool:
    """Whether the row's numbers come in this order, whatever is between them."""
    rest = iter(numbers)
    return bool(row) and all(any(near(number, wanted) for number in rest) for wanted in row)


def has_integer(text: str, number: int) -> bool:
    """Whether an integer is in a text, also padded ("001") or before a letter ("1D", "5개").

    The "1." and "1.0" of a row do not count.
    """
    return re.search(rf"(?<![\d.])0*{number}(?!\d|\.[\d\]]|\.\s+\d)", text) is not None


def spell(values: Iterable[float]) -> str:
    """Values as a student writes them: [5, 7, 9]."""
    return "[" + ", ".join(f"{value:g}" for value in values) + "]"
