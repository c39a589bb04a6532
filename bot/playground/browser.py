"""The chat page's own websocket: a person's acts come in, what that person can see goes out.

One socket shows one person at a time; "be" switches. Frames are JSON: `op` on the way in, `t` on the way
out.
"""

import asyncio
import contextlib
from typing import Any

import msgspec
from aiohttp import WSMsgType, web

from bot.playground import places, view
from bot.playground.acts import Acts
from bot.playground.events import (
    ChannelChanged,
    ChannelGone,
    Commands,
    Created,
    Deleted,
    Event,
    Failed,
    Presence,
    Reacted,
    Settled,
    Suggested,
    ThreadMembers,
    ThreadStarted,
    Typing,
    Updated,
)
from bot.playground.files import Upload
from bot.playground.frames import FRAMES, Be, Complete, Delete, Edit, Menu, Press, React, Say, SentFile, Slash, Submit
from bot.playground.interaction import AUTOCOMPLETE, Interaction
from bot.playground.limits import MAX_REQUEST
from bot.playground.line import read_line, read_partial
from bot.playground.message import Message
from bot.playground.places import User
from bot.playground.refusal import Json, Refusal
from bot.playground.world import World

MAX_FRAME = MAX_REQUEST * 4 // 3 + 65_536  # files travel as base64
MAX_WAITING = 2_000  # frames a page may be behind
MAX_OPEN_MODALS = 20


class Pages:
    """Every page that is open."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts
        self._sockets: set[web.WebSocketResponse] = set()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """One page, until it closes."""
        socket = web.WebSocketResponse(max_msg_size=MAX_FRAME, heartbeat=30)
        await socket.prepare(request)
        page = Page(self._world, self._acts)
        stop = self._world.listen(page.hear)
        writer = asyncio.create_task(_write(socket, page.outbox))
        self._sockets.add(socket)
        try:
            page.show()
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    page.act(frame.data)
        finally:
            self._sockets.discard(socket)
            stop()
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer
        return socket

    async def close(self) -> None:
        for socket in tuple(self._sockets):
            await socket.close()


class Page:
    """One page: who sits before it, and what is still to be sent to it."""

    def __init__(self, world: World, acts: Acts) -> None:
        self.outbox: asyncio.Queue[Json] = asyncio.Queue(MAX_WAITING)
        self._world = world
        self._acts = acts
        self._who: User = places.PEOPLE[0]
        self._modals: dict[str, tuple[Interaction, Json]] = {}

    def act(self, text: str) -> None:
        """Do what the page asks; a refusal goes back as a frame."""
        try:
            self._do(FRAMES.decode(text))
        except msgspec.DecodeError:
            self._send("error", text="The page sent something unreadable.", code=0)
        except Refusal as refusal:
            self._send("error", text=_reason(refusal), code=refusal.code)

    def _do(self, op: Any) -> None:
        who = self._who
        match op:
            case Be(user):
                self._be(user)
            case Say(channel, words, reply_to, files):
                self._acts.say(who, channel, words, reply_to, _uploads(files))
            case Edit(channel, message, words):
                self._acts.edit(who, channel, message, words)
            case Delete(channel, message):
                self._acts.delete(who, channel, message)
            case React(channel, message, emoji):
                self._acts.react(who, channel, message, emoji)
            case Press(channel, message, custom_id, values):
                self._waiting(self._acts.press(who, channel, message, custom_id, values), custom_id)
            case Slash():
                self._slash(op)
            case Complete(channel, line):
                self._complete(channel, line)
            case Menu(channel, message, name):
                self._waiting(self._acts.menu(who, channel, name, message), "")
            case Submit(interaction, values, files):
                self._submit(interaction, values, {key: _uploads(given) for key, given in files.items()})

    def _be(self, user: str) -> None:
        who = self._world.user(user)
        if not who.bot:
            self._who = who
            self.show()

    def _slash(self, op: Slash) -> None:
        name, values = read_line(op.line, self._world.visible_commands(self._who), self._who.locale)
        for option, (shown, value) in op.picked.items():
            if values.get(option) == shown:
                values[option] = value
        uploads = {option: Upload(file.name, file.data) for option, file in op.files.items()}
        self._waiting(self._acts.slash(self._who, op.channel, name, values | uploads), "")

    def _complete(self, channel: str, line: str) -> None:
        name, option, values = read_partial(line, self._world.visible_commands(self._who), self._who.locale)
        if option.get("autocomplete"):
            self._acts.complete(self._who, channel, name, values, option["name"])

    def _submit(self, interaction: str, values: Json, files: dict[str, tuple[Upload, ...]]) -> None:
        if (opened := self._modals.get(interaction)) is not None:
            self._waiting(self._acts.submit(*opened, values, files), "")
            self._modals.pop(interaction, None)

    def _waiting(self, act: Interaction, custom_id: str) -> None:
        self._send("acted", id=act.id, message=act.message, custom_id=custom_id)

    def show(self) -> None:
        """Send the whole state as this person sees it."""
        self._send("state", **view.whole(self._world, self._who))

    def hear(self, event: Event) -> None:
        """Pass on what this person can see."""
        match event:
            case Created(message) if self._sees(message):
                self._send("create", message=self._message(message))
            case Updated(message, _) | Reacted(message, _, _, _) if self._sees(message):
                self._send("update", message=self._message(message))
            case Deleted(message) if self._sees(message):
                self._send("delete", channel=message.channel, id=message.id)
            case Typing(channel, user) if user != self._who.id:
                self._send("typing", channel=channel, user=user)
            case Settled(act, modal) if act.user == self._who.id:
                self._settled(act, modal)
            case Suggested(act, choices) if act.user == self._who.id:
                self._send("choices", choices=choices)
            case Failed(act) if act.user == self._who.id and act.kind != AUTOCOMPLETE:
                self._send("failed", id=act.id, channel=act.channel)
            case Presence(online):
                self._send("online", online=online)
            case ThreadStarted() | ThreadMembers() | ChannelChanged() | ChannelGone():
                self._send("channels", **view.places_of(self._world, self._who))
            case Commands():
                self._send("commands", commands=self._commands())
            case _:
                pass

    def _settled(self, act: Interaction, modal: Json | None) -> None:
        if modal is not None:
            self._modals[act.id] = (act, modal)
            while len(self._modals) > MAX_OPEN_MODALS:
                del self._modals[next(iter(self._modals))]
        self._send("settled", id=act.id, modal=modal)

    def _sees(self, message: Message) -> bool:
        return view.sees(self._world, self._who, message)

    def _message(self, message: Message) -> Json:
        return view.message(self._world, self._who, message)

    def _commands(self) -> list[Json]:
        return self._world.visible_commands(self._who)

    def _send(self, kind: str, **fields: Any) -> None:
        with contextlib.suppress(asyncio.QueueFull):  # a page that far behind reloads anyway
            self.outbox.put_nowait({"t": kind} | fields)


def _uploads(files: tuple[SentFile, ...]) -> tuple[Upload, ...]:
    return tuple(Upload(file.name, file.data) for file in files)


def _reason(refusal: Refusal) -> str:
    """The innermost message of Discord's error tree, else the text."""
    tree: Any = refusal.errors
    while isinstance(tree, dict) and "_errors" not in tree and tree:
        tree = next(iter(tree.values()))
    return str(tree["_errors"][0]["message"]) if isinstance(tree, dict) and tree else refusal.text


async def _write(socket: web.WebSocketResponse, outbox: asyncio.Queue[Json]) -> None:
    while not socket.closed:
        await socket.send_str(msgspec.json.encode(await outbox.get()).decode())
