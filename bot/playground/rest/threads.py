"""Threads: started, changed, joined and listed by the bot."""

from aiohttp import web

from bot.playground import allowed, payloads, threads
from bot.playground.places import MANAGE_THREADS, PRIVATE_THREAD, Channel
from bot.playground.refusal import UNKNOWN_CHANNEL, UNKNOWN_MEMBER, Json, unknown
from bot.playground.rest.http import WORLD, answer, nothing, read
from bot.playground.world import World

routes = web.RouteTableDef()
MEMBERS = "/channels/{channel}/thread-members"


@routes.post("/channels/{channel}/threads")
async def start(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read(request)
    parent = request.match_info["channel"]
    thread = threads.start(world, world.bot, parent, threads.read(body.payload))
    return answer(payloads.channel(thread, world), 201)


@routes.post("/channels/{channel}/messages/{message}/threads")
async def start_from_message(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read(request)
    parent = request.match_info["channel"]
    allowed.see(world, world.bot, parent)
    message = world.message(parent, request.match_info["message"])
    thread = threads.start(world, world.bot, parent, threads.read(body.payload), message)
    return answer(payloads.channel(thread, world), 201)


@routes.patch("/channels/{channel}")
async def change(request: web.Request) -> web.Response:
    world, thread = request.app[WORLD], _thread(request)
    body = await read(request)
    return answer(payloads.channel(threads.change(world, world.bot, thread, threads.read(body.payload)), world))


@routes.delete("/channels/{channel}")
async def delete(request: web.Request) -> web.Response:
    world, thread = request.app[WORLD], _thread(request)
    allowed.need(world, world.bot, thread.id, MANAGE_THREADS)
    world.remove_channel(thread)
    return answer(payloads.channel(thread, world))


@routes.get(MEMBERS)
async def members(request: web.Request) -> web.Response:
    world, thread = request.app[WORLD], _thread(request)
    return answer([payloads.thread_member(thread, name) for name in thread.members if name in world.users])


@routes.get(MEMBERS + "/{user}")
async def one(request: web.Request) -> web.Response:
    thread, user = _thread(request), _user(request)
    if user not in thread.members:
        raise unknown(UNKNOWN_MEMBER, "Member")
    return answer(payloads.thread_member(thread, user))


@routes.put(MEMBERS + "/{user}")
async def add(request: web.Request) -> web.Response:
    world, thread = request.app[WORLD], _thread(request)
    threads.add(world, world.bot, thread, world.user(_user(request)))
    return nothing()


@routes.delete(MEMBERS + "/{user}")
async def remove(request: web.Request) -> web.Response:
    world, thread, user = request.app[WORLD], _thread(request), _user(request)
    if user != world.bot.id and thread.creator != world.bot.id:
        allowed.need(world, world.bot, thread.id, MANAGE_THREADS)
    threads.remove(world, thread, world.user(user))
    return nothing()


@routes.get("/guilds/{guild}/threads/active")
async def active(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    return answer(_listed(world, [t for t in payloads.seen_threads(world) if not t.archived]))


@routes.get("/channels/{channel}/threads/archived/{kind}")
async def archived(request: web.Request) -> web.Response:
    world, parent = request.app[WORLD], request.match_info["channel"]
    allowed.see(world, world.bot, parent)
    private = request.match_info["kind"] == "private"
    found = [
        thread
        for thread in payloads.seen_threads(world)
        if thread.archived and thread.parent == parent and (thread.kind == PRIVATE_THREAD) == private
    ]
    return answer(_listed(world, found) | {"has_more": False})


def _listed(world: World, found: list[Channel]) -> Json:
    mine = [payloads.thread_member(thread, world.bot.id) for thread in found if world.bot.id in thread.members]
    return {"threads": [payloads.channel(thread, world) for thread in found], "members": mine}


def _thread(request: web.Request) -> Channel:
    """The thread of the path. Raises Refusal: a channel that is none is not for the bot to change here."""
    world = request.app[WORLD]
    here = allowed.see(world, world.bot, request.match_info["channel"])
    if here.parent is None:
        allowed.need(world, world.bot, here.id, 1 << 4)  # manage channels
        raise unknown(UNKNOWN_CHANNEL, "Channel")
    return here


def _user(request: web.Request) -> str:
    named = request.match_info["user"]
    return request.app[WORLD].bot.id if named == "@me" else named
