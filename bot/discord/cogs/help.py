"""`help`: all commands on one card."""

from discord.ext import commands

from bot.discord import answer, people
from bot.discord.client import Client, Context
from bot.discord.translate import hybrid


class Cog(commands.Cog, name="help"):
    """Help."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @hybrid("help", "도움말", "도움", "start", "시작")
    async def help(self, context: Context) -> None:
        """What there is to type."""
        await answer.to(context, self.client.tutor.help(await people.language_in(context)))
