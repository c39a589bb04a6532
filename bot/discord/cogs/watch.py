"""The commands that are used, counted and written into the log with the time they took."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import Client, Context
from bot.watch.context import doing

log = logging.getLogger(__name__)


class Cog(commands.Cog, name="watch"):
    """Counts, and never answers."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_command_completion(self, context: Context) -> None:
        """A command by prefix, or a hybrid one by slash."""
        if context.command is not None:
            self._used(context.command.qualified_name, "prefix" if context.interaction is None else "slash")

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Any], command: app_commands.Command[Any, ..., Any] | Any
    ) -> None:
        """A slash command or a context menu; hybrid ones have been heard of already."""
        if isinstance(command, app_commands.ContextMenu):
            self._used(command.qualified_name, "menu")
        elif isinstance(command, app_commands.Command) and not hasattr(command, "wrapped"):
            self._used(command.qualified_name, "slash")

    def _used(self, command: str, by: str) -> None:
        self.client.metrics.used(command, by)
        now = doing()
        taken = {} if now is None else {"ms": round(now.seconds * 1000, 1)}
        log.info("command", extra={"facts": {"command": command, "by": by, **taken}})
