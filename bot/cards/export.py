"""All scores of a server as CSV, for its instructors; and the card that brings it."""

import csv
import io
from collections.abc import Iterator, Sequence

from bot.cards.fit import fit
from bot.cards.text import clean, number
from bot.values import Card, File, Marks, Text
from bot.words import say
from lessons.course import Lang

FILE = "tensor-tutor-scores.csv"
_FORMULA = tuple("=+-@＝＋－＠")  # with these a spreadsheet begins to calculate


def card(lang: Lang, data: bytes, students: int) -> Card:
    """The file, and what is in it."""
    return fit("plain", [Text(say(lang, "board.exported", students=students)), File(FILE, data)], lang=lang)


def written(marks: Sequence[Marks], exercises: Sequence[int]) -> bytes:
    """The table in UTF-8 with a byte order mark, by which spreadsheets know it; a column pair for each exercise."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    scores = [f"{kind}_{at}" for at in exercises for kind in ("best", "tries")]
    writer.writerow(["rank", "id", "name", "nickname", "hidden", "total", "tries", *scores])
    writer.writerows(_row(each, exercises) for each in marks)
    return text.getvalue().encode("utf-8-sig", "replace")


def _row(marks: Marks, exercises: Sequence[int]) -> list[str]:
    names = [f"id:{marks.learner}", _safe(marks.name), _safe(marks.nickname or ""), "yes" if marks.hidden else "no"]
    total = "" if marks.total is None else number(marks.total)
    return [_count(marks.rank), *names, total, _count(marks.tries), *_scores(marks, exercises)]


def _scores(marks: Marks, exercises: Sequence[int]) -> Iterator[str]:
    for at in exercises:
        yield number(marks.best[at]) if at in marks.best else ""
        yield _count(marks.tried.get(at))


def _count(value: int | None) -> str:
    return "" if value is None else str(value)


def _safe(text: str) -> str:
    """A name on one line that no spreadsheet takes for a formula."""
    line = " ".join(clean(text).split())
    return f"'{line}" if line.startswith(_FORMULA) else line
