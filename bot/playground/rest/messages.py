"""Messages in channels: create, read, edit, delete, typing."""

from aiohttp import web

from bot.playground import allowed, limits, payloads, sending, threads
from bot.playground.events import Typing
from bot.playground.limits import EPHEMERAL
from bot.playground.message import Message
from bot.playground.places import BOT, HISTORY
from bot.playground.refusal import (
    MISSING_PERMISSIONS,
    NOT_YOURS,
    OLD_EDITS,
    UNKNOWN_MESSAGE,
    Refusal,
    bad_form,
    unknown,
)
from bot.playground.rest.http import WORLD, answer, nothing, read

MAX_HISTORY = 100
EDITABLE_SECONDS = 3600.0  # Discord allows some edits after it; how many it does not say
TOO_OLD = "Maximum number of edits to messages older than 1 hour reached. Try again later"
CANNOT_DELETE_IN_DM = 50003

routes = web.RouteTableDef()


@routes.post("/channels/{channel}/messages")
async def create(request: web.Request) -> web.Response:
    world, channel = request.app[WORLD], request.match_info["channel"]
    allowed.see(world, world.bot, channel)
    body = await read(request)
    allowed.speak(world, world.bot, channel, body.payload, body.uploads)
    flags = limits.flags_of(body.payload) & ~EPHEMERAL  # only an answer to an interaction can be ephemeral
    said = sending.create(world, channel, body.payload | {"flags": flags}, body.uploads, author=BOT.id)
    threads.spoken(world, said)
    return answer(payloads.message(said, world))


@routes.get("/channels/{channel}/messages")
async def history(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    channel = request.match_info["channel"]
    allowed.see(world, world.bot, channel)
    kept = world.messages(channel) if world.permissions(world.bot, channel) & HISTORY else ()
    said = [m for m in kept if not m.ephemeral]
    before, after = request.query.get("before"), request.query.get("after")
    if before:
        said = [m for m in said if int(m.id) < _number("before", before)]
    if after:
        said = [m for m in said if int(m.id) > _number("after", after)]
    limit = _number("limit", request.query.get("limit", "50"))
    if not 1 <= limit <= MAX_HISTORY:
        raise bad_form("limit", "NUMBER_TYPE_MAX", f"int value should be between 1 and {MAX_HISTORY}.")
    newest = said[:limit] if after else said[-limit:]
    return answer([payloads.message(m, world) for m in reversed(newest)])


@routes.get("/channels/{channel}/messages/{message}")
async def one(request: web.Request) -> web.Response:
    return answer(payloads.message(_public(request), request.app[WORLD]))


@routes.patch("/channels/{channel}/messages/{message}")
async def edit(request: web.Request) -> web.Response:
    world, said = request.app[WORLD], _public(request)
    body = await read(request)
    if said.author != BOT.id:
        raise Refusal(403, NOT_YOURS, "Cannot edit a message authored by another user")
    threads.still_open(world.channel(said.channel))
    if world.clock.age(said.id) > EDITABLE_SECONDS:
        raise Refusal(429, OLD_EDITS, TOO_OLD)
    return answer(payloads.message(sending.edit(world, said, body.payload, body.uploads), world))


@routes.delete("/channels/{channel}/messages/{message}")
async def delete(request: web.Request) -> web.Response:
    world, said = request.app[WORLD], _public(request)
    threads.still_open(world.channel(said.channel))
    if said.author != BOT.id and not allowed.moderate(world, world.bot, said.channel):
        raise _may_not_delete(world.channel(said.channel).guild)
    world.delete(said)
    return nothing()


@routes.post("/channels/{channel}/typing")
async def typing(request: web.Request) -> web.Response:
    world, channel = request.app[WORLD], request.match_info["channel"]
    allowed.see(world, world.bot, channel)
    world.publish(Typing(channel, BOT.id))
    return nothing()


def _public(request: web.Request) -> Message:
    """The message of the path; an ephemeral one does not exist for these routes."""
    world = request.app[WORLD]
    allowed.see(world, world.bot, request.match_info["channel"])
    said = world.message(request.match_info["channel"], request.match_info["message"])
    if said.ephemeral:
        raise unknown(UNKNOWN_MESSAGE, "Message")
    return said


def _may_not_delete(guild: str | None) -> Refusal:
    if guild is None:
        return Refusal(403, CANNOT_DELETE_IN_DM, "Cannot execute action on a DM channel")
    return Refusal(403, MISSING_PERMISSIONS, "Missing Permissions")


def _number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise bad_form(name, "NUMBER_TYPE_COERCE", f'Value "{text[:40]}" is not snowflake.') from None
