"""The store: a frozen value comes in and is kept, or is counted up from what was kept. The tutor asks it."""

import asyncio
from collections.abc import Collection, Coroutine
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StoreError
from bot.store import queries, regrades
from bot.store.engine import make_engine, parse_url
from bot.store.migrate import migrate
from bot.store.rows import attempt_row, guild_row, kept, learner_row, regrade_row
from bot.store.schema import guilds, learners
from bot.values import Attempt, Author, Kept, Progress, Regrade, Standing
from lessons.course import LANGS, Lang

T = TypeVar("T")
Rows = list[Any]


class Store:
    """Learners, guilds and attempts. Every method raises StoreError where the database fails it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str) -> "Store":
        """Open a database and bring its schema up to date. Raises StoreError naming TUTOR_DATABASE."""
        parsed = parse_url(url)
        store = cls(make_engine(parsed))
        try:
            await store._finish(store._migrate())
        except Exception as error:  # each driver has its own errors for a door that stays shut
            await store.close()
            where = parsed.render_as_string(hide_password=True)
            raise StoreError(f"TUTOR_DATABASE: {where} cannot be opened: {_reason(error)}") from error
        return store

    async def language(self, learner: str) -> Lang | None:
        """The language that a learner chose."""
        return _lang(await self._read(queries.language(learners, learner)))

    async def set_language(self, author: Author, lang: Lang) -> None:
        """Keep the language that a learner chose."""
        await self._write(queries.put_learner(self._engine.dialect, learner_row(author, lang)))

    async def guild_language(self, guild: str) -> Lang | None:
        """The language of a server, for its learners who chose none."""
        return _lang(await self._read(queries.language(guilds, guild)))

    async def set_guild_language(self, guild: str, lang: Lang) -> None:
        """Keep the language of a server."""
        await self._write(queries.put_guild(self._engine.dialect, guild_row(guild, lang)))

    async def add_attempt(self, attempt: Attempt) -> int:
        """Keep an attempt and its author's name as seen now. Gives its id, once it is on disk."""
        row, author, dialect = attempt_row(attempt), attempt.author, self._engine.dialect
        guild = [] if author.guild is None else [queries.put_guild(dialect, guild_row(author.guild))]
        learner = queries.put_learner(dialect, learner_row(author))
        [(id,)] = await self._write(*guild, learner, queries.add_attempt(row))
        return int(id)

    async def attempt(self, id: int) -> Kept | None:
        """An attempt that was kept; None where there is none of that id."""
        return next(map(kept, await self._read(regrades.one(id))), None)

    async def note_hints(self, attempt: int, hints: int) -> None:
        """Note that so many hints were opened on an attempt."""
        await self._write(queries.note_hints(attempt, hints))

    async def hints(self, learner: str, exercise: int, guild: str | None) -> int:
        """How many hints a learner opened on one exercise, over all attempts in a guild."""
        [(total,)] = await self._read(queries.hints(learner, exercise, guild))
        return int(total)

    async def best(self, learner: str, exercise: int, guild: str | None) -> float | None:
        """The best score in a guild, or where that is None in direct messages; None without an attempt."""
        [(score,)] = await self._read(queries.best(learner, exercise, guild))
        return None if score is None else float(score)

    async def progress(self, author: Author) -> tuple[Progress, ...]:
        """Best and tries by exercise, in the author's guild, or where that is None in direct messages."""
        rows = await self._read(queries.progress(author.id, author.guild))
        return tuple(Progress(exercise, best, tries) for exercise, best, tries in rows)

    async def leaderboard(
        self, guild: str, *, limit: int = 50, counted: Collection[int] | None = None
    ) -> tuple[Standing, ...]:
        """The first `limit` of a guild on the exercises in `counted` (without it, on all), in the order that
        `bot.store.queries` gives in full."""
        rows = await self._read(queries.leaderboard(guild, limit, counted))
        return tuple(
            Standing(rank, name, total, {row.exercise: row.best for row in group}, int(tries))
            for (rank, name, total, tries), group in groupby(rows, key=itemgetter(0, 1, 2, 3))
        )

    async def attempts(
        self, after: int = 0, *, exercise: int | None = None, guild: str | None = None, limit: int = 200
    ) -> tuple[Kept, ...]:
        """A page of attempts, oldest first: those with an id above `after`; empty where there are no more."""
        return tuple(map(kept, await self._read(regrades.page(after, exercise, guild, limit))))

    async def regrade(self, regrade: Regrade) -> None:
        """Put a new grade in the place of an attempt's old one, and note both with the reason: all or nothing."""
        await self._write(*regrades.regrade(regrade_row(regrade)))

    async def close(self) -> None:
        """Let go of the database, once what was begun is done."""
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._engine.dispose()

    async def _migrate(self) -> None:
        async with self._writer.begin() as connection:
            await connection.run_sync(migrate)

    async def _read(self, statement: Executable) -> Rows:
        return await self._finish(_transaction(self._engine, statement))

    async def _write(self, *statements: Executable) -> Rows:
        return await self._finish(_transaction(self._writer, *statements))

    async def _finish(self, work: Coroutine[Any, Any, T]) -> T:
        """Carry work to its end even where who asked for it is cancelled.

        SQLAlchemy drops a connection that is cancelled in the middle without closing it: SQLite's would go on
        holding the lock of its transaction against everybody.
        """
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)


async def _transaction(engine: AsyncEngine, *statements: Executable) -> Rows:
    """Run the statements all or none; gives the rows of the last."""
    rows: Rows = []
    try:
        async with engine.begin() as connection:
            for statement in statements:
                result = await connection.execute(statement)
                rows = list(result) if result.returns_rows else []
    except Exception as error:  # SQLAlchemy's, and on the way to a server the driver's own
        raise StoreError(f"The database of TUTOR_DATABASE failed: {_reason(error)}") from error
    return rows


def _reason(error: Exception) -> str:
    """The driver's own words: SQLAlchemy adds the statement, which says nothing to who runs the tutor."""
    return str(getattr(error, "orig", None) or error)


def _lang(rows: Rows) -> Lang | None:
    return next((lang for lang in LANGS for row in rows if row[0] == lang), None)
