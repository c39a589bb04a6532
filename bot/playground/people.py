"""A person without a browser, for the end-to-end tests and the benchmark: acts, then awaits the answer.

Each person hears only what they could see, and `reply` skips answers that the bot gave to someone else.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

from bot.playground import allowed, threads
from bot.playground.acts import Acts
from bot.playground.events import Created, Deleted, Event, Failed, Settled, Suggested, Updated
from bot.playground.files import Upload
from bot.playground.interaction import Interaction
from bot.playground.message import Message
from bot.playground.places import BOT, Channel, User
from bot.playground.refusal import Json, Refusal
from bot.playground.sending import parts_of
from bot.playground.threads import ThreadBody
from bot.playground.world import World
from bot.values import Frozen

MAX_UNSEEN = 2_000
PATIENCE = 10.0  # seconds

T = TypeVar("T")


class Modal(Frozen, frozen=True):
    """A dialog that the bot opened, as its payload."""

    opened: Interaction
    payload: Json


class InteractionFailed(AssertionError):
    """The bot did not answer an interaction within 3 seconds: what Discord shows in red."""


class Person:
    """One user of the playground."""

    def __init__(self, world: World, acts: Acts, user: User) -> None:
        self._id = user.id
        self._world = world
        self._acts = acts
        self._unseen: deque[Event] = deque(maxlen=MAX_UNSEEN)
        self._news = asyncio.Event()
        self.leave = world.listen(self._hear)

    @property
    def user(self) -> User:
        """Who this is, as they are now."""
        return self._world.user(self._id)

    @property
    def dm(self) -> str:
        """The direct channel with the bot."""
        return self._world.dm(self.user.id).id

    def say(
        self, channel: str, text: str, reply_to: Message | None = None, attachments: Sequence[Upload] = ()
    ) -> Message:
        """Post a message. Raises Refusal."""
        return self._acts.say(self.user, channel, text, reply_to.id if reply_to else None, attachments)

    def edit(self, message: Message, text: str) -> Message:
        """Change the text of one's own message."""
        return self._acts.edit(self.user, message.channel, message.id, text)

    def delete(self, message: Message) -> None:
        """Take a message away: one's own, or as a moderator anybody's."""
        self._acts.delete(self.user, message.channel, message.id)

    def react(self, message: Message, emoji: str) -> None:
        """React to a message, or take one's reaction back. Raises Refusal."""
        self._acts.react(self.user, message.channel, message.id, emoji)

    def press(self, message: Message, custom_id: str, values: Sequence[str] = ()) -> Interaction:
        """Press a button or choose from a select. Raises Refusal where it is not there or disabled."""
        return self._acts.press(self.user, message.channel, message.id, custom_id, values)

    def slash(self, channel: str, name: str, **options: object) -> Interaction:
        """Use a slash command; a file is an Upload, a person, role or channel its id."""
        return self._acts.slash(self.user, channel, name, options)

    async def complete(
        self, channel: str, name: str, focused: str, within: float = PATIENCE, **options: object
    ) -> list[Json]:
        """The bot's suggestions for the option `focused`, whose text so far is among the options.

        Raises TimeoutError or InteractionFailed.
        """
        act = self._acts.complete(self.user, channel, name, {focused: ""} | options, focused)
        found = await self._next(
            lambda e: e.choices if isinstance(e, Suggested) and e.interaction.id == act.id else None, within
        )
        return list(found)

    def menu(self, message: Message, name: str) -> Interaction:
        """Use a message command."""
        return self._acts.menu(self.user, message.channel, name, message.id)

    def user_menu(self, channel: str, user: str, name: str) -> Interaction:
        """Use a user command, on a person by their id."""
        return self._acts.user_menu(self.user, channel, name, user)

    def start_thread(
        self, channel: str, name: str, *, private: bool = False, message: Message | None = None
    ) -> Channel:
        """A thread of one's own in a channel, or below a message. Raises Refusal."""
        kind: Literal[11, 12] = 12 if private else 11
        return threads.start(self._world, self.user, channel, ThreadBody(name=name, type=kind), message)

    def archive(self, thread: str, archived: bool = True, locked: bool | None = None) -> None:
        """Archive or open a thread; `locked` is for moderators. Raises Refusal."""
        here = allowed.see(self._world, self.user, thread)
        threads.change(self._world, self.user, here, ThreadBody(archived=archived, locked=locked))

    def sees(self, channel: str) -> bool:
        """Whether a channel or thread is there for this person."""
        return allowed.sees(self._world, self.user, self._world.channel(channel))

    def submit(
        self,
        modal: Modal,
        values: Mapping[str, object],
        files: Mapping[str, Sequence[Upload]] | None = None,
    ) -> Interaction:
        """Send a dialog; values and files by custom_id."""
        return self._acts.submit(modal.opened, modal.payload, values, files)

    def current(self, message: Message) -> Message | None:
        """A message as it is now; None where it is gone."""
        try:
            return self._acts.seen(self.user, message.channel, message.id)
        except Refusal:
            return None

    async def reply(self, within: float = PATIENCE) -> Message:
        """The bot's next finished message for this person. Raises TimeoutError or InteractionFailed."""
        return await self._next(self._as_reply, within)

    async def edited(self, message: Message, within: float = PATIENCE) -> Message:
        """The next state of a message. Raises TimeoutError or InteractionFailed."""
        return await self._next(
            lambda e: e.message if isinstance(e, Updated) and e.message.id == message.id else None, within
        )

    async def deleted(self, message: Message, within: float = PATIENCE) -> Message:
        """Wait until a message is gone. Raises TimeoutError."""
        return await self._next(
            lambda e: e.message if isinstance(e, Deleted) and e.message.id == message.id else None, within
        )

    async def modal(self, within: float = PATIENCE) -> Modal:
        """The next dialog that the bot opens. Raises TimeoutError or InteractionFailed."""
        return await self._next(_as_modal, within)

    async def settled(self, interaction: Interaction, within: float = PATIENCE) -> Interaction:
        """Wait until the bot acknowledged an interaction. Raises TimeoutError or InteractionFailed."""
        return await self._next(
            lambda e: e.interaction if isinstance(e, Settled) and e.interaction.id == interaction.id else None,
            within,
        )

    def _hear(self, event: Event) -> None:
        self._unseen.append(event)
        self._news.set()

    async def _next(self, pick: Callable[[Event], T | None], within: float) -> T:
        async with asyncio.timeout(within):
            while True:
                self._news.clear()
                for event in tuple(self._unseen):
                    if (found := pick(event)) is not None:
                        self._unseen.remove(event)
                        return found
                    self._check_failed(event)
                await self._news.wait()

    def _check_failed(self, event: Event) -> None:
        if isinstance(event, Failed) and event.interaction.user == self.user.id:
            self._unseen.remove(event)
            raise InteractionFailed(f"no answer within 3 seconds: {event.interaction.data}")

    def _as_reply(self, event: Event) -> Message | None:
        match event:
            case Created(message) if not message.loading and not message.notice and self._for_me(message):
                return message
            case Updated(message, before) if before.loading and not message.loading and self._for_me(message):
                return message
            case _:
                return None

    def _for_me(self, message: Message) -> bool:
        """From the bot, visible, and not an answer to another person."""
        owner = self._world.channels[message.channel].owner
        if (
            message.author != BOT.id
            or owner not in (None, self.user.id)
            or message.audience not in (None, self.user.id)
        ):
            return False
        if message.answers is not None:
            return message.answers.user == self.user.id
        asked = self._world.find(message.channel, message.reply_to)
        return asked is None or asked.author in (self.user.id, BOT.id)


def _as_modal(event: Event) -> Modal | None:
    if isinstance(event, Settled) and event.modal is not None:
        return Modal(event.interaction, event.modal)
    return None


def button(message: Message, label: str) -> str:
    """The custom_id of the button with that label (a part of it). Raises KeyError where there is none."""
    for part in parts_of(message.components):
        if label in str(part.get("label", "")) and part.get("custom_id"):
            return str(part["custom_id"])
    raise KeyError(label)


def text_of(message: Message) -> str:
    """All the text that a message shows: content, text displays, embeds."""
    shown = [
        message.content,
        *(str(p["content"]) for p in parts_of(message.components) if p.get("type") == 10),
    ]
    for embed in message.embeds:
        shown += [str(embed.get("title") or ""), str(embed.get("description") or "")]
        shown += [f"{field['name']}\n{field['value']}" for field in embed.get("fields") or ()]
    return "\n".join(part for part in shown if part)
