"""Names and descriptions of slash commands: English by default, Korean for those whose Discord is Korean.

A command or a group has its Korean name under `name.<its English name>`, an option under `name.option.<its own>`, a
choice under `name.choice.<its value>`; descriptions are under `command.<key>`. All stand in `bot.words`, and a test
fails where one is missing.
"""

from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as At
from discord.ext import commands

from bot.words import knows, say

_NAMES = {At.command_name: "name.", At.group_name: "name.", At.parameter_name: "name.option."}


def described(key: str) -> app_commands.locale_str:
    """The description of a command or an option, by its key in `bot.words`."""
    return app_commands.locale_str(say("en", f"command.{key}"), key=f"command.{key}")


def named(key: str) -> app_commands.locale_str:
    """A name that is a phrase, as a menu's is, by its key in `bot.words`."""
    return app_commands.locale_str(say("en", f"name.{key}"), key=f"name.{key}")


def choice(value: str) -> app_commands.Choice[str]:
    """One of an option's choices."""
    return app_commands.Choice(name=named(f"choice.{value}"), value=value)


def hybrid(key: str, *aliases: str) -> Callable[[Callable[..., Any]], Any]:
    """A command by prefix and by slash; its name is its function's, its description that of `key`."""
    return commands.hybrid_command(description=described(key), aliases=list(aliases))


class Words(app_commands.Translator):
    """What `bot.words` has of it, in Korean."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The Korean text, or None for what stays as it is."""
        place = _NAMES.get(context.location)
        key = string.extras.get("key") or (None if place is None else place + string.message)
        return say("ko", key) if key and knows(key) and locale is discord.Locale.korean else None
