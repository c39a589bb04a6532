"""A slash command's options as the person typed them, checked as Discord's client does before it sends."""

from collections.abc import Mapping
from typing import Any

from bot.playground import choices
from bot.playground.files import Upload, keep
from bot.playground.message import Attachment
from bot.playground.payloads import attachment
from bot.playground.refusal import Json, Refusal, bad_form
from bot.playground.world import World

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11
ENTITIES = (USER, CHANNEL, ROLE, MENTIONABLE)


def option_data(world: World, command: Json, name: str, values: Mapping[str, object], channel: str = "") -> Json:
    """`options` and `resolved` of the interaction's data; a file is an Upload. Raises Refusal."""
    _root, *path = name.split(" ")
    return _level(world, command, path, values, channel)


def _level(world: World, command: Json, path: list[str], values: Mapping[str, object], channel: str) -> Json:
    known = {option["name"]: option for option in command.get("options") or ()}
    if path:
        if (inner := known.get(path[0])) is None or inner["type"] not in (SUBCOMMAND, GROUP):
            raise _wrong(path[0], "no such subcommand")
        below = _level(world, inner, path[1:], values, channel)
        return below | {"options": [{"name": path[0], "type": inner["type"], "options": below.get("options", [])}]}
    if any(option["type"] in (SUBCOMMAND, GROUP) for option in known.values()):
        raise _wrong(command["name"], f"needs a subcommand: {', '.join(known)}")
    _check_names(known, values)
    sent = _kept(world, values)
    given = [_option(world, known[key], sent.get(key, value)) for key, value in values.items()]
    named = [str(option["value"]) for option in given if option["type"] in ENTITIES]
    files = {file.id: attachment(file, channel, world.url) for file in sent.values()}
    told = choices.merged(choices.resolved(world, named), {"attachments": files} if files else {})
    return {"options": given} | ({"resolved": told} if told else {})


def partial_data(command: Json, name: str, values: Mapping[str, object], focused: str) -> Json:
    """`options` while the person still types: nothing is checked, the option they are at is `focused`."""
    _root, *path = name.split(" ")
    level = command
    for step in path:
        level = next(option for option in level["options"] if option["name"] == step)
    kinds = {option["name"]: option["type"] for option in level.get("options") or ()}
    given: list[Json] = [
        {"name": key, "type": kinds[key], "value": value} | ({"focused": True} if key == focused else {})
        for key, value in values.items()
    ]
    for step, kind in reversed(list(zip(path, _kinds(path), strict=True))):
        given = [{"name": step, "type": kind, "options": given}]
    return {"options": given}


def _kinds(path: list[str]) -> list[int]:
    return [SUBCOMMAND] if len(path) == 1 else [GROUP, SUBCOMMAND][: len(path)]


def _kept(world: World, values: Mapping[str, object]) -> dict[str, Attachment]:
    uploads = {key: value for key, value in values.items() if isinstance(value, Upload)}
    return dict(zip(uploads, keep(world, list(uploads.values())), strict=True))


def _check_names(known: Mapping[str, Json], values: Mapping[str, object]) -> None:
    for key in values:
        if key not in known:
            raise _wrong(key, f"no such option; there are: {', '.join(known) or 'none'}")
    for key, option in known.items():
        if option.get("required") and key not in values:
            raise _wrong(key, "This option is required. Specify a value")


def _option(world: World, option: Json, value: object) -> Json:
    offered = {choice["name"]: choice["value"] for choice in option.get("choices") or ()}
    converted = _value(world, option, offered.get(str(value), value))
    if offered and converted not in offered.values():
        raise _wrong(option["name"], f"choose one of {', '.join(offered)}")
    return {"name": option["name"], "type": option["type"], "value": converted}


def _value(world: World, option: Json, value: object) -> Any:
    text, kind, name = str(value), option["type"], option["name"]
    if kind == STRING:
        return _within(name, text, len(text), option.get("min_length"), option.get("max_length") or 6000)
    if kind in (INTEGER, NUMBER):
        number = _number(name, text, whole=kind == INTEGER)
        return _within(name, number, number, option.get("min_value"), option.get("max_value"))
    if kind == BOOLEAN:
        if text.lower() not in ("true", "false"):
            raise _wrong(name, "choose true or false")
        return text.lower() == "true"
    if kind == ATTACHMENT and isinstance(value, Attachment):
        return value.id
    if kind in ENTITIES and text in _entities(world, kind):
        return text
    raise _wrong(name, f"cannot be {text}")


def _entities(world: World, kind: int) -> set[str]:
    """The ids that an option of this kind takes."""
    if kind == CHANNEL:
        return {channel.id for channel in world.channels.values() if channel.guild}
    people = world.users.keys() if kind in (USER, MENTIONABLE) else set()
    return set(people) | (set(world.roles) if kind in (ROLE, MENTIONABLE) else set())


def _number(name: str, text: str, *, whole: bool) -> int | float:
    try:
        return int(text) if whole else float(text)
    except ValueError:
        raise _wrong(name, f"enter {'an integer' if whole else 'a number'}") from None


def _within(name: str, value: Any, size: float, least: float | None, most: float | None) -> Any:
    if (least is not None and size < least) or (most is not None and size > most):
        raise _wrong(name, f"must be between {least} and {most}")
    return value


def _wrong(name: str, why: str) -> Refusal:
    return bad_form(f"data.options.{name}", "APPLICATION_COMMAND_OPTION", f"{name}: {why}")
