"""What a person can do: say, edit, delete, press, use a command, fill in a modal.

The page and the tests' people both come here. In: who and what. Out: the message, or the interaction the
bot will hear of; Refusal where Discord's client or server would not let them.
"""

import asyncio
from collections.abc import Mapping, Sequence

from bot.playground import files, sending
from bot.playground.events import Acted, Failed
from bot.playground.files import Upload
from bot.playground.interaction import (
    ANSWER_SECONDS,
    COMMAND,
    COMPONENT,
    MODAL,
    Interaction,
    Interactions,
    new_token,
)
from bot.playground.message import Message
from bot.playground.options import option_data
from bot.playground.payloads import attachment
from bot.playground.payloads import message as message_payload
from bot.playground.places import User
from bot.playground.refusal import (
    MISSING_ACCESS,
    NOT_YOURS,
    UNKNOWN_MESSAGE,
    Json,
    Refusal,
    bad_form,
    unknown,
)
from bot.playground.world import World

BUTTON, SELECT, TEXT_INPUT, FILE_UPLOAD = 2, 3, 4, 19


class Acts:
    """Every act of a person, in one world."""

    def __init__(self, world: World, interactions: Interactions) -> None:
        self._world = world
        self._interactions = interactions

    def say(
        self, who: User, channel: str, text: str, reply_to: str | None = None, uploads: Sequence[Upload] = ()
    ) -> Message:
        """Post a message."""
        self._may_see(who, channel)
        payload: Json = {"content": text}
        if reply_to is not None:
            self.seen(who, channel, reply_to)
            payload["message_reference"] = {"message_id": reply_to}
        return sending.create(self._world, channel, payload, uploads, author=who.id)

    def edit(self, who: User, channel: str, message: str, text: str) -> Message:
        """Change the text of one's own message."""
        return sending.edit(self._world, self._own(who, channel, message), {"content": text})

    def delete(self, who: User, channel: str, message: str) -> None:
        """Take one's own message away, or put away an ephemeral answer."""
        found = self.seen(who, channel, message)
        if found.audience != who.id:
            self._own(who, channel, message)
        self._world.delete(found)

    def press(self, who: User, channel: str, message: str, custom_id: str, values: Sequence[str] = ()) -> Interaction:
        """Press a button, or choose from a select."""
        found = self.seen(who, channel, message)
        parts = (p for p in sending.parts_of(found.components) if p.get("custom_id") == custom_id)
        part = next(parts, None)
        if part is None or part.get("disabled"):
            raise bad_form("data.custom_id", "COMPONENT_NOT_FOUND", f"No component to use: {custom_id}")
        data: Json = {"custom_id": custom_id, "component_type": part["type"], "id": part.get("id")}
        if part["type"] == SELECT:
            data["values"] = _chosen(part, values)
        return self._act(COMPONENT, who, channel, data, message)

    def slash(self, who: User, channel: str, name: str, options: Mapping[str, object]) -> Interaction:
        """Use a slash command; `name` may go on with a subcommand's. Option values are as typed."""
        self._may_see(who, channel)
        root = name.split(" ", 1)[0]
        command = self._command(who, root, kind=1)
        data: Json = {"id": command["id"], "name": root, "type": 1}
        return self._act(COMMAND, who, channel, data | option_data(self._world, command, name, options))

    def menu(self, who: User, channel: str, name: str, message: str) -> Interaction:
        """Use a message command ("Apps" in a message's menu)."""
        command, target = self._command(who, name, kind=3), self.seen(who, channel, message)
        resolved = {"messages": {target.id: message_payload(target, self._world)}}
        data: Json = {
            "id": command["id"],
            "name": name,
            "type": 3,
            "target_id": target.id,
            "resolved": resolved,
        }
        return self._act(COMMAND, who, channel, data)

    def submit(
        self,
        opened: Interaction,
        modal: Json,
        values: Mapping[str, object],
        uploads: Mapping[str, Sequence[Upload]] | None = None,
    ) -> Interaction:
        """Fill in a modal that the bot opened on `opened` and send it; values and files by custom_id."""
        resolved: Json = {}
        kept = {key: self._resolve(opened.channel, given, resolved) for key, given in (uploads or {}).items()}
        parts = [_filled(part, values, kept) for part in modal["components"]]
        data: Json = {
            "custom_id": modal["custom_id"],
            "components": parts,
            "resolved": {"attachments": resolved},
        }
        return self._act(MODAL, self._world.user(opened.user), opened.channel, data, opened.message)

    def seen(self, who: User, channel: str, message: str) -> Message:
        """A message that this person can see. Raises Refusal 10008 or 50001."""
        self._may_see(who, channel)
        found = self._world.message(channel, message)
        if found.audience not in (None, who.id):
            raise unknown(UNKNOWN_MESSAGE, "Message")
        return found

    def _own(self, who: User, channel: str, message: str) -> Message:
        found = self.seen(who, channel, message)
        if found.author != who.id:
            raise Refusal(403, NOT_YOURS, "Cannot edit a message authored by another user")
        return found

    def _may_see(self, who: User, channel: str) -> None:
        if self._world.channel(channel).owner not in (None, who.id):
            raise Refusal(403, MISSING_ACCESS, "Missing Access")

    def _command(self, who: User, name: str, kind: int) -> Json:
        for command in self._world.visible_commands(who):
            if command["name"] == name and command.get("type", 1) == kind:
                return command
        raise bad_form("data.name", "APPLICATION_COMMAND_NOT_FOUND", f"No command {name} for this person")

    def _resolve(self, channel: str, uploads: Sequence[Upload], resolved: Json) -> list[str]:
        kept = files.keep(self._world, uploads)
        resolved.update({file.id: attachment(file, channel, self._world.url) for file in kept})
        return [file.id for file in kept]

    def _act(self, kind: int, who: User, channel: str, data: Json, message: str | None = None) -> Interaction:
        loop = asyncio.get_running_loop()
        act = Interaction(self._world.new_id(), new_token(), kind, who.id, channel, data, loop.time(), message)
        self._interactions.add(act)
        loop.call_later(ANSWER_SECONDS, self._give_up, act)
        self._world.publish(Acted(act))
        return act

    def _give_up(self, act: Interaction) -> None:
        if act.answered is None and not act.expired:
            act.expired = True
            self._world.publish(Failed(act))


