"""A database that was opened: statements come in, their rows go out, all of them or none."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StoreError
from bot.store.engine import make_engine, parse_url
from bot.store.migrate import migrate

T = TypeVar("T")
Rows = list[Any]
_DETAIL = "\nDETAIL:"  # after it PostgreSQL quotes the whole row that it refused, a student's program with it


class Database:
    """What `bot.store.Store` stands on. Every method raises StoreError where the database fails it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str) -> Self:
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

    async def close(self) -> None:
        """Let go of the database, once what was begun is done."""
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._engine.dispose()

    async def _migrate(self) -> None:
        async with self._writer.begin() as connection:
            await connection.run_sync(migrate)

    async def _read(self, statement: Executable) -> Rows:
        [rows] = await self._read_all(statement)
        return rows

    async def _read_all(self, *statements: Executable) -> list[Rows]:
        return await self._finish(_transaction(self._engine, *statements))

    async def _write(self, *statements: Executable) -> Rows:
        return (await self._write_all(*statements))[-1]

    async def _write_all(self, *statements: Executable) -> list[Rows]:
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


async def _transaction(engine: AsyncEngine, *statements: Executable) -> list[Rows]:
    """Run the statements all or none; gives the rows of each."""
    rows: list[Rows] = []
    try:
        async with engine.begin() as connection:
            for statement in statements:
                result = await connection.execute(statement)
                rows.append(list(result) if result.returns_rows else [])
    except Exception as error:  # SQLAlchemy's, and on the way to a server the driver's own
        raise StoreError(f"The database of TUTOR_DATABASE failed: {_reason(error)}") from error
    return rows


def _reason(error: Exception) -> str:
    """The driver's own words: SQLAlchemy adds the statement, which says nothing to who runs the tutor."""
    return str(getattr(error, "orig", None) or error).partition(_DETAIL)[0]
