"""The gateway: JSON text frames over one websocket, as Discord's v10 without compression.

In: the bot's HELLO-HEARTBEAT-IDENTIFY-RESUME talk. Out: READY, GUILD_CREATE and the world's events by
session.
"""

import asyncio
import contextlib
import secrets
from typing import Any

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web

from bot.playground import payloads
from bot.playground.events import Event, Presence
from bot.playground.places import APPLICATION_ID, BOT, GUILD_ID
from bot.playground.refusal import Json
from bot.playground.session import ALL_INTENTS, MESSAGE_CONTENT, Session
from bot.playground.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
UNKNOWN_OP, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN, ALREADY_AUTHENTICATED = 4001, 4002, 4003, 4004, 4005
BAD_SHARD, BAD_INTENTS, DISALLOWED_INTENTS = 4010, 4013, 4014

HEARTBEAT_MS = 41_250
MAX_FRAME = 4_096  # bytes; Discord's own limit for what a client sends
MAX_SESSIONS = 16


class _Close(Exception):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


class Gateway:
    """Every session with the bot, and the links that are open now."""

    def __init__(self, world: World, token: str) -> None:
        self.url = ""  # where a client resumes; known once the server listens
        self._world = world
        self._token = token
        self._sessions: dict[str, Session] = {}
        self._links: dict[web.WebSocketResponse, web.Request] = {}
        world.listen(self._hear)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """One link, until either side ends it."""
        socket = web.WebSocketResponse(max_msg_size=MAX_FRAME)
        await socket.prepare(request)
        outbox: asyncio.Queue[str] = asyncio.Queue()
        self._links[socket] = request
        talk = _Talk(self, outbox)
        writer = asyncio.create_task(_write(socket, outbox))
        try:
            outbox.put_nowait(_frame(HELLO, {"heartbeat_interval": HEARTBEAT_MS}))
            await self._read(socket, talk)
            talk.ended = socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
        finally:
            del self._links[socket]
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer
            self._left(talk)
        return socket

    async def _read(self, socket: web.WebSocketResponse, talk: "_Talk") -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                talk.hear(message.data)
            except _Close as end:
                await socket.close(code=end.code, message=end.text.encode())
                return

    def identify(self, data: Json, outbox: asyncio.Queue[str]) -> Session:
        """Begin a session: READY, then the server."""
        self._check_token(data)
        intents = data.get("intents")
        if not isinstance(intents, int) or not 0 <= intents <= ALL_INTENTS:
            raise _Close(BAD_INTENTS, "Invalid intent(s).")
        if intents & MESSAGE_CONTENT and not self._world.content_allowed:
            raise _Close(DISALLOWED_INTENTS, "Disallowed intent(s).")
        session = Session(secrets.token_hex(16), intents, self._world, _shard(data))
        self._sessions[session.id] = session
        while len(self._sessions) > MAX_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        session.link = outbox
        session.dispatch("READY", self._ready(session, data.get("shard")))
        session.show_guild()
        self._set_online()
        return session

    def resume(self, data: Json, outbox: asyncio.Queue[str]) -> Session | None:
        """Go on with a session; None, after INVALID_SESSION, where it is not known."""
        self._check_token(data)
        session, seq = self._sessions.get(str(data.get("session_id"))), data.get("seq")
        if session is None or not isinstance(seq, int) or not session.resume(outbox, seq):
            outbox.put_nowait(_frame(INVALID_SESSION, False))
            return None
        self._set_online()
        return session

    def members(self, session: Session, data: Json) -> None:
        """Answer a request for the server's members."""
        members = [payloads.full_member(who) for who in self._world.users.values()]
        chunk: Json = {
            "guild_id": GUILD_ID,
            "members": members,
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [],
        }
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce")})

    async def drop(self) -> None:
        """Cut every link without a word, as a network does; sessions can be resumed."""
        for request in tuple(self._links.values()):
            if request.transport is not None:
                request.transport.abort()

    async def ask_reconnect(self) -> None:
        """Send op 7, as Discord does when it moves a session."""
        for socket in tuple(self._links):
            await socket.send_str(_frame(RECONNECT, None))

    async def close(self) -> None:
        """Say goodbye on every link."""
        for socket in tuple(self._links):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def _hear(self, event: Event) -> None:
        for session in self._sessions.values():
            session.hear(event)

    def _left(self, talk: "_Talk") -> None:
        if talk.session is not None and talk.session.link is talk.outbox:
            talk.session.link = None
        if talk.ended and talk.session is not None:
            self._sessions.pop(talk.session.id, None)
        self._set_online()

    def _set_online(self) -> None:
        online = any(session.link is not None for session in self._sessions.values())
        if online != self._world.online:
            self._world.online = online
            self._world.publish(Presence(online))

    def _check_token(self, data: Json) -> None:
        if not secrets.compare_digest(str(data.get("token")).encode(), self._token.encode()):
            raise _Close(BAD_TOKEN, "Authentication failed.")

    def _ready(self, session: Session, shard: Any) -> Json:
        ready: Json = {
            "v": 10,
            "user": payloads.user(BOT) | {"verified": True, "mfa_enabled": False, "email": None, "flags": 0},
            "guilds": [{"id": GUILD_ID, "unavailable": True}] if session.has_guild else [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "application": {"id": APPLICATION_ID, "flags": payloads.application_flags(self._world)},
            "private_channels": [],
        }
        return ready | ({"shard": shard} if shard else {})


class _Talk:
    """What one link's client said so far."""

    def __init__(self, gateway: Gateway, outbox: asyncio.Queue[str]) -> None:
        self.outbox = outbox
        self.session: Session | None = None
        self.ended = False
        self._gateway = gateway

    def hear(self, text: str) -> None:
        try:
            frame = msgspec.json.decode(text, type=Json)
        except msgspec.DecodeError:
            raise _Close(DECODE_ERROR, "Error while decoding payload.") from None
        op, data = frame.get("op"), frame.get("d")
        if op == HEARTBEAT:
            self.outbox.put_nowait(_frame(HEARTBEAT_ACK, None))
        elif op in (IDENTIFY, RESUME) and isinstance(data, dict):
            self._begin(op, data)
        elif self.session is None:
            raise _Close(NOT_AUTHENTICATED, "Not authenticated.")
        elif op == REQUEST_MEMBERS and isinstance(data, dict):
            self._gateway.members(self.session, data)
        elif op not in (PRESENCE, VOICE):
            raise _Close(UNKNOWN_OP, "Unknown opcode.")

    def _begin(self, op: int, data: Json) -> None:
        if self.session is not None:
            raise _Close(ALREADY_AUTHENTICATED, "Already authenticated.")
        begin = self._gateway.identify if op == IDENTIFY else self._gateway.resume
        self.session = begin(data, self.outbox)


def _shard(data: Json) -> tuple[int, int]:
    """Which part of the servers this session is for. Raises _Close 4010."""
    match data.get("shard") or [0, 1]:
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
        case _:
            raise _Close(BAD_SHARD, "Invalid shard.")


async def _write(socket: web.WebSocketResponse, outbox: asyncio.Queue[str]) -> None:
    while not socket.closed:
        await socket.send_str(await outbox.get())


def _frame(op: int, data: Any) -> str:
    return msgspec.json.encode({"op": op, "d": data, "s": None, "t": None}).decode()
