"""The statements about one learner: what is kept of them, all of it given out, all of it removed, the name hidden or
replaced.

`whose` is the one list of what belongs to a learner. Export and removal both follow it, and a test holds it against
the schema.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Executable, Insert, Select, Table, func, or_, select

from bot.store.queries import put
from bot.store.rows import LearnerRow, columns
from bot.store.schema import answers, attempts, hints, learners, regrades


def whose(learner: str) -> Mapping[Table, ColumnElement[bool]]:
    """Each table with something of a learner, and which rows are theirs; those that point at others come first."""
    theirs = select(attempts.c.id).where(attempts.c.learner == learner)
    return {
        regrades: regrades.c.attempt.in_(theirs),
        attempts: attempts.c.learner == learner,
        answers: answers.c.learner == learner,
        hints: hints.c.learner == learner,
        learners: learners.c.id == learner,
    }


def holdings(learner: str) -> Select[Any]:
    """What is kept, counted: one row, or none of somebody who is not known."""
    a, own = attempts.c, learners.c.id == learner
    graded_again = select(func.count()).select_from(regrades).where(whose(learner)[regrades])
    counted = (
        func.count(a.id).label("attempts"),
        func.count(a.guild.distinct()).label("guilds"),
        graded_again.scalar_subquery().label("regrades"),
        func.min(a.created).label("first"),
        func.max(a.created).label("last"),
    )
    known = learners.c.language, learners.c.hidden, learners.c.nickname
    rows = select(*known, *counted).join_from(learners, attempts, a.learner == learners.c.id, isouter=True)
    return rows.where(own).group_by(learners.c.id)


def tables(learner: str) -> dict[str, Select[Any]]:
    """All that is kept, by table; but for the programs, which `sources` gives."""
    return {
        table.name: select(*(column for column in table.c if column is not attempts.c.source))
        .where(theirs)
        .order_by(*table.primary_key)
        for table, theirs in whose(learner).items()
    }


def sources(learner: str, before: int | None, limit: int) -> Select[Any]:
    """A learner's programs, the newest first: those with an id below `before`, or all."""
    a = attempts.c
    rows = select(a.id, a.exercise, a.source).where(a.learner == learner).order_by(a.id.desc()).limit(limit)
    return rows if before is None else rows.where(a.id < before)


def hold(dialect: Dialect, learner: str) -> Any:
    """Take a learner's row, so that no attempt comes in before the removal is done; gives whether there was one.

    A lock holds only a row that is there. A submission may just be writing the first, so one is put in its place.
    """
    nobody = {"id": learner, "name": "", "created": 0}
    return put(dialect, learners, nobody, {"name": learners.c.name}).returning(learners.c.created > 0)


def removals(learner: str) -> dict[str, Executable]:
    """The removals by table, each giving a row for every row that went; after `hold`, in the same transaction."""
    return {
        table.name: table.delete().where(theirs).returning(*table.primary_key)
        for table, theirs in whose(learner).items()
    }


def hide(dialect: Dialect, row: LearnerRow, hidden: bool) -> Insert:
    """Keep whether a learner's name is left out of leaderboards."""
    return put(dialect, learners, columns(row) | {"hidden": hidden}, {"hidden": hidden})


def alias(learner: str) -> Select[Any]:
    """How a learner is shown on leaderboards: hidden or not, and the nickname."""
    return select(learners.c.hidden, learners.c.nickname).where(learners.c.id == learner)


def set_nickname(dialect: Dialect, row: LearnerRow, nickname: str | None) -> Insert:
    """Keep a learner's nickname, or take it away."""
    return put(dialect, learners, columns(row) | {"nickname": nickname}, {"nickname": nickname})


def beside(learner: str, guild: str | None) -> Select[Any]:
    """Names and nicknames of all others in the guilds where a learner sent something, and in this one."""
    a, own = attempts.c, attempts.alias().c
    guilds = select(own.guild).where(own.learner == learner)
    others = select(a.learner).where(or_(a.guild == (guild or ""), a.guild.in_(guilds)), a.learner != learner)
    return select(learners.c.name, learners.c.nickname).where(learners.c.id.in_(others))
