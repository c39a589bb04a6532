"""Rows of a leaderboard as a table that a phone does not break."""

from collections.abc import Sequence

from bot.cards.text import clean, clip, number, pad_left, width
from bot.values import Standing
from bot.words import say
from lessons.course import Lang

WIDEST = 36  # columns, where the numbers let it
_NAME, _LEAST = 18, 8  # a name's columns
_OWN = "> "  # in front, for on a phone the end of a row is out of sight
_MOST = 46  # columns; a table of many exercises shows totals alone


def table(lang: Lang, standings: Sequence[Standing], exercises: Sequence[int]) -> str:
    """The table; without `exercises`, of the totals alone. Names stand last: Hangul is not exactly two columns wide
    everywhere."""
    rows = [_head(lang, exercises), *(_row(each, exercises) for each in standings)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    taken = sum(widths) + len(widths)  # each with a space after it
    if exercises and taken + _LEAST > _MOST:
        return table(lang, standings, [])
    room = min(max(WIDEST - taken, _LEAST), _NAME)
    names = [say(lang, "board.name"), *(_name(lang, each, room) for each in standings)]
    return "\n".join(" ".join([*map(pad_left, row, widths), name]) for row, name in zip(rows, names, strict=True))


def _head(lang: Lang, exercises: Sequence[int]) -> list[str]:
    total = "total" if exercises else "score"
    return [say(lang, "board.rank"), say(lang, f"board.{total}"), *map(str, exercises), say(lang, "board.tries")]


def _row(standing: Standing, exercises: Sequence[int]) -> list[str]:
    scores = [number(standing.best[at]) if at in standing.best else "-" for at in exercises]
    rank = f"{_OWN if standing.own else ''}{standing.rank}"
    return [rank, number(standing.total), *scores, str(standing.tries)]


def _name(lang: Lang, standing: Standing, room: int) -> str:
    if standing.hidden:
        return say(lang, "board.hidden")
    return clip(" ".join(clean(standing.name).split()), room) or "-"
