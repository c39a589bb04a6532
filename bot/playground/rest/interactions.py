"""The bot's answers to interactions: the callback, @original and the followups."""

from aiohttp import web

from bot.playground import limits, payloads, sending
from bot.playground.events import Settled, Suggested
from bot.playground.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from bot.playground.limits import EPHEMERAL, LOADING
from bot.playground.message import DEFAULT, MENU, REPLY, SLASH, Answered, Message
from bot.playground.places import APPLICATION_ID, BOT
from bot.playground.refusal import UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, Json, bad_form, unknown
from bot.playground.rest.http import INTERACTIONS, WORLD, Body, answer, nothing, read
from bot.playground.world import World

SEND, DEFER, DEFER_UPDATE, UPDATE, SUGGEST, OPEN_MODAL = 4, 5, 6, 7, 8, 9

routes = web.RouteTableDef()
MESSAGE = "/webhooks/{application}/{token}/messages/{message}"


@routes.post("/interactions/{interaction}/{token}/callback")
async def callback(request: web.Request) -> web.Response:
    world, kept = request.app[WORLD], request.app[INTERACTIONS]
    body = await read(request)
    now = world.clock.monotonic()
    act = kept.to_answer(request.match_info["interaction"], request.match_info["token"], now)
    kind, data = body.payload.get("type"), body.payload.get("data") or {}
    if kind not in _kinds(act) or not isinstance(data, dict):
        raise bad_form("type", "BASE_TYPE_CHOICES", f"Value must be one of {_kinds(act)}.")
    said = _answered(world, act, kind, Body(data, body.uploads))
    act.answered, act.original = kind, said.id if said else None
    if kind != SUGGEST:
        world.publish(Settled(act, data if kind == OPEN_MODAL else None))
    return answer(_receipt(world, act, said)) if request.query.get("with_response") else nothing()


@routes.get(MESSAGE)
async def one(request: web.Request) -> web.Response:
    return answer(payloads.message(_target(request), request.app[WORLD]))


@routes.patch(MESSAGE)
async def edit(request: web.Request) -> web.Response:
    world, said = request.app[WORLD], _target(request)
    body = await read(request)
    return answer(payloads.message(sending.edit(world, said, body.payload, body.uploads), world))


@routes.delete(MESSAGE)
async def delete(request: web.Request) -> web.Response:
    request.app[WORLD].delete(_target(request))
    return nothing()


@routes.post("/webhooks/{application}/{token}")
async def followup(request: web.Request) -> web.Response:
    """Another message; the first after a defer fills the deferred one, which Discord calls deprecated."""
    world, act = request.app[WORLD], _act(request)
    body = await read(request)
    waiting = _loading(world, act)
    if waiting is not None:
        said = sending.edit(world, waiting, body.payload, body.uploads)
    else:
        request.app[INTERACTIONS].follow(act)
        said = _say(world, act, body, reply_to=act.original)
    return answer(payloads.message(said, world))


def _answered(world: World, act: Interaction, kind: int, body: Body) -> Message | None:
    """Do what the callback asks; the message that @original means from now on."""
    if kind == SEND:
        return _say(world, act, body)
    if kind == DEFER:
        return _defer(world, act, limits.flags_of(body.payload))
    if kind == OPEN_MODAL:
        if act.kind == MODAL:
            raise bad_form("type", "INTERACTION_RESPONSE_MODAL_NOT_ALLOWED", "A modal cannot answer a modal.")
        limits.modal(body.payload)
        return None
    if kind == SUGGEST:
        world.publish(Suggested(act, limits.choices(body.payload)))
        return None
    if act.message is None or act.kind not in (COMPONENT, MODAL):
        raise bad_form("type", "INTERACTION_RESPONSE_NO_MESSAGE", "There is no message to update.")
    pressed = world.message(act.channel, act.message)
    return pressed if kind == DEFER_UPDATE else sending.edit(world, pressed, body.payload, body.uploads)


def _kinds(act: Interaction) -> tuple[int, ...]:
    return (SUGGEST,) if act.kind == AUTOCOMPLETE else (SEND, DEFER, DEFER_UPDATE, UPDATE, OPEN_MODAL)


def _say(world: World, act: Interaction, body: Body, reply_to: str | None = None) -> Message:
    flags = limits.flags_of(body.payload)
    return sending.create(
        world,
        act.channel,
        body.payload,
        body.uploads,
        author=BOT.id,
        kind=_message_kind(act, reply_to),
        answers=_answers(act),
        reply_to=reply_to or act.message,
        audience=act.user if flags & EPHEMERAL else None,
    )


def _defer(world: World, act: Interaction, flags: int) -> Message:
    if flags & ~EPHEMERAL:
        raise bad_form("data.flags", "BAD_FLAGS", "A deferred answer may carry EPHEMERAL alone.")
    audience = act.user if flags else None
    return sending.defer(world, act.channel, flags | LOADING, _message_kind(act), _answers(act), act.message, audience)


def _message_kind(act: Interaction, reply_to: str | None = None) -> int:
    if reply_to:
        return REPLY
    if act.kind == COMMAND:
        return SLASH if act.data.get("type") == 1 else MENU
    return REPLY if act.message else DEFAULT


def _answers(act: Interaction) -> Answered:
    name = str(act.data.get("name", ""))
    return Answered(act.id, act.kind, act.user, name, act.message if act.kind == COMPONENT else None, act.installs)


def _receipt(world: World, act: Interaction, said: Message | None) -> Json:
    shown = {
        "response_message_id": said.id if said else None,
        "response_message_loading": bool(said and said.loading),
        "response_message_ephemeral": bool(said and said.ephemeral),
    }
    resource: Json = {"type": act.answered}
    if said is not None and act.answered in (SEND, UPDATE):
        resource["message"] = payloads.message(said, world)
    return {"interaction": {"id": act.id, "type": act.kind} | shown, "resource": resource}


def _act(request: web.Request) -> Interaction:
    if request.match_info["application"] != APPLICATION_ID:
        raise unknown(UNKNOWN_WEBHOOK, "Webhook")
    now = request.app[WORLD].clock.monotonic()
    return request.app[INTERACTIONS].answered(request.match_info["token"], now)


def _loading(world: World, act: Interaction) -> Message | None:
    said = world.find(act.channel, act.original)
    return said if said is not None and said.loading else None


def _target(request: web.Request) -> Message:
    """The message of the path: @original, or a followup of the same interaction."""
    world, act = request.app[WORLD], _act(request)
    named = request.match_info["message"]
    message_id = act.original if named == "@original" else named
    if message_id is None:
        raise unknown(UNKNOWN_MESSAGE, "Message")
    said = world.message(act.channel, message_id)
    if said.id != act.original and (said.answers is None or said.answers.id != act.id):
        raise unknown(UNKNOWN_MESSAGE, "Message")
    return said
