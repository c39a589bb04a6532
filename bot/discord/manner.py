"""How a card is sent to a place: of components (v2) or plain, with files or without.

Plain is what the setting or the server's owner chose, and what a place gets for a while after Discord refused
components there, so that not every card is tried twice.
"""

import logging
import time
from collections import OrderedDict
from contextvars import ContextVar
from typing import Any, NamedTuple

import discord

from bot.faults import report
from bot.guilds import Guilds

log = logging.getLogger(__name__)
_REFUSED = 50035  # "Invalid Form Body", which also tells of a reference to a message that is gone
_WHILE = 15 * 60.0  # seconds
_MOST = 1_000  # places remembered

Target = discord.Interaction[Any] | discord.Message | discord.PartialMessage | discord.abc.Messageable


class Way(NamedTuple):
    """How to send: `plain` or not, `files` or none."""

    plain: bool
    files: bool


class Manner:
    """The choice for every place. `plain` is the setting."""

    def __init__(self, guilds: Guilds, *, plain: bool = False) -> None:
        self._guilds = guilds
        self._plain = plain
        self._until: OrderedDict[str, float] = OrderedDict()

    async def way(self, target: Target) -> Way:
        """How to send to a place."""
        guild, plain = _guild(target), self._plain or self._until.get(_key(target), 0) > time.monotonic()
        plain = plain or (await self._guilds.of(None if guild is None else str(guild))).plain
        return Way(plain, _may_attach(target))

    def refused(self, target: Target, error: discord.HTTPException) -> None:
        """Discord took no components there: it is logged, and the place gets plain cards for a while."""
        log.warning("components were refused; plain cards for a while after fault %s", report(error))
        self._until[_key(target)] = time.monotonic() + _WHILE
        self._until.move_to_end(_key(target))
        while len(self._until) > _MOST:
            self._until.popitem(last=False)


CURRENT: ContextVar[Manner | None] = ContextVar("manner", default=None)  # of the client whose event this is


async def way(target: Target) -> Way:
    """How to send to a place, as the client chose whose event this is."""
    manner = CURRENT.get()
    return Way(plain=False, files=_may_attach(target)) if manner is None else await manner.way(target)


def is_refusal(error: discord.HTTPException) -> bool:
    """Whether a message was refused for what is in it, not for what it refers to."""
    return error.status == 400 and error.code == _REFUSED and "message_reference" not in error.text


def refused(target: Target, error: discord.HTTPException) -> None:
    """Discord took no components at a place."""
    manner = CURRENT.get()
    if manner is None:
        report(error)
    else:
        manner.refused(target, error)


def _guild(target: Target) -> int | None:
    if isinstance(target, discord.Interaction):
        return target.guild_id
    guild = getattr(target, "guild", None)
    return None if guild is None else guild.id


def _key(target: Target) -> str:
    """A server, or a direct channel."""
    guild = _guild(target)
    if guild is not None:
        return f"guild:{guild}"
    channel = getattr(target, "channel", target)
    return f"channel:{getattr(channel, 'id', None)}"


def _may_attach(target: Target) -> bool:
    """Whether files may be sent there. What is not known is tried."""
    if isinstance(target, discord.Interaction):
        return target.app_permissions.value == 0 or target.app_permissions.attach_files
    channel, guild = getattr(target, "channel", target), getattr(target, "guild", None)
    me = None if guild is None else guild.me
    if me is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return True
    return channel.permissions_for(me).attach_files
