"""Why a run stopped: the student's own line, Python's words, plain words, and what to try."""

from bot.cards.text import clean, clip, inline
from bot.explain import Explanation
from bot.values import Block, Code, Text
from bot.words import say
from lessons.course import Lang

_COLUMNS = 72
_BEFORE = 1  # lines of the program shown above the one that failed


def head(lang: Lang, why: Explanation) -> Text:
    """The headline of a card that is about nothing else."""
    return Text(say(lang, "error.head_anywhere") if why.line is None else say(lang, "error.head", line=why.line))


def blocks(lang: Lang, why: Explanation, source: str) -> list[Block]:
    """Everything but the headline and the cure, which is the card's one next step."""
    parts: list[Block] = []
    if why.line is not None:
        parts.append(Code(excerpt(source, why.line, why.column), "py"))
    if why.raw:
        parts.append(Text(f"`{inline(why.raw, 400)}`"))
    parts.append(Text(say(lang, "error.plain", what=why.what)))
    return parts


def cure(lang: Lang, why: Explanation) -> Text:
    """The one next step."""
    return Text(say(lang, "next.cure", cure=why.cure))


def excerpt(source: str, line: int, column: int | None = None) -> str:
    """The line that failed, marked, with the one before it; `line` counts from 1."""
    lines = [clean(text).replace("\n", " ") for text in source.split("\n")]
    gutter = len(str(line))
    shown = []
    for at in range(max(line - _BEFORE, 1), min(line, len(lines)) + 1):
        mark = "▶" if at == line else " "
        shown.append(f"{mark} {at:>{gutter}} │ {clip(lines[at - 1], _COLUMNS)}".rstrip())
    if shown and column is not None and lines[line - 1].isascii() and column < min(len(lines[line - 1]) + 1, _COLUMNS):
        shown.append(f"  {' ' * gutter} │ {' ' * column}^")
    return "\n".join(shown)
