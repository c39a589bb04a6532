"""The way of a program to its answer: kept, announced where it takes a moment, answered in one message.

What is kept lasts a day: for so long an edit changes the answer in its place, and goes with a message what answers it.
What a restart interrupts is answered by the next start.
"""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

import discord

from bot.cards import waiting
from bot.discord import answer, channels, people
from bot.discord.deliver.ask import Ask, ask_again, new_ask, row_of
from bot.discord.deliver.places import InChannel, Place, ToInteraction, UnderMessage
from bot.errors import StoreError
from bot.faults import report
from bot.values import Answer, Card, Submission, Unread
from bot.words import say
from lessons.course import Lang

if TYPE_CHECKING:
    from bot.discord.client import Client

T = TypeVar("T")
_PATIENCE = 0.7  # seconds before a slow answer is announced
_THEIRS_ALONE = 0  # the channel of what nobody else may see: a late answer is written to its author directly
_OF_INTERACTION = "i"  # before its id, where that is what was answered


class Delivery:
    """Programs on their way."""

    def __init__(self, client: "Client") -> None:
        self.patience = _PATIENCE
        self._client = client
        self._tutor = client.tutor
        self._store = client.tutor.store
        self._earlier: dict[int, Answer] = {}  # answers to messages that are read again, for they were edited
        self._on_the_way: dict[str, asyncio.Event] = {}
        self._edits: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._gone: set[str] = set()
        self._coming = 0

    async def message(
        self, message: discord.Message, lang: Lang, exercise: int | None, read: Submission | Unread
    ) -> None:
        """Answer a program in a message: one message of ours, or the one that answered it before it was edited."""
        earlier = self._earlier.pop(message.id, None)
        author = people.author_of(message.author, message.guild)
        ask = new_ask(author, lang, exercise, read, public=channels.is_public(message.channel))
        row = row_of(ask, str(message.id), message.channel.id, earlier.reply if earlier else None)
        if earlier is not None and (earlier.digest, earlier.exercise) == (row.digest, row.exercise):
            return
        reply = channels.message_in(message.channel, row.reply)
        await self._deliver(UnderMessage(message, str(message.id), reply), row, ask)

    async def interaction(
        self, interaction: answer.Interaction, exercise: int | None, read: Submission | Unread, *, private: bool = False
    ) -> None:
        """Answer a program in a form or a slash command; with `private`, nobody else sees it."""
        lang = await people.language_for(interaction)
        author = people.author_by(interaction)
        public = not private and channels.is_public(interaction.channel)
        ask = new_ask(author, lang, exercise, read, public=public)
        place = ToInteraction(interaction, _whom(ask), private=private)
        channel = _THEIRS_ALONE if private else interaction.channel_id or _THEIRS_ALONE
        row = row_of(ask, f"{_OF_INTERACTION}{interaction.id}", channel, None)
        card = await self._deliver(place, row, ask)
        if (key := waiting.details_of(card)) is not None and not place.expired:
            await answer.late(interaction, await self._tutor.details(author, lang, key))

    @contextmanager
    def coming(self) -> Iterator[bool]:
        """A program comes in; gives whether so many are on their way that it will have to wait."""
        self._coming += 1
        try:
            yield self._coming > self._tutor.gate.width
        finally:
            self._coming -= 1

    async def edited(self, message: discord.Message) -> None:
        """Read a message again that its author edited, if we answered it within a day."""
        async with self._edits.setdefault(message.id, asyncio.Lock()):  # one edit after another
            if running := self._on_the_way.get(str(message.id)):
                await running.wait()
            earlier = await self._asked(self._store.answer(str(message.id)))
            if earlier is not None and str(message.author.id) == earlier.author.id:
                self._earlier[message.id] = earlier
                await self._client.on_message(message)
                self._earlier.pop(message.id, None)

    async def deleted(self, message: int) -> None:
        """A message is gone: what answers it goes, too."""
        if str(message) in self._on_the_way:
            self._gone.add(str(message))
        if (kept := await self._asked(self._store.answer(str(message)))) is not None:
            await self._take_away(kept)
            await self._asked(self._store.forget_answer(kept.message))

    async def left_over(self) -> None:
        """Answer what the last start left without an answer."""
        await self._asked(self._store.sweep_answers())
        left = await self._asked(self._store.unanswered())
        await asyncio.gather(*map(self._late, left or ()))

    async def _late(self, row: Answer) -> None:
        if row.message in self._on_the_way:
            return
        channel = await self._channel(row)
        if channel is None:
            await self._asked(self._store.forget_answer(row.message))
            return
        ask = ask_again(row, public=channels.is_public(channel))
        asked, reply = (channels.message_in(channel, id) for id in (row.message, row.reply))
        place: Place = UnderMessage(asked, row.message, reply) if asked else _in_channel(channel, row, ask, reply)
        await self._deliver(place, row, ask, note=say(ask.lang, "deliver.after_restart"))

    async def _channel(self, row: Answer) -> discord.abc.Messageable | None:
        if int(row.channel) != _THEIRS_ALONE:
            return await channels.find(self._client, int(row.channel))
        return await channels.direct(self._client, int(row.author.id))

    async def _deliver(self, place: Place, row: Answer, ask: Ask, note: str | None = None) -> Card:
        over = self._on_the_way[row.message] = asyncio.Event()
        try:
            keeping = asyncio.create_task(self._asked(self._store.put_answer(row)))
            card = await self._announced(place, row, ask)
            await keeping
            await self._tell(place, row, ask, card if note is None else waiting.with_line(card, note))
            return card
        finally:
            over.set()
            self._on_the_way.pop(row.message, None)
            self._gone.discard(row.message)

    async def _tell(self, place: Place, row: Answer, ask: Ask, card: Card) -> None:
        if row.message in self._gone:
            await self._asked(self._store.forget_answer(row.message))
            return
        reply = await place.show(card if place.private else waiting.with_delete(ask.lang, card, ask.author.id))
        await self._asked(self._store.answered(row.message, reply))
        if row.message in self._gone:  # it went while the answer was on its way
            await self.deleted(int(row.message))

    async def _announced(self, place: Place, row: Answer, ask: Ask) -> Card:
        """The answer; where it takes a moment, what it waits for is shown first."""
        work = asyncio.ensure_future(self._work(ask))
        try:
            await asyncio.wait({work}, timeout=self.patience)
            shown = None
            while not work.done():
                ahead = self._tutor.gate.ahead(ask.author.id)
                if shown is None or (shown and not ahead):
                    reply = await place.show(waiting.card(ask.lang, ahead))
                    await self._asked(self._store.announced(row.message, reply))
                    shown = ahead
                await asyncio.wait({work}, timeout=self.patience)
            return work.result()
        finally:
            work.cancel()

    async def _work(self, ask: Ask) -> Card:
        if ask.exercise is None:
            return await self._tutor.run(ask.author, ask.lang, ask.read)
        return await self._tutor.submit(ask.author, ask.lang, ask.exercise, ask.read, public=ask.public, id=ask.id)

    async def _asked(self, question: Awaitable[T]) -> T | None:
        """What the store says. Where it fails that is our fault, and no reason to leave a student without an answer."""
        try:
            return await question
        except StoreError as error:
            report(error)
            return None

    async def _take_away(self, kept: Answer) -> None:
        channel = await channels.find(self._client, int(kept.channel))
        reply = channels.message_in(channel, kept.reply) if channel is not None else None
        if reply is not None:
            with channels.gone_already():
                await reply.delete()


def _in_channel(
    channel: discord.abc.Messageable, row: Answer, ask: Ask, reply: discord.PartialMessage | None
) -> InChannel:
    """Where an interaction's token is gone with the last start."""
    return InChannel(channel, _whom(ask), row.message, reply)


def _whom(ask: Ask) -> str:
    return say(ask.lang, "deliver.for_whom", user=ask.author.id)
