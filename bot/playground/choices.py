"""What a person chose, from a select or for an option: checked as Discord's client does, and told in full.

In: a component and the values, or ids of people, roles, channels. Out: the values, and `resolved` as Discord sends it.
"""

from collections.abc import Sequence
from typing import Any

from bot.playground import payloads
from bot.playground.refusal import Json, bad_form
from bot.playground.world import World

STRING, USER, ROLE, MENTIONABLE, CHANNEL = 3, 5, 6, 7, 8
SELECTS = (STRING, USER, ROLE, MENTIONABLE, CHANNEL)
GROUPS = RADIO, CHECKBOXES = 21, 22
CHECKBOX = 23


def chosen(world: World, part: Json, values: Sequence[str], *, in_modal: bool = False) -> list[str]:
    """The values as the select or the group takes them. Raises Refusal where it does not.

    In a modal `required` says whether it may stay empty; in a message that field says nothing.
    """
    known, least, most = _known(world, part), _least(part), _most(part)
    optional = in_modal and part.get("required") is False and not values
    if not set(values) <= known or not (optional or least <= len(values) <= most):
        raise bad_form("data.values", "BASE_TYPE_CHOICES", f"Not to be chosen: {list(values)}")
    return list(values)


def resolved(world: World, ids: Sequence[str]) -> Json:
    """The people, roles and channels among these ids, as `resolved` tells them; empty where there is none."""
    people = [world.users[name] for name in ids if name in world.users]
    found: dict[str, Any] = {
        "users": {who.id: payloads.user(who) for who in people},
        "members": {who.id: payloads.permitted_member(who, world) for who in people},
        "roles": {name: payloads.role(world.roles[name]) for name in ids if name in world.roles},
        "channels": {
            name: payloads.channel(world.channels[name], world) | {"permissions": "0"}
            for name in ids
            if name in world.channels
        },
    }
    return {kind: told for kind, told in found.items() if told}


def merged(*parts: Json) -> Json:
    """Several `resolved` as one."""
    whole: Json = {}
    for part in parts:
        for kind, told in part.items():
            whole[kind] = whole.get(kind, {}) | told
    return whole


def _known(world: World, part: Json) -> set[str]:
    kind = part["type"]
    if "options" in part:
        return {option["value"] for option in part["options"]}
    known: set[str] = set()
    if kind in (USER, MENTIONABLE):
        known |= world.users.keys()
    if kind in (ROLE, MENTIONABLE):
        known |= world.roles.keys()
    if kind == CHANNEL:
        kinds = part.get("channel_types")
        known |= {c.id for c in world.channels.values() if c.guild and (not kinds or c.kind in kinds)}
    return known


def _least(part: Json) -> int:
    return 1 if (least := part.get("min_values")) is None else int(least)


def _most(part: Json) -> int:
    if part["type"] == CHECKBOXES:
        return int(part.get("max_values") or len(part["options"]))
    return int(part.get("max_values") or 1)
