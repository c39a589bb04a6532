"""The gradients of a run as a table that a phone shows without wrapping: at most 36 columns; and why some are None.

Each leaf stands with its value, its gradient and, where it was computed, the numerical derivative, after "≈" where the
two agree.
"""

import math
import re
from collections.abc import Iterator, Sequence

from bot.cards.numbers import flat, number, place, shape
from bot.cards.text import clean, clip, inline, pad, width
from bot.values import Block, Code, Text
from bot.words import say
from lessons.course import Lang
from sandbox.protocol import Gradient, Missing, Numbers, Observation

COLUMNS = 36
MAX_LEAVES = 6
MANY, FEW = 6, 3  # elements of a leaf: of one or two leaves, of more
MAX_NAMES = 3
_NAME = 22
_AGREES = "≈ "
_OF_LEAVES = ("no_backward", "not_reached", "returned", "cleared")
_WHYS = (*_OF_LEAVES, "not_leaf", "detached")

Leaf = Gradient | Missing
Row = tuple[str, ...]


def blocks(lang: Lang, seen: Observation, source: str = "", *, whys: Sequence[str] = _WHYS) -> list[Block]:
    """A headline, a table of every leaf, and a sentence for each reason why a gradient is None.

    That a result is no leaf is said only where the program asks for its gradient: every run has such results.
    """
    missing = [each for each in seen.missing if each.why in whys]
    missing = [each for each in missing if each.why != "not_leaf" or _asks(source, each.name)]
    leaves: list[Leaf] = [*seen.gradients, *(each for each in missing if each.why in _OF_LEAVES)]
    said = list(_sentences(lang, seen.gradients, missing))
    table = _table(lang, leaves[:MAX_LEAVES])
    if len(leaves) > MAX_LEAVES:
        table.append(say(lang, "gradients.more", left=len(leaves) - MAX_LEAVES))
    grads = Code("\n".join(table), kind="gradients", brief=_brief(lang, table))
    head = "head_numeric" if any(leaf.numeric for leaf in leaves) else "head"
    shown: list[Block] = [Text(say(lang, f"gradients.{head}")), grads] if leaves else []
    return [*shown, *([Text("\n".join(said))] if said else [])]


def stopped(lang: Lang, seen: Observation) -> list[Block]:
    """The same for a program that failed: the error has its own explanation, so only what cut the graph is said."""
    return blocks(lang, seen, whys=("detached",))


def graded(lang: Lang, seen: Observation) -> list[Block]:
    """The same for a grade's card, which is long as it is."""
    return blocks(lang, seen, whys=_OF_LEAVES)


def _brief(lang: Lang, table: Sequence[str]) -> str | None:
    """The table without the rows whose gradient agrees; None where there are none."""
    kept = [line for line in table if _AGREES not in line]
    if (count := len(table) - len(kept)) == 0:
        return None
    return "\n".join([*kept, say(lang, "card.matching_one" if count == 1 else "card.matching", count=count)])


def _asks(source: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}\s*\.\s*grad\b", source) is not None


def _sentences(lang: Lang, found: Sequence[Gradient], missing: Sequence[Missing]) -> Iterator[str]:
    for why in _WHYS:
        names = [each.name for each in missing if each.why == why]
        if names:
            key = "not_leaf_alone" if why == "not_leaf" and not found else why
            yield say(lang, f"gradients.{key}", names=_listed(names))
    differing = [each.name for each in found if _differs(each)]
    if differing:
        yield say(lang, "gradients.differs", names=_listed(differing))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{inline(name, _NAME)}`" for name in names[:MAX_NAMES])
    return f"{shown}, …" if len(names) > MAX_NAMES else shown


def _table(lang: Lang, leaves: Sequence[Leaf]) -> list[str]:
    """In four digits and wide, or as it fits."""
    most = MANY if len(leaves) <= 2 else FEW
    for digits, gap in ((4, 2), (3, 2), (3, 1), (2, 1)):
        head = ("name", "value", ".grad", "numeric")  # words of code: Hangul has another width
        rows = [head, *(row for leaf in leaves for row in _rows(lang, leaf, most, digits))]
        kept = [at for at in range(4) if at < 3 or any(row[3] for row in rows[1:] if len(row) > 1)]
        widths = [max(width(row[at]) for row in rows if len(row) > 1) for at in kept]
        if sum(widths) + gap * (len(widths) - 1) <= COLUMNS:
            break
    return [clip(_line(row, kept, widths, gap), COLUMNS) for row in rows]


def _line(row: Row, kept: Sequence[int], widths: Sequence[int], gap: int) -> str:
    if len(row) == 1:
        return row[0]
    return (" " * gap).join(pad(row[at], wide) for at, wide in zip(kept, widths, strict=True)).rstrip()


def _rows(lang: Lang, leaf: Leaf, most: int, digits: int) -> Iterator[Row]:
    """A number on one line; of more, a line with the shape and one for each element."""
    name = clip(clean(leaf.name).replace("\n", " "), _NAME)
    values, grads = flat(leaf.value), flat(leaf.grad) if isinstance(leaf, Gradient) else None
    count = len(values or grads or leaf.numeric)
    if not leaf.shape and count == 1:
        yield (clip(name, 14), *_cells(leaf, 0, values, grads, digits))
        return
    yield (f"{name} {shape(leaf.shape)}",)
    shown = count if count <= most + 1 else most
    for at in range(shown):
        yield (f" {place(at, leaf.shape)}", *_cells(leaf, at, values, grads, digits))
    if count > shown:
        yield (say(lang, "gradients.elements", left=count - shown),)


def _cells(leaf: Leaf, at: int, values: Sequence[Numbers] | None, grads: Sequence[Numbers] | None, digits: int) -> Row:
    grad = "None" if isinstance(leaf, Missing) else number(_at(grads, at), digits)
    if at >= len(leaf.numeric):
        return number(_at(values, at), digits), grad, ""
    sign = "" if grads is None else _AGREES if _agrees(_at(grads, at), leaf.numeric[at]) else "≠ "
    return number(_at(values, at), digits), grad, sign + number(_near(leaf.numeric[at]), digits)


def _differs(leaf: Gradient) -> bool:
    grads = flat(leaf.grad)
    return grads is not None and any(not _agrees(_at(grads, at), slope) for at, slope in enumerate(leaf.numeric))


def _agrees(grad: Numbers, slope: float) -> bool:
    return isinstance(grad, int | float) and math.isclose(grad, slope, rel_tol=1e-3, abs_tol=1e-5)


def _near(slope: float) -> float:
    """Without the last digits, which differences do not have."""
    return round(slope, 7) if math.isfinite(slope) else slope


def _at(numbers: Sequence[Numbers] | None, at: int) -> Numbers:
    return numbers[at] if numbers is not None and at < len(numbers) else None
