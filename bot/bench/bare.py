"""A yardstick: the least that discord.py can do. A bot that says at once that it heard, and nothing more.

Run as `python -m bot.bench.bare`, with the settings of the bot whose yardstick it is.
"""

import os
from typing import Any

import discord

from bot import settings
from bot.discord import connect


class Bare(discord.AutoShardedClient):
    """Acknowledges every form."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A form was sent."""
        if interaction.type is discord.InteractionType.modal_submit:
            await interaction.response.defer(thinking=True)


if __name__ == "__main__":
    connect.point(settings.load())
    Bare(intents=discord.Intents(guilds=True, messages=True, message_content=True)).run(
        os.environ["DISCORD_TOKEN"], log_handler=None
    )
