"""Answers that are out: changed with the message they answer, deleted with it or by a button, shown whole."""

import discord
from discord.ext import commands

from bot.discord import answer, channels
from bot.discord.client import Client
from bot.discord.press import Pressed
from bot.errors import StoreError
from bot.faults import report


class Cog(commands.Cog, name="answers"):
    """What happens to an answer after it was given."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tutor = client.tutor
        self._started = False

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """The first time, answer what the last start left."""
        if not self._started:
            self._started = True
            await self.client.delivery.left_over()

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message changed: a link's preview changes one too, but then it was not edited."""
        if payload.message.edited_at is not None:
            await self.client.delivery.edited(payload.message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message went."""
        await self.client.delivery.deleted(payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many went."""
        for message in payload.message_ids:
            await self.client.delivery.deleted(message)

    @commands.Cog.listener()
    async def on_press_details(self, press: Pressed) -> None:
        """The whole of an answer, for who sent the code: `details:17`."""
        card = self.tutor.details(press.author, press.lang, press.words[0])
        await answer.respond(press.interaction, card, private=True)

    @commands.Cog.listener()
    async def on_press_error(self, press: Pressed) -> None:
        """An error in Python's own words, for who sent the code: `error:9f3a…`."""
        card = self.tutor.error(press.author, press.lang, press.words[0])
        await answer.respond(press.interaction, card, private=True)

    @commands.Cog.listener()
    async def on_press_drop(self, press: Pressed) -> None:
        """Delete an answer: who asked may, and who moderates: `drop:<who asked>`."""
        message = press.interaction.message
        if message is None or not (press.words[0] == press.author.id or press.interaction.permissions.manage_messages):
            card = self.tutor.sentence(press.lang, "deliver.not_yours")
            await answer.respond(press.interaction, card, private=True)
            return
        await press.interaction.response.defer()
        with channels.gone_already():
            await message.delete()
        try:
            await self.tutor.store.forget_answer_in(str(message.id))
        except StoreError as error:
            report(error)
