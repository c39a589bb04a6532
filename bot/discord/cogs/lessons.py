"""`lessons` and `lesson`: what there is to read."""

from discord import app_commands
from discord.ext import commands

from bot.discord import answer, people, tongue
from bot.discord.client import Client, Context
from bot.discord.translate import described, hybrid


class Cog(commands.Cog, name="lessons"):
    """Reading."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @hybrid("lessons", "강의목록", "목차")
    async def lessons(self, context: Context) -> None:
        """All lessons and exercises."""
        lang = await tongue.of_command(context)
        await answer.to(context, (await people.tutor_in(context)).lessons(lang))

    @hybrid("lesson", "강의", "수업")
    @app_commands.describe(number=described("number"))
    async def lesson(self, context: Context, number: int = 1) -> None:
        """A lesson's first card."""
        lang = await tongue.of_command(context)
        await answer.to(context, (await people.tutor_in(context)).lesson(lang, number))
