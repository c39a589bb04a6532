"""How a card reaches a student: as a reply to a message, as an answer to a press or a slash command, or as an edit.

Discord takes an interaction's first answer for three seconds; what takes longer is acknowledged first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.people import is_guest
from bot.discord.sending import Unlike, edit, send
from bot.values import Card

if TYPE_CHECKING:
    from bot.discord.client import Context

_PATIENCE = 1.5  # seconds before a slow answer is announced

Interaction = discord.Interaction[Any]
Asked = discord.Message | discord.PartialMessage


async def reply(message: Asked, card: Card, nonce: str | None = None) -> discord.Message:
    """Reply to a message, without a ping. A message that is gone meanwhile is answered in its channel.

    With a nonce, Discord posts the same answer once, however often it is sent within minutes.
    """
    try:
        return await send(message.reply, message, card, mention_author=False, **_once(nonce))
    except discord.HTTPException as error:
        if error.code not in (10008, 50035):  # unknown message; a reference to one
            raise
        return await post(message.channel, card, nonce)


async def post(channel: discord.abc.Messageable, card: Card, nonce: str | None = None) -> discord.Message:
    """A message in a channel that replies to none; with a nonce, once."""
    return await send(channel.send, channel, card, **_once(nonce))


async def change(message: Asked, card: Card) -> bool:
    """Put a card in the place of the one in a message of ours; False where that takes a new message.

    Raises discord.HTTPException.
    """
    was_plain = not message.flags.components_v2 if isinstance(message, discord.Message) else None
    try:
        await edit(message.edit, message, card, was_plain=was_plain)
    except Unlike:
        return False
    return True


async def begin(interaction: Interaction, card: Card, *, private: bool) -> int | None:
    """The first answer to an interaction; gives the id of its message. Nobody else sees what a guest is answered."""
    private = private or is_guest(interaction)
    sent = await send(interaction.response.send_message, interaction, card, ephemeral=private)
    return sent.message_id


async def carry_on(interaction: Interaction, card: Card) -> int:
    """Put a card in the place of the first answer; gives the id of its message. Raises discord.HTTPException."""
    try:
        return (await edit(interaction.edit_original_response, interaction, card, was_plain=None)).id
    except Unlike:
        sent = await send(interaction.followup.send, interaction, card, wait=True)
        return sent.id


async def respond(interaction: Interaction, card: Card | Awaitable[Card], *, private: bool = False) -> None:
    """Answer an interaction with a new message."""
    if isinstance(card, Card):
        await begin(interaction, card, private=private)
        return
    work = asyncio.ensure_future(card)
    await asyncio.wait({work}, timeout=_PATIENCE)
    if work.done():
        await begin(interaction, work.result(), private=private)
        return
    await interaction.response.defer(thinking=True, ephemeral=private or is_guest(interaction))
    await send(_filled(interaction), interaction, await work)


async def late(interaction: Interaction, card: Card) -> None:
    """Answer an interaction that may have been answered or announced already."""
    if not interaction.response.is_done():
        await respond(interaction, card, private=True)
        return
    await send(interaction.followup.send, interaction, card, ephemeral=True)


async def in_private(user: discord.User | discord.Member, card: Card) -> None:
    """Write to somebody directly, where a channel does not let us."""
    await send(user.send, user, card)


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
        card = await work
    waiting, flags = interaction.response.is_done(), interaction.message.flags if interaction.message else None
    how = interaction.edit_original_response if waiting else interaction.response.edit_message
    try:
        await edit(how, interaction, card, was_plain=None if flags is None else not flags.components_v2)
    except Unlike:
        new = interaction.followup.send if waiting else interaction.response.send_message
        await send(new, interaction, card, ephemeral=flags is not None and flags.ephemeral)


def _once(nonce: str | None) -> dict[str, Any]:
    return {} if nonce is None else {"nonce": nonce}


def _filled(interaction: Interaction) -> Callable[..., Awaitable[discord.InteractionMessage]]:
    """Sends what was announced."""

    async def filled(*, files: list[discord.File], **drawn: Any) -> discord.InteractionMessage:
        return await interaction.edit_original_response(attachments=files, **drawn)

    return filled
