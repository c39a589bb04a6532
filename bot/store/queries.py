"""The store's statements. Everything is added up in the database; no attempt is loaded to be counted.

The order of a leaderboard, in full:
1. the higher total of the best score on each exercise;
2. fewer tries: all attempts in the guild, on all exercises that count, the ones after the best score too;
3. the earlier moment at which the total was reached: that of the last attempt which raised it
   (for a total of 0, of the first attempt);
4. the older account, so that ranks are 1, 2, 3, ... and stay as they are.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Dialect, FromClause, Insert, Select, Table, Update, case, func, or_, select
from sqlalchemy.dialects import sqlite

from bot.store.rows import AttemptRow, GuildRow, LearnerRow, columns
from bot.store.schema import attempts, guilds, hints, learners


def put_learner(dialect: Dialect, row: LearnerRow) -> Insert:
    """Write a learner down, or the name as seen now, and the language where one is given."""
    new = {"name": row.name} | ({"language": row.language} if row.language else {})
    return put(dialect, learners, columns(row), new)


def put_guild(dialect: Dialect, row: GuildRow) -> Insert:
    """Write a guild down, and its language where one is given."""
    return put(dialect, guilds, columns(row), {"language": row.language} if row.language else {})


def add_attempt(dialect: Dialect, row: AttemptRow) -> Any:
    """Keep an attempt; gives its id, that of the first where one submission comes twice."""
    insert: sqlite.Insert = insert_of(dialect)(attempts).values(columns(row))
    same = {"submission": row.submission}  # changes nothing, but lets RETURNING give the row
    once = insert.on_conflict_do_update(index_elements=[attempts.c.submission], set_=same)
    return once.returning(attempts.c.id)


def language(learner: str) -> Select[Any]:
    """The language that a learner chose."""
    return select(learners.c.language).where(learners.c.id == learner)


def so_far(learner: str, exercise: int, guild: str | None) -> Select[Any]:
    """The best score on one exercise, and the hints opened: over all attempts, and on its card."""
    a, h = attempts.c, hints.c
    own = select(func.count()).select_from(hints)
    own = own.where(h.learner == learner, h.exercise == exercise, h.guild == (guild or ""))
    rows = select(func.max(a.score), func.coalesce(func.sum(a.hints), 0) + own.scalar_subquery())
    return rows.where(a.learner == learner, a.exercise == exercise, a.guild == guild)


def note_hints(attempt: int, hints: int) -> Update:
    """So many hints were opened on an attempt; fewer than are noted change nothing."""
    a = attempts.c
    return attempts.update().where(a.id == attempt, a.hints < hints).values(hints=hints)


def note_hint(dialect: Dialect, learner: str, guild: str | None, exercise: int, now: int) -> Insert:
    """An exercise's own hint was opened; again changes nothing."""
    row = {"learner": learner, "guild": guild or "", "exercise": exercise, "created": now}
    return put(dialect, hints, row, {})


def hint_noted(learner: str, guild: str | None, exercise: int) -> Select[Any]:
    """A row where an exercise's own hint was opened."""
    h = hints.c
    return select(h.created).where(h.learner == learner, h.exercise == exercise, h.guild == (guild or ""))


def progress(learner: str, guild: str | None) -> Select[Any]:
    """Exercise, best score, tries, and 1 where all was right once, by exercise."""
    a = attempts.c
    solved = func.max(case((a.verdict == "full", 1), else_=0))
    rows = select(a.exercise, func.max(a.score), func.count(), solved).where(a.learner == learner, a.guild == guild)
    return rows.group_by(a.exercise).order_by(a.exercise)


