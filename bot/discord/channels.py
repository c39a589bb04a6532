"""Discord's channels: who reads one, the channel of an id, a message of it that nobody has to fetch."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord

from bot.faults import report

if TYPE_CHECKING:
    from bot.discord.client import Client

_GONE = (10003, 10008)  # unknown channel, unknown message


def is_public(channel: Any) -> bool:
    """Whether others than one student read what is said there: not in direct messages, nor in a private thread."""
    if isinstance(channel, discord.Thread):
        return channel.type is not discord.ChannelType.private_thread
    return getattr(channel, "guild", None) is not None


async def find(client: "Client", id: int) -> discord.abc.Messageable | None:
    """The channel of an id, direct messages and threads too; None where it is gone or closed to us."""
    channel: Any = client.get_channel(id)
    if channel is None:
        try:
            channel = await client.fetch_channel(id)
        except (discord.NotFound, discord.Forbidden):
            return None
    return channel if isinstance(channel, discord.abc.Messageable) else None


async def direct(client: "Client", user: int) -> discord.abc.Messageable | None:
    """The direct messages with somebody; None where there is nobody."""
    try:
        return await (client.get_user(user) or await client.fetch_user(user)).create_dm()
    except (discord.NotFound, discord.Forbidden):
        return None


def message_in(channel: Any, id: str | None) -> discord.PartialMessage | None:
    """A message by its id, as far as it takes to reply to, change or delete it."""
    if id is None or not id.isdigit() or not hasattr(channel, "get_partial_message"):
        return None
    message: discord.PartialMessage = channel.get_partial_message(int(id))
    return message


@contextlib.contextmanager
def gone_already() -> Iterator[None]:
    """What is to be deleted may be gone already; where Discord refuses otherwise, the log has it."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code not in _GONE:
            report(error)
