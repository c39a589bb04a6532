"""`exercise`: a task, its hint, how it is graded."""

from discord import app_commands
from discord.ext import commands

from bot.discord import answer, channels, people, tongue
from bot.discord.client import Client, Context
from bot.discord.translate import described, hybrid


class Cog(commands.Cog, name="exercises"):
    """Exercises."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @hybrid("exercise", "연습", "문제", "연습문제")
    @app_commands.describe(number=described("number"))
    async def exercise(self, context: Context, number: int = 0) -> None:
        """An exercise's card, or which ones there are."""
        tutor, lang = await people.tutor_in(context), await tongue.of_command(context)
        public = channels.is_public(context.channel)
        card = tutor.exercise(lang, number, public=public) if number else tutor.which_exercise(lang, "exercise")
        await answer.to(context, card)
