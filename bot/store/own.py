"""One learner's own data: counted, given out, hidden from boards, removed. `bot.store.Store` is one of these."""

from typing import Any

import msgspec

from bot.store import privacy
from bot.store.database import Database
from bot.store.rows import learner_row
from bot.values import Author, Holdings, Source

PAGE = 200  # programs at a time
_MICROSECONDS = 1_000_000


class Own(Database):
    """What a learner may ask for. Every method raises StoreError where the database fails it."""

    async def holdings(self, learner: str) -> Holdings | None:
        """What is kept of a learner, counted; None where nothing is."""
        rows = await self._read(privacy.holdings(learner))
        return next((_holdings(row) for row in rows), None)

    async def tables(self, learner: str) -> dict[str, list[dict[str, Any]]]:
        """All rows that are a learner's, by table and column; without the programs, which `sources` gives."""
        asked = privacy.tables(learner)
        found = await self._read_all(*asked.values())
        return {name: list(map(_fields, rows)) for name, rows in zip(asked, found, strict=True)}

    async def sources(self, learner: str, before: int | None = None, limit: int = PAGE) -> tuple[Source, ...]:
        """A page of a learner's programs, the newest first: of attempts with an id below `before`, or of all."""
        return tuple(Source(*row) for row in await self._read(privacy.sources(learner, before, limit)))

    async def hide(self, author: Author, hidden: bool) -> None:
        """Leave a learner's name out of every leaderboard, or show it again."""
        await self._write(privacy.hide(self._engine.dialect, learner_row(author), hidden))

    async def alias(self, learner: str) -> tuple[bool, str | None]:
        """Whether a learner hides from leaderboards, and the nickname there."""
        rows = await self._read(privacy.alias(learner))
        return next(((bool(row.hidden), row.nickname) for row in rows), (False, None))

    async def set_nickname(self, author: Author, nickname: str | None) -> None:
        """Keep the nickname that a learner chose for leaderboards; None takes it away."""
        await self._write(privacy.set_nickname(self._engine.dialect, learner_row(author), nickname))

    async def beside(self, learner: str, guild: str | None) -> tuple[str, ...]:
        """The names and nicknames of all others whom a learner meets on leaderboards, of this guild too."""
        rows = await self._read(privacy.beside(learner, guild))
        return tuple(name for row in rows for name in row if name)

    async def forget(self, learner: str) -> dict[str, int]:
        """Remove all that is kept of a learner, at once; gives how many rows went, by table."""
        removals = privacy.removals(learner)
        held, *gone = await self._write_all(privacy.hold(self._engine.dialect, learner), *removals.values())
        counted = {name: len(rows) for name, rows in zip(removals, gone, strict=True)}
        return counted if held[0][0] else dict.fromkeys(counted, 0)


def _fields(row: Any) -> dict[str, Any]:
    return {str(name): value for name, value in row._mapping.items()}


def _holdings(row: Any) -> Holdings:
    fields = _fields(row)
    for name in ("first", "last"):
        fields[name] = None if fields[name] is None else fields[name] / _MICROSECONDS
    return msgspec.convert(fields, Holdings, strict=False)
