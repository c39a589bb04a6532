"""How a card reaches a student: as a reply to a message, as an answer to a press or a slash command, or as an edit.

Discord takes an interaction's first answer for three seconds; what takes longer is acknowledged first.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.render import draw
from bot.values import Card

if TYPE_CHECKING:
    from bot.discord.client import Context

log = logging.getLogger(__name__)
_PATIENCE = 1.5  # seconds before a slow answer is announced
_TYPING_AFTER = 0.7

Interaction = discord.Interaction[Any]
Asked = discord.Message | discord.PartialMessage


async def reply(message: Asked, card: Card, nonce: str | None = None) -> discord.Message:
    """Reply to a message, without a ping. A message that is gone meanwhile is answered in its channel.

    With a nonce, Discord posts the same answer once, however often it is sent within minutes.
    """
    once: dict[str, Any] = {} if nonce is None else {"nonce": nonce}
    try:
        return await message.reply(**draw(card), mention_author=False, **once)
    except discord.HTTPException as error:
        if error.code not in (10008, 50035):  # unknown message; a reference to one
            raise
        return await post(message.channel, card, nonce)


async def post(channel: discord.abc.Messageable, card: Card, nonce: str | None = None) -> discord.Message:
    """A message in a channel that replies to none; with a nonce, once."""
    once: dict[str, Any] = {} if nonce is None else {"nonce": nonce}
    return await channel.send(**draw(card), **once)


async def change(message: Asked, card: Card) -> None:
    """Put a card in the place of the one in a message of ours. Raises discord.HTTPException."""
    drawn = draw(card)
    await message.edit(view=drawn["view"], attachments=drawn["files"])


async def begin(interaction: Interaction, card: Card, *, private: bool) -> int | None:
    """The first answer to an interaction; gives the id of its message."""
    sent = await interaction.response.send_message(**draw(card), ephemeral=private)
    return sent.message_id


async def carry_on(interaction: Interaction, card: Card) -> int:
    """Put a card in the place of the first answer; gives the id of its message. Raises discord.HTTPException."""
    drawn = draw(card)
    return (await interaction.edit_original_response(view=drawn["view"], attachments=drawn["files"])).id


async def respond(interaction: Interaction, card: Card | Awaitable[Card], *, private: bool = False) -> None:
    """Answer an interaction with a new message."""
    if isinstance(card, Card):
        await interaction.response.send_message(**draw(card), ephemeral=private)
        return
    work = asyncio.ensure_future(card)
    await asyncio.wait({work}, timeout=_PATIENCE)
    if work.done():
        await interaction.response.send_message(**draw(work.result()), ephemeral=private)
        return
    await interaction.response.defer(thinking=True, ephemeral=private)
    drawn = draw(await work)
    await interaction.edit_original_response(view=drawn["view"], attachments=drawn["files"])


async def late(interaction: Interaction, card: Card) -> None:
    """Answer an interaction that may have been answered or announced already."""
    if not interaction.response.is_done():
        await respond(interaction, card, private=True)
        return
    await interaction.followup.send(**draw(card), ephemeral=True)


async def in_private(user: discord.User | discord.Member, card: Card) -> None:
    """Write to somebody directly, where a channel does not let us."""
    await user.send(**draw(card))


async def to(context: "Context", card: Card) -> None:
    """Answer a command, by prefix or by slash."""
    if context.interaction is not None:
        await respond(context.interaction, card)
    else:
        await reply(context.message, card)


async def turn(interaction: Interaction, card: Card | Awaitable[Card]) -> None:
    """Put a card in the place of the one whose button was pressed."""
    if not isinstance(card, Card):
        work = asyncio.ensure_future(card)
        await asyncio.wait({work}, timeout=_PATIENCE)
        if not work.done():
            await interaction.response.defer()
            drawn = draw(await work)
            await interaction.edit_original_response(view=drawn["view"], attachments=drawn["files"])
            return
        card = work.result()
    drawn = draw(card)
    await interaction.response.edit_message(view=drawn["view"], attachments=drawn["files"])


@contextlib.asynccontextmanager
async def typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show "typing …" if the work inside takes its time; a fast answer pays nothing for it."""
    showing = asyncio.create_task(_type(channel))
    try:
        yield
    finally:
        showing.cancel()


async def _type(channel: discord.abc.Messageable) -> None:
    await asyncio.sleep(_TYPING_AFTER)
    try:
        async with channel.typing():
            await asyncio.sleep(60)
    except discord.HTTPException as error:  # a nicety that may fail
        log.debug("no typing indicator: %s", error)
