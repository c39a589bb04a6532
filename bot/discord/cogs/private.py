"""*Work in private*: a thread that its student and the moderators see, else direct messages."""

import discord
from discord.ext import commands

from bot.discord import answer, channels, people
from bot.discord.client import Client
from bot.discord.press import Pressed
from bot.faults import report
from bot.values import Card
from bot.words import say

_MAX_NAME = 90


class Cog(commands.Cog, name="private"):
    """Exercises away from the others' eyes."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tutor = client.tutor

    @commands.Cog.listener()
    async def on_press_private(self, press: Pressed) -> None:
        """The exercise where nobody else reads: `private:4`."""
        await answer.respond(press.interaction, self._opened(press), private=True)

    async def _opened(self, press: Pressed) -> Card:
        channel = press.interaction.channel
        if not channels.is_public(channel):
            return self.tutor.sentence(press.lang, "deliver.dm_already")
        exercise = press.here.exercise(press.lang, press.number(0))
        if press.number(0) not in self.tutor.course.exercises:
            return exercise
        thread = await self._thread(press)
        if thread is not None:
            await answer.post(thread, exercise)
            return self.tutor.sentence(press.lang, "deliver.thread", thread=thread.mention)
        try:
            alone = self.tutor.exercise(press.lang, press.number(0))  # no server's prefix, nor its price of hints
            await answer.in_private(press.interaction.user, alone)
        except discord.Forbidden:
            return self.tutor.sentence(press.lang, "deliver.no_way")
        return self.tutor.sentence(press.lang, "deliver.dm")

    async def _thread(self, press: Pressed) -> discord.Thread | None:
        """A private thread with who pressed in it; None where the server does not let us make one."""
        channel = None if people.is_guest(press.interaction) else press.interaction.channel
        channel = channel.parent if isinstance(channel, discord.Thread) else channel
        if not isinstance(channel, discord.TextChannel):
            return None
        name = say(press.lang, "deliver.thread_name", number=press.number(0), name=press.author.name)
        try:
            thread = await channel.create_thread(name=name[:_MAX_NAME], invitable=False)
            await thread.add_user(press.interaction.user)
        except discord.HTTPException as error:
            report(error)
            return None
        return thread
