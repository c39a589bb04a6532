"""A tensor's numbers as text for a table: nested lists and shapes come in, short words of code go out."""

from collections.abc import Sequence

from bot.cards.text import clean, clip
from sandbox.protocol import Numbers

MAX_WORD = 10
MAX_DEPTH = 64


def flat(numbers: Numbers, depth: int = 0) -> list[Numbers] | None:
    """Nested lists as one; None where the numbers were left out. What is nested deeper than any tensor is no number."""
    if numbers is None or depth > MAX_DEPTH:
        return None
    if not isinstance(numbers, list):
        return [numbers]
    return [one for item in numbers for one in (flat(item, depth + 1) or [None])]


def place(at: int, sizes: Sequence[int]) -> str:
    """An element's index as code writes it: [4], [1, 2]."""
    places: list[int] = []
    for size in reversed(sizes):
        at, place = divmod(at, max(size, 1))
        places.append(place)
    return f"[{', '.join(map(str, reversed(places)))}]"


def shape(sizes: Sequence[int]) -> str:
    """A shape as Python writes it: (), (3,), (5, 3)."""
    return f"({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})"


def number(value: Numbers, digits: int = 4) -> str:
    """A number in so many digits, as torch writes it; what was left out is an ellipsis."""
    match value:
        case None | list():
            return "…"
        case bool() | str():
            return clip(clean(str(value)).replace("\n", " "), MAX_WORD)
        case int():
            return clip(str(value), MAX_WORD)
        case _:
            text = f"{value:.{digits}g}"
            return f"{text}." if text.lstrip("-").isdigit() else text
