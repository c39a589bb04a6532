"""Discord's people and places as our values: who speaks, in which server, and in which language to answer."""

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.values import Author, GuildSettings
from lessons.course import Lang

if TYPE_CHECKING:
    from bot.discord.client import Client, Context
    from bot.tutor import Tutor

User = discord.User | discord.Member


def author_of(user: User, guild: discord.Guild | None) -> Author:
    """Who speaks."""
    return Author(str(user.id), user.display_name, str(guild.id) if guild else None)


def author_by(interaction: discord.Interaction[Any]) -> Author:
    """Who pressed a button, sent a form or typed a slash command; a guest is in no server of ours."""
    return author_of(interaction.user, None if is_guest(interaction) else interaction.guild)


def author_in(context: "Context") -> Author:
    """Who gave a command, by prefix or by slash."""
    if context.interaction is not None:
        return author_by(context.interaction)
    return author_of(context.author, context.guild)


async def language_of(client: "Client", message: discord.Message) -> Lang:
    """The language for the author of a message."""
    return await client.tutor.language(str(message.author.id), *await _of_guild(client, message.guild))


async def language_for(interaction: discord.Interaction[Any]) -> Lang:
    """The language for who pressed a button, sent a form or typed a slash command."""
    client = cast("Client", interaction.client)
    of_guild = await _of_guild(client, interaction.guild)
    return await client.tutor.language(str(interaction.user.id), interaction.locale.value, *of_guild)


async def language_in(context: "Context") -> Lang:
    """The language for a command, by prefix or by slash."""
    if context.interaction is not None:
        return await language_for(context.interaction)
    return await language_of(context.bot, context.message)


async def tutor_in(context: "Context") -> "Tutor":
    """The tutor as the command's server has it: its cards name the prefix that is used there."""
    return await context.bot.tutor.at(author_in(context).guild)


async def tutor_of(client: "Client", message: discord.Message) -> "Tutor":
    """The tutor as a message's server has it."""
    return await client.tutor.at(None if message.guild is None else str(message.guild.id))


async def tutor_for(interaction: discord.Interaction[Any]) -> "Tutor":
    """The tutor as the server has it in which a button was pressed, a form sent or a slash command typed."""
    return await cast("Client", interaction.client).tutor.at(author_by(interaction).guild)


def is_instructor(member: User, settings: GuildSettings) -> bool:
    """Whether somebody instructs in a server with these settings: they may manage it, or have its instructor role."""
    if not isinstance(member, discord.Member):
        return False
    roles = (role for role in member.roles if not role.is_default())
    return member.guild_permissions.manage_guild or any(str(role.id) == settings.instructor for role in roles)


def is_guest(interaction: discord.Interaction[Any]) -> bool:
    """Whether only the person brought the bot to this place: a server or a group that has not let it in itself."""
    in_dm = interaction.guild_id is None and not interaction.context.private_channel
    return interaction.is_user_integration() and not interaction.is_guild_integration() and not in_dm


async def _of_guild(client: "Client", guild: discord.Guild | None) -> tuple[str | None, str | None]:
    """The language that a server's owner chose here, and the one of the server on Discord."""
    chosen = await client.tutor.guilds.of(None if guild is None else str(guild.id))
    return chosen.language, _locale(guild)


def _locale(guild: discord.Guild | None) -> str | None:
    """A server's language, where somebody chose it: without COMMUNITY it is en-US and cannot be changed."""
    if guild is None or "COMMUNITY" not in guild.features:
        return None
    return guild.preferred_locale.value
