"""Why a run stopped: the student's own line, plain words, and what to try; Python's words are a press away.

They stand on the card where they say more than ours, or where there is nothing to press.
"""

from collections.abc import Sequence

from bot import places
from bot.cards.fit import fit
from bot.cards.text import clean, clip, inline
from bot.explain import Explanation
from bot.values import Block, Button, Card, Code, Part, Text
from bot.words import say
from lessons.course import Lang

_COLUMNS = 72
_BEFORE = 1  # lines of the program shown above the one that failed


def head(lang: Lang, why: Explanation) -> Text:
    """The headline of a card that is about nothing else."""
    return Text(_where(lang, why, "error.head", "error.head_anywhere"))


def subhead(lang: Lang, why: Explanation) -> Text:
    """The same where the card's headline is a grade."""
    return Text(_where(lang, why, "error.exercise_line", "error.exercise_anywhere"))


def _where(lang: Lang, why: Explanation, at: str, anywhere: str) -> str:
    """The line as the student counts it: in their block, or in their notebook's cell."""
    return say(lang, anywhere) if why.line is None else say(lang, at, line=places.named(lang, why.parts, why.line))


def blocks(lang: Lang, why: Explanation, source: str, key: str = "") -> list[Block]:
    """Everything but the headline and the cure, which is the card's one next step. Under the `key` the whole error is
    asked for."""
    parts: list[Block] = []
    if why.line is not None:
        parts.append(Code(excerpt(source, why.line, why.column, why.parts), "py"))
    if why.raw and not (key and why.known):
        parts.append(Text(f"`{inline(why.raw, 400)}`"))
    parts.append(Text(say(lang, "error.plain", what=why.what)))
    return parts


def buttons(lang: Lang, why: Explanation | None, key: str) -> list[Button]:
    """The way to the whole error, where there is one."""
    return [Button(f"error:{key}", say(lang, "error.full"))] if key and why is not None and why.full else []


def full(lang: Lang, text: str) -> Card:
    """An error in Python's own words, in the student's own lines."""
    return fit("bad", [Text(say(lang, "error.full_head")), Code(clean(text))], lang=lang)


def cure(lang: Lang, why: Explanation) -> Text:
    """The one next step."""
    return Text(say(lang, "next.cure", cure=why.cure))


def excerpt(source: str, line: int, column: int | None = None, parts: Sequence[Part] = ()) -> str:
    """The line that failed, marked, with the one before it in the same part; `line` counts from 1."""
    lines = [clean(text).replace("\n", " ") for text in source.split("\n")]
    first = max(line - _BEFORE, places.part_of(parts, line).start)
    gutter = len(str(places.own(parts, line)))
    shown = []
    for at in range(first, min(line, len(lines)) + 1):
        mark = "▶" if at == line else " "
        shown.append(f"{mark} {places.own(parts, at):>{gutter}} │ {clip(lines[at - 1], _COLUMNS)}".rstrip())
    if shown and column is not None and lines[line - 1].isascii() and column < min(len(lines[line - 1]) + 1, _COLUMNS):
        shown.append(f"  {' ' * gutter} │ {' ' * column}^")
    return "\n".join(shown)
