"""The gradients of a run as a table that a phone shows without wrapping: at most 46 columns."""

from collections.abc import Sequence

from bot.cards.text import clean, clip, pad, width
from bot.values import Block, Code, Text
from bot.words import say
from lessons.course import Lang
from sandbox.protocol import Gradient, Numbers

COLUMNS = 46
MAX_LEAVES = 6
MAX_ROWS = 4
_NAME, _SHAPE = 12, 12


def blocks(lang: Lang, gradients: Sequence[Gradient]) -> list[Block]:
    """A headline and a table of every leaf with its gradient; nothing where there is none."""
    if not gradients:
        return []
    rows = [("name", "shape", ".grad")]  # words of code: Hangul has another width, and would shift the columns
    for gradient in gradients[:MAX_LEAVES]:
        rows += _rows(lang, gradient)
    table = _table(rows)
    if len(gradients) > MAX_LEAVES:
        table.append(say(lang, "gradients.more", left=len(gradients) - MAX_LEAVES))
    return [Text(say(lang, "gradients.head")), Code("\n".join(table))]


def _rows(lang: Lang, gradient: Gradient) -> list[tuple[str, str, str]]:
    values = _lines(lang, gradient.grad)
    name = clip(clean(gradient.name).replace("\n", " "), _NAME)
    first = (name, clip(shape(gradient.shape), _SHAPE), values[0])
    return [first, *(("", "", value) for value in values[1:])]


def shape(sizes: Sequence[int]) -> str:
    """A shape as Python writes it: (), (3,), (5, 3)."""
    return f"({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})"


def _lines(lang: Lang, grad: Numbers) -> list[str]:
    """A matrix by rows; all else on one line."""
    if not (isinstance(grad, list) and grad and isinstance(grad[0], list)):
        return [values(grad)]
    rows = [values(row) for row in grad[:MAX_ROWS]]
    lines = [("[" if at == 0 else " ") + row + ("," if at < len(grad) - 1 else "]") for at, row in enumerate(rows)]
    left = len(grad) - MAX_ROWS
    if left > 0:
        lines.append(say(lang, "gradients.one_row") if left == 1 else say(lang, "gradients.rows", left=left))
    return lines


def values(grad: Numbers) -> str:
    """Numbers in four digits; what was left out is an ellipsis."""
    match grad:
        case list():
            return f"[{', '.join(values(item) for item in grad[:16])}{', …' if len(grad) > 16 else ''}]"
        case None:
            return "…"
        case bool() | str():
            return clean(str(grad)).replace("\n", " ")
        case int():
            return str(grad)
        case _:
            text = f"{grad:.4g}"
            return f"{text}." if text.lstrip("-").isdigit() else text  # as torch writes a float


def _table(rows: list[tuple[str, str, str]]) -> list[str]:
    first = max(width(row[0]) for row in rows) + 2
    second = max(width(row[1]) for row in rows) + 2
    room = COLUMNS - first - second
    return [(pad(row[0], first) + pad(row[1], second) + clip(row[2], room)).rstrip() for row in rows]
