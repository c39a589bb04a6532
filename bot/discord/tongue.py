"""In which language a card is shown to all: the server's, where its owner named one, else that of who asked.

A card that is turned stays in its own language, whoever turns it.
"""

from typing import TYPE_CHECKING, Any, cast

from bot.cards.corner import shown_in
from bot.discord import people
from bot.discord.channels import is_public
from bot.discord.gather import actions_of
from bot.discord.press import Pressed
from lessons.course import Lang

if TYPE_CHECKING:
    import discord

    from bot.discord.client import Client, Context


async def of_command(context: "Context") -> Lang:
    """The language of the card that answers a command."""
    own = await people.language_in(context)
    if context.interaction is not None and people.is_guest(context.interaction):
        return own
    return await _for_all(context.bot, context.channel, own)


async def of_new(press: Pressed) -> Lang:
    """The language of a new card after a press."""
    if people.is_guest(press.interaction):
        return press.lang
    return await _for_all(cast("Client", press.interaction.client), press.interaction.channel, press.lang)


async def of_turned(press: Pressed) -> Lang:
    """The language of a card that takes the place of the one that was pressed."""
    message = press.interaction.message
    kept = shown_in(actions_of(message.components)) if message else None
    return kept or await of_new(press)


def for_them_alone(interaction: "discord.Interaction[Any]") -> bool:
    """Whether nobody else reads the message that was pressed: it can be turned for one reader."""
    message = interaction.message
    return message is not None and (message.flags.ephemeral or not is_public(interaction.channel))


async def _for_all(client: "Client", channel: Any, own: Lang) -> Lang:
    if not is_public(channel):
        return own
    return (await client.tutor.guilds.of(str(channel.guild.id))).language or own
