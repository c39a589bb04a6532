"""The manners of Discord's HTTP: exact content type, its error bodies, the token, JSON or multipart bodies.

In: aiohttp requests. Out: `Body` for the routes, and their results as responses.
"""

import re
import secrets
from collections import deque
from contextvars import ContextVar
from typing import Any

import msgspec
from aiohttp import BodyPartReader, web
from aiohttp.typedefs import Handler

from bot.playground.acts import Acts
from bot.playground.files import Upload
from bot.playground.interaction import Interactions
from bot.playground.limits import MAX_FILES, MAX_REQUEST
from bot.playground.refusal import BAD_JSON, TOO_LARGE, Json, Refusal
from bot.playground.troubles import Troubles
from bot.playground.world import World
from bot.values import Frozen

MAX_JSON = 1024 * 1024  # a message's JSON without its files
MAX_SENT = 1_000

_FILE_FIELD = re.compile(r"files?\[(\d{1,2})\]")
_OPEN_ROUTES = ("/api/v10/interactions/", "/api/v10/webhooks/")  # these carry their token in the path


class Sent(Frozen, frozen=True):
    """A request that the bot made, for tests that hold it against Discord's published schema."""

    method: str
    path: str
    payload: object
    status: int


WORLD: web.AppKey[World] = web.AppKey("world", World)
INTERACTIONS: web.AppKey[Interactions] = web.AppKey("interactions", Interactions)
ACTS: web.AppKey[Acts] = web.AppKey("acts", Acts)
TOKEN: web.AppKey[str] = web.AppKey("token", str)
SENT: web.AppKey[deque[Sent]] = web.AppKey("sent", deque)
_PAYLOAD: Any = web.RequestKey("payload", object) if hasattr(web, "RequestKey") else "payload"  # a name warns
TROUBLES: web.AppKey[Troubles] = web.AppKey("troubles", Troubles)
GATEWAY_URL: web.AppKey[list[str]] = web.AppKey("gateway_url", list)


_ASKED: ContextVar[object] = ContextVar("asked", default=None)  # what this request's body was


class Body(Frozen, frozen=True):
    """A request's JSON and the files beside it, in the order of their numbers."""

    payload: Json
    uploads: tuple[Upload, ...] = ()


def answer(data: object, status: int = 200) -> web.Response:
    """JSON with the one content type that Discord's clients compare for equality."""
    return web.Response(body=msgspec.json.encode(data), status=status, headers={"Content-Type": "application/json"})


def nothing() -> web.Response:
    """204."""
    return web.Response(status=204)


@web.middleware
async def manners(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Check the token, turn refusals into Discord's answers, remember what was asked."""
    status = 500
    _ASKED.set(None)
    try:
        _check_token(request)
        response = await _carried_out(request, handler)
        status = response.status
    except Refusal as refusal:
        status, response = refusal.status, answer(refusal.body(), refusal.status)
    except web.HTTPException as error:
        status = error.status
        response = answer({"message": f"{status}: {error.reason}", "code": 0}, status)
    finally:
        _remember(request, status)
    return response


async def _carried_out(request: web.Request, handler: Handler) -> web.StreamResponse:
    troubles = request.app[TROUBLES]
    if (wrong := troubles.before(request)) is not None:
        return wrong
    response = await handler(request)
    lost = troubles.after(request)
    return response if lost is None else lost  # a response without data is false


async def read(request: web.Request) -> Body:
    """The body, JSON or multipart. Raises Refusal."""
    if request.content_type.startswith("multipart/"):
        body = await _read_parts(request)
    else:
        body = Body(_decoded(await request.read()))
    request[_PAYLOAD] = body.payload
    return body


async def read_list(request: web.Request) -> list[Json]:
    """A body that is a list of objects. Raises Refusal."""
    try:
        payload = msgspec.json.decode(await request.read(), type=list[Json])
    except msgspec.DecodeError:
        raise Refusal(400, BAD_JSON, "The request body contains invalid JSON.") from None
    request[_PAYLOAD] = payload
    return payload


async def _read_parts(request: web.Request) -> Body:
    payload: Json = {}
    uploads: dict[int, Upload] = {}
    left = MAX_REQUEST
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or len(uploads) > MAX_FILES:
            raise Refusal(400, BAD_JSON, "The request body contains invalid parts.")
        data = await _part_bytes(part, left)
        left -= len(data)
        if part.name == "payload_json":
            payload = _decoded(data)
        elif found := _FILE_FIELD.fullmatch(part.name or ""):
            uploads[int(found[1])] = Upload(part.filename or "file", data)
    return Body(payload, tuple(uploads[number] for number in sorted(uploads)))


async def _part_bytes(part: BodyPartReader, limit: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        data += chunk
        if len(data) > limit:
            raise Refusal(413, TOO_LARGE, "Request entity too large")
    return bytes(data)


def _decoded(data: bytes) -> Json:
    if len(data) > MAX_JSON:
        raise Refusal(413, TOO_LARGE, "Request entity too large")
    try:
        return msgspec.json.decode(data, type=Json) if data else {}
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refusal(400, BAD_JSON, "The request body contains invalid JSON.") from None


def _check_token(request: web.Request) -> None:
    if request.path.startswith(_OPEN_ROUTES):
        return
    given = request.headers.get("Authorization", "")
    if not secrets.compare_digest(given.encode(), f"Bot {request.app[TOKEN]}".encode()):
        raise Refusal(401, 0, "401: Unauthorized")


def _remember(request: web.Request, status: int) -> None:
    path = request.path.removeprefix("/api/v10")
    request.app[SENT].append(Sent(request.method, path, request.get(_PAYLOAD), status))
