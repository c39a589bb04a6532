"""What a reader predicts on a lesson's card: `predict:5:2`, answered for their eyes alone."""

from discord.ext import commands

from bot.discord import answer
from bot.discord.client import Client
from bot.discord.press import Pressed


class Cog(commands.Cog, name="predict"):
    """Predictions."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_press_predict(self, press: Pressed) -> None:
        """An answer was chosen."""
        chosen = press.values[0] if press.values else ""
        card = press.here.predicted(press.lang, press.number(0), press.number(1), chosen)
        await answer.respond(press.interaction, card, private=True)
