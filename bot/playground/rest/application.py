"""Who the bot is, where it is, and the commands it registers."""

import re
from collections.abc import Iterable

from aiohttp import web

from bot.playground import allowed, payloads
from bot.playground.events import Commands
from bot.playground.places import APPLICATION_ID, BOT, GUILD_ID
from bot.playground.refusal import UNKNOWN_GUILD, UNKNOWN_MEMBER, Json, Refusal, bad_form, unknown
from bot.playground.rest.http import GATEWAY_URL, WORLD, answer, read, read_list

MAX_COMMANDS = {1: 100, 2: 15, 3: 15}
MAX_OPTIONS = 25
NAME = re.compile(r"[-_'\w]{1,32}")

routes = web.RouteTableDef()


@routes.get("/users/@me")
async def me(request: web.Request) -> web.Response:
    return answer(payloads.user(BOT) | {"verified": True, "mfa_enabled": False, "flags": 0})


@routes.get("/oauth2/applications/@me")
@routes.get("/applications/@me")
async def application(request: web.Request) -> web.Response:
    return answer(payloads.application(request.app[WORLD]))


@routes.get("/gateway")
@routes.get("/gateway/bot")
async def gateway(request: web.Request) -> web.Response:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}
    shards = request.app[WORLD].shards
    return answer({"url": request.app[GATEWAY_URL][0], "shards": shards, "session_start_limit": limit})


@routes.get("/users/{user}")
async def user(request: web.Request) -> web.Response:
    return answer(payloads.user(request.app[WORLD].user(request.match_info["user"])))


@routes.post("/users/@me/channels")
async def open_dm(request: web.Request) -> web.Response:
    body = await read(request)
    world = request.app[WORLD]
    return answer(payloads.channel(world.dm(str(body.payload.get("recipient_id"))), world))


@routes.get("/channels/{channel}")
async def channel(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    return answer(payloads.channel(allowed.see(world, world.bot, request.match_info["channel"]), world))


@routes.get("/guilds/{guild}")
async def guild(request: web.Request) -> web.Response:
    _check_guild(request)
    return answer(payloads.guild(request.app[WORLD], all_members=False))


@routes.get("/guilds/{guild}/channels")
async def channels(request: web.Request) -> web.Response:
    _check_guild(request)
    world = request.app[WORLD]
    return answer([payloads.channel(c, world) for c in world.channels.values() if c.guild and not c.parent])


@routes.get("/guilds/{guild}/roles")
async def roles(request: web.Request) -> web.Response:
    _check_guild(request)
    return answer([payloads.role(of) for of in request.app[WORLD].roles.values()])


@routes.get("/guilds/{guild}/members")
async def members(request: web.Request) -> web.Response:
    _check_guild(request)
    return answer([payloads.full_member(who) for who in request.app[WORLD].users.values()])


@routes.get("/guilds/{guild}/members/{user}")
async def member(request: web.Request) -> web.Response:
    _check_guild(request)
    who = request.app[WORLD].users.get(request.match_info["user"])
    if who is None:
        raise unknown(UNKNOWN_MEMBER, "Member")
    return answer(payloads.full_member(who))


@routes.get("/applications/{application}/commands")
@routes.get("/applications/{application}/guilds/{guild}/commands")
async def commands(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].commands.get(_scope(request), []))


@routes.put("/applications/{application}/commands")
@routes.put("/applications/{application}/guilds/{guild}/commands")
async def put_commands(request: web.Request) -> web.Response:
    scope, world = _scope(request), request.app[WORLD]
    registered = await read_list(request)
    _check_commands(registered)
    old = {(c["name"], c["type"]): c["id"] for c in world.commands.get(scope, ())}
    world.commands[scope] = [
        _registered(command, old.get((command["name"], command.get("type", 1))) or world.new_id(), scope)
        for command in registered
    ]
    world.publish(Commands())
    return answer(world.commands[scope])


def _registered(command: Json, command_id: str, scope: str | None) -> Json:
    guild = {"guild_id": scope} if scope else {}
    filled: Json = {
        "description": "",
        "type": 1,
        "options": [],
        "default_member_permissions": None,
        "nsfw": False,
    }
    return filled | command | {"id": command_id, "application_id": APPLICATION_ID, "version": command_id} | guild


def _check_commands(commands: list[Json]) -> None:
    seen: set[tuple[str, int]] = set()
    for index, command in enumerate(commands):
        name, kind = str(command.get("name", "")), command.get("type", 1)
        if kind not in MAX_COMMANDS:
            raise bad_form(f"{index}.type", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
        if (name, kind) in seen:
            raise bad_form(f"{index}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Command names must be unique")
        seen.add((name, kind))
        if kind == 1:
            _check_described(f"{index}", command)
        elif not 1 <= len(name) <= 32:
            raise bad_form(f"{index}.name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
    for kind, most in MAX_COMMANDS.items():
        if sum(of == kind for _, of in seen) > most:
            raise Refusal(400, 30032, f"Maximum number of application commands reached ({most})")


def _check_described(path: str, item: Json) -> None:
    """A slash command, and its options and subcommands within."""
    for name in (str(item.get("name", "")), *(item.get("name_localizations") or {}).values()):
        if not NAME.fullmatch(name) or name != name.lower():
            raise bad_form(f"{path}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    texts: Iterable[object] = (
        item.get("description"),
        *(item.get("description_localizations") or {}).values(),
    )
    for text in texts:
        if not 1 <= len(str(text or "")) <= 100:
            raise bad_form(f"{path}.description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    options = item.get("options") or []
    if len(options) > MAX_OPTIONS or len(item.get("choices") or ()) > MAX_OPTIONS:
        raise bad_form(f"{path}.options", "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_OPTIONS} or fewer in length.")
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
        raise bad_form(f"{path}.options", code, "Required options must be placed before non-required options")
    for index, option in enumerate(options):
        _check_described(f"{path}.options.{index}", option)


def _scope(request: web.Request) -> str | None:
    if request.match_info["application"] != APPLICATION_ID:
        raise Refusal(404, 10002, "Unknown Application")
    if "guild" in request.match_info:
        _check_guild(request)
    return request.match_info.get("guild")


def _check_guild(request: web.Request) -> None:
    if request.match_info["guild"] != GUILD_ID or request.app[WORLD].guild_state == "removed":
        raise unknown(UNKNOWN_GUILD, "Guild")
