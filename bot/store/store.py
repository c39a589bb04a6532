"""The store: a frozen value comes in and is kept, or is counted up from what was kept. The tutor asks it."""

from asyncio import to_thread
from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any

from msgspec import json

from bot.store import overview, queries, regrades
from bot.store.answers import Answers
from bot.store.database import Rows
from bot.store.guilds import Guilds
from bot.store.leases import Leases
from bot.store.own import Own
from bot.store.rows import attempt_row, guild_row, kept, learner_row, regrade_row
from bot.values import Attempt, Author, Best, Kept, Marks, Progress, Ranking, Regrade, Standing
from lessons.course import LANGS, Lang


class Store(Own, Guilds, Answers, Leases):
    """Learners, guilds, attempts and their answers. Every method raises StoreError where the database fails it."""

    async def language(self, learner: str) -> Lang | None:
        """The language that a learner chose."""
        return _lang(await self._read(queries.language(learner)))

    async def set_language(self, author: Author, lang: Lang) -> None:
        """Keep the language that a learner chose."""
        await self._write(queries.put_learner(self._engine.dialect, learner_row(author, lang)))

    async def add_attempt(self, attempt: Attempt) -> int:
        """Keep an attempt and its author's name as seen now. Gives its id, once it is on disk."""
        row, author, dialect = attempt_row(attempt), attempt.author, self._engine.dialect
        guild = [] if author.guild is None else [queries.put_guild(dialect, guild_row(author.guild))]
        learner = queries.put_learner(dialect, learner_row(author))
        [(id,)] = await self._write(*guild, learner, queries.add_attempt(dialect, row))
        return int(id)

    async def attempt(self, id: int) -> Kept | None:
        """An attempt that was kept; None where there is none of that id."""
        return next(map(kept, await self._read(regrades.one(id))), None)

    async def attempt_of(self, submission: str) -> Kept | None:
        """The attempt that a submission is; None where there is none."""
        return next(map(kept, await self._read(regrades.of_submission(submission))), None)

    async def note_hints(self, attempt: int, hints: int) -> None:
        """Note that so many hints were opened on an attempt."""
        await self._write(queries.note_hints(attempt, hints))

    async def note_hint(self, author: Author, exercise: int) -> None:
        """Note that an exercise's own hint was opened, on its card."""
        row, dialect = learner_row(author), self._engine.dialect
        note = queries.note_hint(dialect, author.id, author.guild, exercise, row.created)
        await self._write(queries.put_learner(dialect, row), note)

    async def hint_noted(self, author: Author, exercise: int) -> bool:
        """Whether an exercise's own hint was opened in the author's guild, or where that is None in direct messages."""
        return bool(await self._read(queries.hint_noted(author.id, author.guild, exercise)))

    async def so_far(self, learner: str, exercise: int, guild: str | None) -> tuple[float | None, int]:
        """The best score, None without an attempt, and how many hints were opened; in a guild, or where that is None in
        direct messages."""
        [(best, hints)] = await self._read(queries.so_far(learner, exercise, guild))
        return None if best is None else float(best), int(hints)

    async def progress(self, author: Author) -> tuple[Progress, ...]:
        """Best and tries by exercise, in the author's guild, or where that is None in direct messages."""
        rows = await self._read(queries.progress(author.id, author.guild))
        return tuple(Progress(exercise, best, tries, bool(solved)) for exercise, best, tries, solved in rows)

    async def leaderboard(
        self, guild: str, *, limit: int = 50, counted: Collection[int] | None = None, asker: str | None = None
    ) -> tuple[Standing, ...]:
        """The first `limit` of a guild on the exercises in `counted` (without it, on all), in the order that
        `bot.store.queries` gives in full; and the `asker`, marked, wherever they stand."""
        rows = await self._read(queries.leaderboard(guild, limit, counted, asker))
        return tuple(_standing(list(group)) for _, group in groupby(rows, key=attrgetter("rank")))

    async def board(
        self, guild: str, counted: Collection[int], *, after: int, limit: int, nicknames: bool = False
    ) -> Ranking:
        """The `limit` of a guild's leaderboard after rank `after`; with `nicknames`, who has none is hidden."""
        page = queries.leaderboard(guild, limit, counted, after=after, nicknames=nicknames)
        return _ranking(await self._read(page))

    async def board_near(
        self, guild: str, counted: Collection[int], asker: str, *, near: int, nicknames: bool = False
    ) -> Ranking:
        """The asker's row, marked, with so many on each side; none of who is not ranked."""
        rows = queries.leaderboard(guild, 0, counted, asker, near=near, nicknames=nicknames)
        return _ranking(await self._read(rows))

    async def marks(self, guild: str, counted: Collection[int]) -> tuple[Marks, ...]:
        """All students of a guild by rank, with every exercise that they tried, last those who tried bonuses alone; for
        instructors."""
        found = await self._read_all(queries.marks(guild), queries.ranks(guild, counted))
        return await to_thread(_all_marks, *found)

    async def bests(self, guild: str) -> tuple[Best, ...]:
        """The best attempt of each student of a guild at each exercise, by learner and exercise; for instructors."""
        return await to_thread(_bests, await self._read(overview.bests(guild)))

    async def attempts(
        self, after: int = 0, *, exercise: int | None = None, guild: str | None = None, limit: int = 200
    ) -> tuple[Kept, ...]:
        """A page of attempts, oldest first: those with an id above `after`; empty where there are no more."""
        return tuple(map(kept, await self._read(regrades.page(after, exercise, guild, limit))))

    async def regrade(self, regrade: Regrade) -> None:
        """Put a new grade in the place of an attempt's old one, and note both with the reason: all or nothing."""
        await self._write(*regrades.regrade(regrade_row(regrade)))


def _lang(rows: Rows) -> Lang | None:
    return next((lang for lang in LANGS for row in rows if row[0] == lang), None)


def _ranking(rows: Rows) -> Ranking:
    groups = groupby(rows, key=attrgetter("rank"))
    return Ranking(tuple(_standing(list(group)) for _, group in groups), rows[0].students if rows else 0)


def _bests(rows: Rows) -> tuple[Best, ...]:
    return tuple(map(_best, rows))


def _best(row: Any) -> Best:
    earned = json.decode(row.earned, type=dict[str, float])
    return Best(row.learner, row.name, row.exercise, row.score, bool(row.solved), earned, int(row.tries))


def _all_marks(rows: Rows, ranked: Rows) -> tuple[Marks, ...]:
    places = {row.learner: row for row in ranked}
    every = [_marks(list(group), places.get(learner)) for learner, group in groupby(rows, key=attrgetter("learner"))]
    return tuple(sorted(every, key=lambda marks: (marks.rank is None, marks.rank or 0)))


def _marks(rows: Rows, place: Any) -> Marks:
    first = rows[0]
    best, tried = {row.exercise: row.best for row in rows}, {row.exercise: row.tried for row in rows}
    rank, total, tries = (None, None, None) if place is None else (place.rank, place.total, int(place.tries))
    return Marks(first.learner, first.name, first.nickname, bool(first.hidden), rank, total, tries, best, tried)


def _standing(rows: Rows) -> Standing:
    """The rows of one learner, one for each exercise, as a row of the board."""
    first, best = rows[0], {row.exercise: row.best for row in rows}
    flags = {"hidden": bool(first.hidden), "own": bool(first.own)}
    return Standing(first.rank, first.name, first.total, best, int(first.tries), **flags)
