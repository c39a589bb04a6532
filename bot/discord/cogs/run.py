"""`run`: free play, by message (`!run` and a block), by a form (`/run`), or as that command's file."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import forms, gather, people
from bot.discord.client import Client, Context
from bot.discord.handin import hand_in, unseen
from bot.discord.translate import described


class Cog(commands.Cog, name="run"):
    """Free play."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.command(aliases=["실행"])
    async def run(self, context: Context, *, rest: str = "") -> None:
        """Run the program in this message, or in the one it replies to."""
        read = await gather.program(context.message, rest)
        await self.client.delivery.message(context.message, await people.language_in(context), None, read)

    @app_commands.command(name="run", description=described("run"))
    @app_commands.describe(file=described("file"))
    async def form(self, interaction: discord.Interaction[Client], file: discord.Attachment | None = None) -> None:
        """Run a file, or open a form for a program."""
        if file is not None:
            await hand_in(interaction, None, lambda: unseen(gather.attached(file)))
            return
        lang = await people.language_for(interaction)
        await interaction.response.send_modal(forms.code_form(lang, None))
