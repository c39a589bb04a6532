"""Messages that are no command: code in reply to a card, code in a direct message, a bare mention."""

import discord
from discord.ext import commands

from bot.discord import answer, gather, people
from bot.discord.client import Client


class Cog(commands.Cog, name="talk"):
    """Submissions without a command."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def heard(self, message: discord.Message, *, mentioned: bool) -> None:
        """Answer what was meant for the bot, and nothing else."""
        card = gather.replied_to(message)
        to_us = card is not None and self.client.user is not None and card.author.id == self.client.user.id
        replies = card is not None and to_us and (gather.asks_for_code(card) or gather.has_program(message))
        meant = replies or mentioned or message.guild is None
        if not meant or not await self.client.entry.lets(message):
            return
        if card is not None and replies:
            await self._answer(message, gather.exercise_of(card))
        elif message.guild is None and gather.has_program(message):
            await self._answer(message, None)
        else:
            lang = await people.language_of(self.client, message)
            await answer.reply(message, (await people.tutor_of(self.client, message)).help(lang))

    async def _answer(self, message: discord.Message, exercise: int | None) -> None:
        read = await gather.program(message, message.content)
        await self.client.delivery.message(message, await people.language_of(self.client, message), exercise, read)
