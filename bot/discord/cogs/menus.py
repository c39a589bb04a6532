"""The menu of any message: run its code, or have one's own graded. Discord sends the message along, without the intent.

A run is for the eyes of who asked. What is graded is for an exercise: that of the card it replies to, else one is asked
for.
"""

from collections import OrderedDict
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import menu
from bot.discord import answer, gather, people
from bot.discord.client import Client
from bot.discord.handin import Read, hand_in
from bot.discord.press import Pressed
from bot.discord.translate import named
from bot.values import Unread

_REMEMBERED = 500  # messages that wait for the choice of an exercise


class Cog(commands.Cog, name="menus"):
    """Message commands."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tutor = client.tutor
        self._waiting: OrderedDict[tuple[int, int], Read] = OrderedDict()
        for key, callback in (("menu.run", self.run), ("menu.grade", self.grade)):
            client.tree.add_command(app_commands.ContextMenu(name=named(key), callback=callback))

    async def run(self, interaction: discord.Interaction[Client], message: discord.Message) -> None:
        """Run the code of a message, whoever wrote it."""
        await hand_in(interaction, None, partial(gather.own_program, message), private=True)

    async def grade(self, interaction: discord.Interaction[Client], message: discord.Message) -> None:
        """Grade the code of one's own message."""
        lang = await people.language_for(interaction)
        if message.author.id != interaction.user.id:
            await answer.respond(interaction, self.tutor.sentence(lang, "menu.others"), private=True)
            return
        card = gather.replied_to(message)
        exercise = gather.exercise_of(card) if card is not None and self._is_ours(card) else None
        if exercise in self.tutor.course.exercises:
            await hand_in(interaction, exercise, partial(gather.own_program, message))
            return
        self._remember(interaction.user.id, message.id, await gather.own_program(message))
        await answer.respond(interaction, menu.which(lang, self.tutor.course.exercises, str(message.id)), private=True)

    @commands.Cog.listener()
    async def on_press_grade(self, press: Pressed) -> None:
        """The exercise was chosen: `grade:<message>`."""
        number = int(press.values[0]) if press.values and press.values[0].isdecimal() else 0
        if number not in self.tutor.course.exercises:
            card = press.here.exercise(press.lang, number)
            await answer.respond(press.interaction, card, private=True)
            return
        await hand_in(press.interaction, number, partial(self._program, press))

    async def _program(self, press: Pressed) -> Read:
        """What was remembered, else what the message holds now, as far as we may read it."""
        known = self._waiting.get((press.interaction.user.id, press.number(0)))
        if known is not None:
            return known
        channel = press.interaction.channel
        if not isinstance(channel, discord.abc.Messageable):
            return Unread("unread.menu_gone")
        try:
            message = await channel.fetch_message(press.number(0))
        except discord.HTTPException:
            return Unread("unread.menu_gone")
        if message.author.id != press.interaction.user.id or not (message.content or message.attachments):
            return Unread("unread.menu_gone")
        return await gather.own_program(message)

    def _remember(self, user: int, message: int, read: Read) -> None:
        self._waiting[user, message] = read
        while len(self._waiting) > _REMEMBERED:
            self._waiting.popitem(last=False)

    def _is_ours(self, card: discord.Message) -> bool:
        return self.client.user is not None and card.author.id == self.client.user.id
