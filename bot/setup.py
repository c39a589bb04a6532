"""What an instructor sets once for a server. Every answer is a Card; `bot.discord` shows it to nobody else.

What comes in may be forged: only what the server has can be chosen, and only by who instructs there.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from bot.cards import refusal, setup
from bot.errors import StoreError
from bot.faults import report
from bot.guilds import Guilds
from bot.prefixes import prefix_of
from bot.values import Card, Frozen, GuildSettings
from lessons.course import LANGS, Lang

COSTS = (0.0, 0.5, 1.0, 2.0)  # points a hint
_MOST_CHANNELS = 25


class Server(Frozen, frozen=True):
    """Where it is asked, what there is to choose, by id, and whether who asks instructs there."""

    id: str
    channels: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    instructor: bool = False


class Unfit(Exception):
    """A value that cannot be chosen: nothing is changed."""


class Setup:
    """The settings of all servers; `prefix` is the tutor's own."""

    def __init__(self, guilds: Guilds, prefix: str) -> None:
        self._guilds = guilds
        self._prefix = prefix
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, server: Server | None, lang: Lang, what: str, values: Sequence[str] = ()) -> Card | None:
        """What a button or a select asks for; None where there is no such. Outside a server there is nothing to set."""
        if server is None:
            return setup.private(lang)
        if not server.instructor:
            return setup.refused(lang)
        match what:
            case "door":
                return setup.door(lang)
            case "students" | "place":
                return self._card(server, lang, await self._guilds.of(server.id), what)
            case "reset":
                return setup.confirm(lang)
            case "clear":
                return await self._changed(server, lang, what, ())
        return await self._changed(server, lang, what, values) if what in CHANGES else None

    async def prefix(self, server: Server | None) -> str:
        """A server's prefix, as the form begins with it."""
        return self._shown_prefix(await self._guilds.of(server.id if server else None))

    async def _changed(self, server: Server, lang: Lang, what: str, values: Sequence[str]) -> Card:
        async with self._one_at_a_time:
            before = await self._guilds.of(server.id)
            try:
                after = CHANGES[what](server, before, tuple(values))
                await self._guilds.set(server.id, after)
            except Unfit:
                note = setup.unfit(lang, what, next(iter(values), ""))
                return self._card(server, lang, before, setup.page_of(what), note)
            except StoreError as error:
                return refusal.ours(lang, "store", report(error))
        note = setup.changed(lang, known(server, after), self._shown_prefix(after), what)
        return self._card(server, lang, after, setup.page_of(what), note)

    def _card(self, server: Server, lang: Lang, now: GuildSettings, page: str, note: str | None = None) -> Card:
        return setup.shown(lang, known(server, now), self._shown_prefix(now), COSTS, page, note)

    def _shown_prefix(self, settings: GuildSettings) -> str:
        return settings.prefix or self._prefix


def known(server: Server, settings: GuildSettings) -> GuildSettings:
    """The settings without channels and a role that the server no longer has."""
    channels = tuple(each for each in settings.channels if each in server.channels)
    return replace(
        settings,
        channels=channels,
        instructor=settings.instructor if settings.instructor in server.roles else None,
    )


def _language(_: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    return replace(now, language=_one({"server": None, **{lang: lang for lang in LANGS}}, values))


def _details(_: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    return replace(now, details=_one({each: each for each in setup.DETAILS}, values))


def _board(_: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    return replace(now, board=_one({each: each for each in setup.BOARDS}, values))


def _cost(_: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    return replace(now, hint_cost=_one({f"{cost:g}": cost for cost in COSTS}, values))


def _plain(_: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    return replace(now, plain=_one({"on": True, "off": False}, values))


def _channels(server: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    chosen = tuple(dict.fromkeys(values))
    if len(chosen) > _MOST_CHANNELS or not set(chosen) <= server.channels:
        raise Unfit
    return replace(now, channels=chosen)


def _instructor(server: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    if len(values) > 1 or not set(values) <= server.roles:
        raise Unfit
    return replace(now, instructor=values[0] if values else None)


def _prefix(_: Server, now: GuildSettings, values: tuple[str, ...]) -> GuildSettings:
    typed = values[0] if values else ""
    prefix = prefix_of(typed)
    if typed.strip() and prefix is None:
        raise Unfit
    return replace(now, prefix=prefix)


def _clear(_: Server, __: GuildSettings, ___: tuple[str, ...]) -> GuildSettings:
    return GuildSettings()


def _one(choices: dict[str, Any], values: tuple[str, ...]) -> Any:
    """The meaning of the one value that was chosen. Raises Unfit."""
    if len(values) != 1 or values[0] not in choices:
        raise Unfit
    return choices[values[0]]


CHANGES: dict[str, Callable[[Server, GuildSettings, tuple[str, ...]], GuildSettings]] = {
    "language": _language,
    "details": _details,
    "board": _board,
    "cost": _cost,
    "channels": _channels,
    "instructor": _instructor,
    "prefix": _prefix,
    "plain": _plain,
    "clear": _clear,
}
