"""A short line under a student's message, beside an answer that stays for now: it says when the newer code is run.

It changes in its place, and goes when the answer has come. To be told when is no reason to fail, so where Discord does
not let us, the log has it.
"""

import discord

from bot.discord import answer, channels
from bot.discord.deliver.places import changed
from bot.faults import report
from bot.values import Card


class Beside:
    """The line under `asked`; `sent` where it stands there already."""

    def __init__(self, asked: answer.Asked, sent: discord.PartialMessage | None = None) -> None:
        self._asked = asked
        self._sent: answer.Asked | None = sent
        self._said: Card | None = None

    async def say(self, card: Card) -> str | None:
        """Say it; gives the id of its message."""
        try:
            if card != self._said and (self._sent is None or not await changed(self._sent, card)):
                self._sent = await answer.reply(self._asked, card)
            self._said = card
        except discord.HTTPException as error:
            report(error)
        return None if self._sent is None else str(self._sent.id)

    async def go(self) -> None:
        """Take it away."""
        if self._sent is not None:
            with channels.gone_already():
                await self._sent.delete()
        self._sent = None
