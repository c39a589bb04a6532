"""The statements of a regrade: attempts by the page, and a new grade in the place of the old with a note of both."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Executable, Select, literal, select

from bot.store.rows import RegradeRow, columns
from bot.store.schema import attempts, regrades

_GRADE = ("verdict", "score", "max", "earned", "flags", "torch", "rubric")
_NEEDED = (
    "id",
    "learner",
    "exercise",
    "source",
    "status",
    "language",
    "submission",
    "hints",
    "penalty",
    "parts",
    *_GRADE,
)


def one(id: int) -> Select[Any]:
    """The attempt of that id."""
    return select(*(attempts.c[name] for name in _NEEDED)).where(attempts.c.id == id)


def of_submission(submission: str) -> Select[Any]:
    """The attempt that a submission is."""
    return select(*(attempts.c[name] for name in _NEEDED)).where(attempts.c.submission == submission)


def page(after: int, exercise: int | None, guild: str | None, limit: int) -> Select[Any]:
    """The attempts with an id above `after`, oldest first; of one exercise, of one guild, or of all."""
    a = attempts.c
    rows = select(*(a[name] for name in _NEEDED)).where(a.id > after).order_by(a.id).limit(limit)
    rows = rows if exercise is None else rows.where(a.exercise == exercise)
    return rows if guild is None else rows.where(a.guild == guild)


def regrade(row: RegradeRow) -> tuple[Executable, ...]:
    """In one transaction: hold the attempt, note what it was and what it becomes, change it."""
    new, here = columns(row), attempts.c.id == row.attempt
    # SQLite has only one writer and leaves FOR UPDATE out; elsewhere another regrade waits here.
    hold = select(attempts.c.id).where(here).with_for_update()
    return hold, _note(new, row), attempts.update().where(here).values({name: new[name] for name in _GRADE})


def _note(new: dict[str, Any], row: RegradeRow) -> Executable:
    """What it was is copied by the database, so that the note is true even where it changed since it was read."""
    a, r = attempts.c, regrades.c
    pairs: dict[Column[Any], ColumnElement[Any]] = {
        r.attempt: a.id,
        r.before: a.score,
        r.earned_before: a.earned,
        r.rubric_before: a.rubric,
        r.torch_before: a.torch,
    }
    given = {
        r.created: new["created"],
        r.after: new["score"],
        r.earned_after: new["earned"],
        r.rubric_after: new["rubric"],
        r.torch_after: new["torch"],
        r.reason: new["reason"],
    }
    pairs |= {column: literal(value, column.type).label(column.name) for column, value in given.items()}
    return regrades.insert().from_select(list(pairs), select(*pairs.values()).where(a.id == row.attempt))
