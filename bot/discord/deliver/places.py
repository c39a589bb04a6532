"""Where an answer stands: under a student's message, as the answer to an interaction, or at last in a channel.

A place shows one card after another, each in the place of the one before.
"""

import datetime
from typing import Protocol

import discord

from bot.cards.waiting import with_line
from bot.discord import answer
from bot.values import Card

HOUR = datetime.timedelta(hours=1)
GONE, TOO_OLD = 10008, 30046  # Discord's own codes: unknown message, too many edits of one older than an hour
_EXPIRED = (GONE, 10015, 10062, 50027)  # unknown webhook, unknown interaction, invalid webhook token


class Place(Protocol):
    """Where the cards of one answer are shown. In a `private` one nobody else sees them."""

    private: bool

    async def show(self, card: Card) -> str | None:
        """Show a card; gives the id of its message, None where nobody else can see it."""
        ...


class UnderMessage:
    """A reply to a message. One that is older than an hour Discord lets nobody edit at will, so it gets a new one."""

    private = False

    def __init__(self, asked: answer.Asked, nonce: str, reply: discord.PartialMessage | None = None) -> None:
        self._asked = asked
        self._nonce = nonce
        self._reply: answer.Asked | None = reply

    async def show(self, card: Card) -> str:
        """Edit the reply, or post it."""
        if self._reply is None or not await changed(self._reply, card):
            nonce = self._nonce if self._reply is None else None
            self._reply = await answer.reply(self._asked, card, nonce)
        return str(self._reply.id)


class ToInteraction:
    """The answer to a form or a slash command; once its token has expired in the channel, or directly if `private`."""

    def __init__(self, interaction: answer.Interaction, whom: str, *, private: bool) -> None:
        self._interaction = interaction
        self._whom = whom
        self.private = private
        self._late: discord.Message | None = None

    @property
    def expired(self) -> bool:
        """Whether the token was found to have expired."""
        return self._late is not None

    async def show(self, card: Card) -> str | None:
        """Answer, or change the answer."""
        if self._late is not None:
            await changed(self._late, card)
            return self._id(self._late.id)
        try:
            message = await self._answer(card)
        except discord.HTTPException as error:
            if error.code not in _EXPIRED:
                raise
            self._late = await (self._directly(card) if self.private else self._in_channel(card))
            return self._id(self._late.id)
        return self._id(message)

    def _id(self, message: int | None) -> str | None:
        return None if self.private or message is None else str(message)

    async def _answer(self, card: Card) -> int | None:
        if self._interaction.response.is_done():
            return await answer.carry_on(self._interaction, card)
        return await answer.begin(self._interaction, card, private=self.private)

    async def _directly(self, card: Card) -> discord.Message:
        return await answer.post(await self._interaction.user.create_dm(), card, str(self._interaction.id))

    async def _in_channel(self, card: Card) -> discord.Message:
        channel = self._interaction.channel
        if not isinstance(channel, discord.abc.Messageable):
            raise TypeError("the interaction has no channel to write to")
        return await InChannel(channel, self._whom, str(self._interaction.id)).post(card)


class InChannel:
    """A message that says whom it is for: where neither a message nor a token is left to answer."""

    private = False

    def __init__(
        self, channel: discord.abc.Messageable, whom: str, nonce: str, sent: discord.PartialMessage | None = None
    ) -> None:
        self._channel = channel
        self._whom = whom
        self._nonce = nonce
        self._sent: answer.Asked | None = sent

    async def show(self, card: Card) -> str:
        """Post a card, or change the one that was posted."""
        if self._sent is None or not await changed(self._sent, card):
            self._sent = await self.post(card)
        return str(self._sent.id)

    async def post(self, card: Card) -> discord.Message:
        """Post a card."""
        return await answer.post(self._channel, with_line(card, self._whom), self._nonce)


async def changed(reply: answer.Asked, card: Card) -> bool:
    """Whether a message of ours could be changed; not one that is gone, or too old for it."""
    if discord.utils.utcnow() - reply.created_at > HOUR:
        return False
    try:
        return await answer.change(reply, card)
    except discord.HTTPException as error:
        if error.code not in (GONE, TOO_OLD):
            raise
        return False