def leaderboard(
    guild: str,
    limit: int,
    counted: Collection[int] | None = None,
    asker: str | None = None,
    *,
    after: int = 0,
    near: int | None = None,
    nicknames: bool = False,
) -> Select[Any]:
    """Rank, name, total, tries, exercise, best, hidden, own, students: a row per exercise of each learner, by rank and
    exercise.

    Only the exercises in `counted` are looked at; without it, all. There are the `limit` ranks after `after`, and the
    `asker` beyond them; with `near`, instead, the asker and so many on each side. A hidden learner has no name; a
    nickname stands for a name, and with `nicknames` who has none is hidden. `students` are all who are ranked.
    """
    by_exercise = _by_exercise(guild, counted)
    ranked = _ranked(by_exercise)
    e, r, known = by_exercise.c, ranked.c, learners.c
    hidden = (or_(known.hidden, known.nickname.is_(None)) if nicknames else known.hidden).label("hidden")
    name = case((hidden, ""), else_=func.coalesce(known.nickname, known.name)).label("name")
    own = (r.learner == (asker or "")).label("own")
    rows = select(r.rank, name, r.total, r.tries, e.exercise, e.best, hidden, own, r.students)
    rows = rows.join_from(ranked, learners, known.id == r.learner)
    rows = rows.join(by_exercise, e.learner == r.learner)
    shown = or_(r.rank.between(after + 1, after + limit), own) if near is None else _near(ranked, asker, near)
    return rows.where(shown).order_by(r.rank, e.exercise)


def ranks(guild: str, counted: Collection[int]) -> Select[Any]:
    """Learner, rank, total and tries of all of a guild who tried what counts."""
    r = _ranked(_by_exercise(guild, counted)).c
    return select(r.learner, r.rank, r.total, r.tries)


def marks(guild: str) -> Select[Any]:
    """What is kept of all learners of a guild: a row per exercise of each. Joined to `ranks` it would take SQLite
    twenty times as long."""
    a, known = attempts.c, learners.c
    person = known.id.label("learner"), known.name, known.nickname, known.hidden
    rows = select(*person, a.exercise, func.max(a.score).label("best"), func.count().label("tried"))
    rows = rows.join_from(attempts, learners, known.id == a.learner).where(a.guild == guild)
    return rows.group_by(known.id, a.exercise).order_by(known.id, a.exercise)


def _near(ranked: FromClause, asker: str | None, near: int) -> ColumnElement[bool]:
    again = ranked.alias().c
    own = select(again.rank).where(again.learner == (asker or "")).scalar_subquery()
    return ranked.c.rank.between(own - near, own + near)


def _by_exercise(guild: str, counted: Collection[int] | None) -> FromClause:
    """Per learner and exercise: best score, tries, and the moments of the first try and of the first best."""
    a, again = attempts.c, attempts.alias().c
    best, tries, first = func.max(a.score), func.count(), func.min(a.created)
    rows = select(a.learner, a.exercise, best.label("best"), tries.label("tries"), first.label("first"))
    if counted is not None:
        rows = rows.where(a.exercise.in_(counted))
    r = rows.where(a.guild == guild).group_by(a.learner, a.exercise).subquery().c
    # One seek in the index for each row; a window over all attempts takes eight times as long.
    reached = select(func.min(again.created)).where(
        again.guild == guild, again.learner == r.learner, again.exercise == r.exercise, again.score == r.best
    )
    return select(*r, reached.scalar_subquery().label("reached")).cte("by_exercise")


def _ranked(by_exercise: FromClause) -> FromClause:
    """Per learner: rank, total and tries, in the order that this module's docstring gives."""
    e = by_exercise.c
    total, tries = func.sum(e.best), func.sum(e.tries)
    reached = func.coalesce(func.max(case((e.best > 0, e.reached))), func.min(e.first))
    rows = select(e.learner, total.label("total"), tries.label("tries"), reached.label("reached"))
    t = rows.group_by(e.learner).cte("totals").c
    order = (t.total.desc(), t.tries, t.reached, func.length(t.learner), t.learner)
    rank, students = func.row_number().over(order_by=order), func.count().over()
    return select(t.learner, t.total, t.tries, rank.label("rank"), students.label("students")).cte("ranked")


def put(dialect: Dialect, table: Table, row: dict[str, Any], new: dict[str, Any]) -> Insert:
    """Write a row down; where its key is there already, only what is `new`."""
    insert: sqlite.Insert = insert_of(dialect)(table).values(row)
    if new:
        return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)
    return insert.on_conflict_do_nothing(index_elements=list(table.primary_key))


def insert_of(dialect: Dialect) -> Any:
    """ON CONFLICT is written alike in both databases, but SQLAlchemy has it apart in each dialect."""
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    return sqlite.insert
