"""Discord's people and places as our values: who speaks, in which server, and in which language to answer."""

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.values import Author
from lessons.course import Lang

if TYPE_CHECKING:
    from bot.discord.client import Client, Context

User = discord.User | discord.Member


def author_of(user: User, guild: discord.Guild | None) -> Author:
    """Who speaks."""
    return Author(str(user.id), user.display_name, str(guild.id) if guild else None)


async def language_of(client: "Client", message: discord.Message) -> Lang:
    """The language for the author of a message."""
    return await client.tutor.language(str(message.author.id), _locale(message.guild))


async def language_for(interaction: discord.Interaction[Any]) -> Lang:
    """The language for who pressed a button, sent a form or typed a slash command."""
    tutor = cast("Client", interaction.client).tutor
    return await tutor.language(str(interaction.user.id), interaction.locale.value, _locale(interaction.guild))


async def language_in(context: "Context") -> Lang:
    """The language for a command, by prefix or by slash."""
    if context.interaction is not None:
        return await language_for(context.interaction)
    return await language_of(context.bot, context.message)


def _locale(guild: discord.Guild | None) -> str | None:
    """A server's language, where somebody chose it: without COMMUNITY it is en-US and cannot be changed."""
    if guild is None or "COMMUNITY" not in guild.features:
        return None
    return guild.preferred_locale.value
