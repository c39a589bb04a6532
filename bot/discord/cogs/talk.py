"""Messages that are no command: code in reply to a card, code in a direct message, a bare mention."""

import discord
from discord.ext import commands

from bot.discord import answer, gather, people
from bot.discord.client import Client
from bot.values import Card
from lessons.course import Lang


class Cog(commands.Cog, name="talk"):
    """Submissions without a command."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_talk(self, message: discord.Message, *, mentioned: bool) -> None:
        """Answer what was meant for the bot, and nothing else."""
        card = gather.replied_to(message)
        to_us = card is not None and self.client.user is not None and card.author.id == self.client.user.id
        if card is not None and to_us and (gather.asks_for_code(card) or gather.has_program(message)):
            await self._answer(message, gather.exercise_of(card))
        elif message.guild is None and gather.has_program(message):
            await self._answer(message, None)
        elif mentioned or message.guild is None:
            lang = await people.language_of(self.client, message)
            await answer.reply(message, self.client.tutor.help(lang))

    async def _answer(self, message: discord.Message, exercise: int | None) -> None:
        lang = await people.language_of(self.client, message)
        async with answer.typing(message.channel):
            card = await self._card(message, exercise, lang)
        await answer.reply(message, card)

    async def _card(self, message: discord.Message, exercise: int | None, lang: Lang) -> Card:
        tutor, author = self.client.tutor, people.author_of(message.author, message.guild)
        read = await gather.program(message, message.content)
        if exercise is None:
            return await tutor.run(author, lang, read)
        return await tutor.submit(author, lang, exercise, read)