def _least(part: Json) -> int:
    return 1 if (least := part.get("min_values")) is None else int(least)


def _most(part: Json) -> int:
    return int(part.get("max_values") or 1)


def _chosen(part: Json, values: Sequence[str]) -> list[str]:
    known = {option["value"] for option in part["options"]}
    if not set(values) <= known or not _least(part) <= len(values) <= _most(part):
        raise bad_form("data.values", "BASE_TYPE_CHOICES", f"Not to be chosen: {list(values)}")
    return list(values)


def _filled(part: Json, values: Mapping[str, object], kept: Mapping[str, list[str]]) -> Json:
    """A modal's component as the client sends it back."""
    if "component" in part:
        return {
            "type": part["type"],
            "id": part.get("id", 0),
            "component": _filled(part["component"], values, kept),
        }
    if "components" in part:
        return {"type": part["type"], "components": [_filled(p, values, kept) for p in part["components"]]}
    if "custom_id" not in part:
        return {"type": part["type"], "id": part.get("id", 0)}
    name = part["custom_id"]
    body: Json = {"type": part["type"], "id": part.get("id", 0), "custom_id": name}
    if part["type"] == TEXT_INPUT:
        return body | {"value": _typed_text(part, str(values.get(name, part.get("value") or "")))}
    if part["type"] == FILE_UPLOAD:
        return body | {"values": kept.get(name, [])}
    chosen = values.get(name, [])
    return body | {"values": _chosen(part, chosen if isinstance(chosen, list) else [str(chosen)])}


def _typed_text(part: Json, text: str) -> str:
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    required = part.get("required", True)
    if (required and not text) or (text and not least <= len(text) <= most):
        raise bad_form("data.components", "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    return text
