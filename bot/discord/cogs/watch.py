"""What is used, counted and written into the log: commands with the time they took, and presses."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import Client, Context
from bot.discord.press import ACTION
from bot.watch.context import doing

log = logging.getLogger(__name__)
_PRESSED, _SENT = discord.InteractionType.component, discord.InteractionType.modal_submit


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

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A press or a form. Only verbs that somebody listens to have a name here."""
        data: Any = interaction.data or {}
        match = ACTION.fullmatch(str(data.get("custom_id", "")))
        if interaction.type is _PRESSED and match and f"on_press_{match['verb']}" in self.client.extra_events:
            self.client.metrics.used(match["verb"], "button")
        elif interaction.type is _SENT:
            self.client.metrics.used("form", "form")

    def _used(self, command: str, by: str) -> None:
        self.client.metrics.used(command, by)
        now = doing()
        taken = {} if now is None else {"ms": round(now.seconds * 1000, 1)}
        log.info("command", extra={"facts": {"command": command, "by": by, **taken}})
