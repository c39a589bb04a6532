"""`progress` and `leaderboard`: what is remembered of a student and of a server."""

from discord.ext import commands

from bot.discord import answer, people
from bot.discord.client import Client, Context
from bot.discord.translate import hybrid


class Cog(commands.Cog, name="board"):
    """Scores."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @hybrid("progress", "진도", "내점수")
    async def progress(self, context: Context) -> None:
        """A student's own scores."""
        lang = await people.language_in(context)
        author = people.author_of(context.author, context.guild)
        await answer.to(context, await self.client.tutor.progress(author, lang))

    @hybrid("leaderboard", "board", "순위", "순위표")
    async def leaderboard(self, context: Context) -> None:
        """The scores of the server."""
        lang = await people.language_in(context)
        author = people.author_of(context.author, context.guild)
        await answer.to(context, await self.client.tutor.leaderboard(author, lang))
