"""What each server's owner chose, at hand: asked for at every message, so it is kept in memory once it was read."""

from collections import OrderedDict

from bot.errors import StoreError
from bot.faults import report
from bot.store import Store
from bot.values import GuildSettings

MOST = 5_000  # servers remembered
NOTHING = GuildSettings()


class Guilds:
    """The servers' settings. One tutor serves a database, so what was read stays true until it is set here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: OrderedDict[str, GuildSettings] = OrderedDict()

    async def of(self, guild: str | None) -> GuildSettings:
        """A server's settings; in a direct message, or where the store fails, those of a server that chose nothing."""
        if guild is None:
            return NOTHING
        if guild not in self._read:
            try:
                self._remember(guild, await self._store.guild(guild))
            except StoreError as error:
                report(error)
                return NOTHING
        return self._read[guild]

    async def set(self, guild: str, settings: GuildSettings) -> None:
        """Keep a server's settings. Raises StoreError."""
        await self._store.set_guild(guild, settings)
        self._remember(guild, settings)

    def _remember(self, guild: str, settings: GuildSettings) -> None:
        self._read[guild] = settings
        self._read.move_to_end(guild)
        while len(self._read) > MOST:
            self._read.popitem(last=False)
