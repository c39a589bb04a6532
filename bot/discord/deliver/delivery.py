"""The way of a program to its answer: kept, announced where it takes a moment, answered in one message.

What is kept lasts a day: for so long an edit changes the answer in its place, and goes with a message what answers it.
Where a limit refuses an edit, the earlier answer stays until it is over. What a restart interrupts is answered by the
next start.
"""

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

import discord
from msgspec.structs import replace

from bot.cards import waiting
from bot.discord import answer, channels, people
from bot.discord.deliver.ask import NO_PROGRAM, REFUSED, Ask, ask_again, is_read, new_ask, row_of, stands
from bot.discord.deliver.beside import Beside
from bot.discord.deliver.hold import Holds
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
        self._holds = Holds(client.tutor.drain)
        self._gone: set[str] = set()

    async def message(
        self, message: discord.Message, lang: Lang, exercise: int | None, read: Submission | Unread
    ) -> None:
        """Answer a program in a message: one message of ours, or the one that answered it before it was edited."""
        earlier = self._earlier.pop(message.id, None)
        author = people.author_of(message.author, message.guild)
        ask = new_ask(author, lang, exercise, read, public=channels.is_public(message.channel))
        row = row_of(ask, str(message.id), message.channel.id, earlier)
        if earlier is not None and is_read(earlier, row):
            return
        reply, line = (channels.message_in(message.channel, id) for id in (row.reply, row.beside))
        beside = Beside(message, line)
        place = UnderMessage(message, str(message.id), reply)
        await self._deliver(place, row, ask, beside=beside, patient=stands(earlier))

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
        row = row_of(ask, f"{_OF_INTERACTION}{interaction.id}", channel)
        card = await self._deliver(place, row, ask)
        if card is not None and (key := waiting.details_of(card)) is not None and not place.expired:
            await answer.late(interaction, await self._tutor.details(author, lang, key))

    async def edited(self, message: discord.Message) -> None:
        """Read a message again that its author edited, if we answered it within a day."""
        self._holds.end(str(message.id))
        async with self._edits.setdefault(message.id, asyncio.Lock()):  # one edit after another
            if running := self._on_the_way.get(str(message.id)):
                await running.wait()
            earlier = await self._asked(self._store.answer(str(message.id)))
            if earlier is not None and str(message.author.id) == earlier.author.id:
                self._earlier[message.id] = earlier
                await self._client.on_message(message)
                if self._earlier.pop(message.id, None) is not None and earlier.source is not None:
                    await self._take_away(replace(earlier, reply=None))  # what waited is no program any more
                    await self._asked(self._store.answered(earlier.message, None, NO_PROGRAM))

    async def deleted(self, message: int) -> None:
        """A message is gone: what answers it goes, too."""
        if str(message) in self._on_the_way:
            self._gone.add(str(message))
            self._holds.end(str(message))
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
        asked, reply, line = (channels.message_in(channel, id) for id in (row.message, row.reply, row.beside))
        place: Place = UnderMessage(asked, row.message, reply) if asked else _in_channel(channel, row, ask, reply)
        beside = Beside(asked, line) if asked and line else None
        late = say(ask.lang, "deliver.after_restart")
        await self._deliver(place, row, ask, note=late, beside=beside, patient=True)

    async def _channel(self, row: Answer) -> discord.abc.Messageable | None:
        if int(row.channel) != _THEIRS_ALONE:
            return await channels.find(self._client, int(row.channel))
        return await channels.direct(self._client, int(row.author.id))

    async def _deliver(
        self,
        place: Place,
        row: Answer,
        ask: Ask,
        *,
        note: str | None = None,
        beside: Beside | None = None,
        patient: bool = False,
    ) -> Card | None:
        """Answer; `patient` where no refusal may stand in the answer's place. None where a newer edit is answered
        instead, or the next start does it."""
        over = self._on_the_way[row.message] = asyncio.Event()
        try:
            keeping = asyncio.create_task(self._asked(self._store.put_answer(row)))
            card = await (self._patiently(place, row, ask, beside) if patient else self._announced(place, row, ask))
            await keeping
            if card is not None:
                await self._tell(place, row, ask, card, note)
            if beside is not None and (card is not None or row.message in self._gone):
                await beside.go()
            return card
        finally:
            over.set()
            self._on_the_way.pop(row.message, None)
            self._gone.discard(row.message)

    async def _patiently(self, place: Place, row: Answer, ask: Ask, beside: Beside | None) -> Card | None:
        kept = row.beside
        with self._holds.of(row.message) as newer:
            while (later := (card := await self._announced(place, row, ask)).later) and later.why != "fault":
                line = kept if beside is None else await beside.say(waiting.held(ask.lang, later))
                if line != kept:
                    await self._asked(self._store.said_beside(row.message, line))
                    kept = line
                if not await self._holds.wait(newer, later):
                    return None
        return card

    async def _tell(self, place: Place, row: Answer, ask: Ask, card: Card, note: str | None) -> None:
        if row.message in self._gone:
            await self._asked(self._store.forget_answer(row.message))
            return
        shown = card if note is None else waiting.with_line(card, note)
        reply = await place.show(shown if place.private else waiting.with_delete(ask.lang, shown, ask.author.id))
        digest, error = None if card.later is None else REFUSED, self._tutor.errors.get(ask.id)
        await self._asked(self._store.answered(row.message, reply, digest, error))
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
            return await self._tutor.run(ask.author, ask.lang, ask.read, id=ask.id)
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
        for message in (channels.message_in(channel, id) for id in (kept.reply, kept.beside)):
            if message is not None:
                with channels.gone_already():
                    await message.delete()


def _in_channel(
    channel: discord.abc.Messageable, row: Answer, ask: Ask, reply: discord.PartialMessage | None
) -> InChannel:
    """Where an interaction's token is gone with the last start."""
    return InChannel(channel, _whom(ask), row.message, reply)


def _whom(ask: Ask) -> str:
    return say(ask.lang, "deliver.for_whom", user=ask.author.id)
