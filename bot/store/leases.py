"""Who serves: a name is one holder's until a moment, and then the next one's. `bot.store.Store` is one of these."""

import time
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, Insert, cast, extract, func, literal, or_, select

from bot.store.database import Database
from bot.store.queries import insert_of
from bot.store.schema import leases

_MICROSECONDS = 1_000_000


class Leases(Database):
    """Leases. Every method raises StoreError where the database fails it."""

    async def ping(self) -> None:
        """Ask the database for an answer, whatever it is."""
        await self._read(select(literal(1)))

    async def take(self, name: str, holder: str, seconds: float) -> bool:
        """Have the name for so many seconds from now, or for so many more; False where another has it."""
        return bool(await self._write(_take(self._engine.dialect, name, holder, seconds)))

    async def release(self, name: str, holder: str) -> None:
        """Give the name back, if it is still this holder's."""
        await self._write(leases.delete().where(leases.c.name == name, leases.c.holder == holder))


def _take(dialect: Dialect, name: str, holder: str, seconds: float) -> Insert:
    """One statement, which the database carries out for one asker after the other."""
    now = _now(dialect)
    row = {"name": name, "holder": holder, "expires": now + round(seconds * _MICROSECONDS)}
    insert: Any = insert_of(dialect)(leases).values(row)
    new = {"holder": insert.excluded.holder, "expires": insert.excluded.expires}
    free = or_(leases.c.holder == holder, leases.c.expires <= now)
    taken: Insert = insert.on_conflict_do_update(index_elements=[leases.c.name], set_=new, where=free)
    return taken.returning(leases.c.name)


def _now(dialect: Dialect) -> ColumnElement[int]:
    """Microseconds. A server has one clock for all who ask it; a SQLite file and its askers are on one machine."""
    if dialect.name == "postgresql":
        return cast(extract("epoch", func.clock_timestamp()) * _MICROSECONDS, BigInteger)
    return literal(round(time.time() * _MICROSECONDS), BigInteger)
