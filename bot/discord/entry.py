"""Whether somebody is answered: not in a channel that the server left out, and not faster than anybody reads."""

import math
import time
from typing import TYPE_CHECKING, Any

import discord

from bot.cards import refusal
from bot.cooldown import Flood
from bot.discord import answer, people
from bot.values import Card
from lessons.course import Lang

if TYPE_CHECKING:
    from bot.discord.client import Client

_SECONDS = 10  # the window of TUTOR_USER_COMMANDS
_ANYWHERE = ("privacy", "setup")  # slash commands that nobody else sees an answer to
_SAID = (discord.MessageType.default, discord.MessageType.reply)
SPEAKING = frozenset({"run", "exercise", "submit", "again", "code"})  # buttons whose answer stands in the channel


class Entry:
    """The door of the bot, for messages, slash commands and buttons. Where it stays closed, it says so."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._flood = Flood(client.tutor.settings.user_commands, _SECONDS)

    async def lets(self, message: discord.Message, *, quiet: bool = False) -> bool:
        """Whether to answer a message; `quiet` where nobody is sure that it was meant for us. What Discord itself says
        in somebody's name, as that they began a thread, was said to nobody."""
        if message.type not in _SAID:
            return False
        heard, seconds = self._flood.heard(str(message.author.id))
        rooms = await self._rooms(message.author, message.channel, message.guild)
        if heard == "fine" and not rooms:
            return True
        if not quiet and heard != "silent":
            lang = await people.language_of(self._client, message)
            await answer.reply(message, _slower(lang, seconds) if heard == "warn" else refusal.elsewhere(lang, rooms))
        return False

    async def lets_in(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether to answer a slash command or a menu. Who is not is told: Discord would show a failure otherwise."""
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        always = getattr(interaction.command, "name", None) in _ANYWHERE
        if not always and not await self.speaks_at(interaction):
            return False
        heard, seconds = self._flood.heard(str(interaction.user.id))
        if heard != "fine":
            card = _slower(await people.language_for(interaction), seconds)
            await answer.respond(interaction, card, private=True)
        return heard == "fine"

    async def speaks_at(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether answers may stand in the channel of an interaction; if not, that is said."""
        guild = None if people.is_guest(interaction) else interaction.guild
        rooms = await self._rooms(interaction.user, interaction.channel, guild)
        if rooms:
            card = refusal.elsewhere(await people.language_for(interaction), rooms)
            await answer.respond(interaction, card, private=True)
        return not rooms

    async def _rooms(self, user: people.User, channel: Any, guild: discord.Guild | None) -> tuple[str, ...]:
        """The channels to go to; none where this is one, or a thread below one, or where the server named none."""
        if guild is None:
            return ()
        settings = await self._client.tutor.guilds.of(str(guild.id))
        rooms = tuple(each for each in settings.channels if guild.get_channel(int(each)) is not None)
        here = {str(getattr(channel, "id", "")), str(getattr(channel, "parent_id", ""))}
        return () if here & set(rooms) or people.is_instructor(user, settings) else rooms


def _slower(lang: Lang, seconds: float) -> Card:
    return refusal.cooling(lang, "command", math.ceil(time.time() + seconds))
