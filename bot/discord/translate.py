"""Descriptions of slash commands: English by default, Korean for those whose Discord is Korean."""

from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.words import say


def described(key: str) -> app_commands.locale_str:
    """The description of a command, by its key in `bot.words`."""
    return app_commands.locale_str(say("en", f"command.{key}"), key=f"command.{key}")


def hybrid(key: str, *aliases: str) -> Callable[[Callable[..., Any]], Any]:
    """A command by prefix and by slash; its name is its function's, its description that of `key`."""
    return commands.hybrid_command(description=described(key), aliases=list(aliases))


class Words(app_commands.Translator):
    """What `described` marked, in Korean."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The Korean text, or None for what stays as it is."""
        key = string.extras.get("key")
        return say("ko", key) if key and locale is discord.Locale.korean else None
