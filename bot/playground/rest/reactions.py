"""Reactions, by the bot."""

from aiohttp import web

from bot.playground import allowed, payloads, reactions
from bot.playground.message import Message
from bot.playground.places import MANAGE_MESSAGES
from bot.playground.refusal import UNKNOWN_MESSAGE, unknown
from bot.playground.rest.http import WORLD, answer, nothing

routes = web.RouteTableDef()
ALL = "/channels/{channel}/messages/{message}/reactions"
ONE = ALL + "/{emoji}"


@routes.put(ONE + "/@me")
async def add(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    reactions.add(world, world.bot, _message(request), request.match_info["emoji"])
    return nothing()


@routes.delete(ONE + "/{user}")
async def remove(request: web.Request) -> web.Response:
    world, message, user = request.app[WORLD], _message(request), request.match_info["user"]
    if user not in ("@me", world.bot.id):
        allowed.need(world, world.bot, message.channel, MANAGE_MESSAGES)
    reactions.remove(world, message, request.match_info["emoji"], world.bot.id if user == "@me" else user)
    return nothing()


@routes.get(ONE)
async def who(request: web.Request) -> web.Response:
    users = _message(request).reactions.get(request.match_info["emoji"], ())
    return answer([payloads.user(request.app[WORLD].user(name)) for name in users])


@routes.delete(ALL)
@routes.delete(ONE)
async def clear(request: web.Request) -> web.Response:
    world, message = request.app[WORLD], _message(request)
    allowed.need(world, world.bot, message.channel, MANAGE_MESSAGES)
    only = request.match_info.get("emoji")
    for emoji, users in message.reactions.items():
        for user in users if only in (None, emoji) else ():
            reactions.remove(world, _message(request), emoji, user)
    return nothing()


def _message(request: web.Request) -> Message:
    world, channel = request.app[WORLD], request.match_info["channel"]
    allowed.see(world, world.bot, channel)
    message = world.message(channel, request.match_info["message"])
    if message.ephemeral:
        raise unknown(UNKNOWN_MESSAGE, "Message")
    return message
