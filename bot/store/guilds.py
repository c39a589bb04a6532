"""What a server's owner chose, kept: a GuildSettings comes in and goes out. `bot.store.Store` is one of these."""

from typing import Any

import msgspec
from sqlalchemy import select

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.queries import put
from bot.store.rows import columns, guild_row
from bot.store.schema import guilds
from bot.values import GuildSettings


class Guilds(Database):
    """Servers. Every method raises StoreError where the database fails it."""

    async def guild(self, guild: str) -> GuildSettings:
        """What a server's owner chose; of a server that is not known, nothing."""
        rows = await self._read(select(guilds.c.language, guilds.c.settings).where(guilds.c.id == guild))
        return next((_settings(guild, row) for row in rows), GuildSettings())

    async def set_guild(self, guild: str, settings: GuildSettings) -> None:
        """Keep what a server's owner chose, all of it."""
        row = columns(guild_row(guild, settings.language))
        chosen = {"language": settings.language, "settings": _text(settings)}
        await self._write(put(self._engine.dialect, guilds, row | chosen, chosen))


def _settings(guild: str, row: Any) -> GuildSettings:
    try:
        fields = msgspec.json.decode(row.settings, type=dict[str, Any])
        return msgspec.convert(fields | {"language": row.language}, GuildSettings)
    except msgspec.MsgspecError as error:
        raise StoreError(f"The settings of the guild {guild} cannot be read: {error}") from None


def _text(settings: GuildSettings) -> str:
    fields = msgspec.structs.asdict(settings)
    del fields["language"]  # it has a column of its own
    return msgspec.json.encode(fields).decode()
