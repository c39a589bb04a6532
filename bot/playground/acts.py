"""What a person can do: say, edit, delete, press, use a command, fill in a modal.

The page and the tests' people both come here. In: who and what. Out: the message, or the interaction the
bot will hear of; Refusal where Discord's client or server would not let them.
"""

import asyncio
from collections.abc import Mapping, Sequence

from bot.playground import allowed, choices, reactions, sending, threads
from bot.playground.events import Acted, Failed
from bot.playground.files import Upload
from bot.playground.filled import Filling
from bot.playground.interaction import (
    ANSWER_SECONDS,
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    Interaction,
    Interactions,
    new_token,
)
from bot.playground.message import Message
from bot.playground.options import option_data, partial_data
from bot.playground.payloads import message as message_payload
from bot.playground.places import Channel, User
from bot.playground.refusal import (
    NOT_YOURS,
    UNKNOWN_MESSAGE,
    Json,
    Refusal,
    bad_form,
    unknown,
)
from bot.playground.world import World


class Acts:
    """Every act of a person, in one world."""

    def __init__(self, world: World, interactions: Interactions) -> None:
        self._world = world
        self._interactions = interactions

    def say(
        self, who: User, channel: str, text: str, reply_to: str | None = None, uploads: Sequence[Upload] = ()
    ) -> Message:
        """Post a message."""
        payload: Json = {"content": text}
        if reply_to is not None:
            self.seen(who, channel, reply_to)
            payload["message_reference"] = {"message_id": reply_to}
        allowed.speak(self._world, who, channel, payload, uploads)
        said = sending.create(self._world, channel, payload, uploads, author=who.id)
        threads.spoken(self._world, said)
        return said

    def edit(self, who: User, channel: str, message: str, text: str) -> Message:
        """Change the text of one's own message."""
        return sending.edit(self._world, self._own(who, channel, message), {"content": text})

    def delete(self, who: User, channel: str, message: str) -> None:
        """Take a message away: one's own, an ephemeral answer, or as a moderator anybody's."""
        found = self.seen(who, channel, message)
        if found.audience != who.id and not allowed.moderate(self._world, who, channel):
            self._own(who, channel, message)
        self._world.delete(found)

    def react(self, who: User, channel: str, message: str, emoji: str) -> None:
        """React to a message, or take one's reaction back where it is there."""
        found = self.seen(who, channel, message)
        if who.id in found.reactions.get(emoji, ()):
            reactions.remove(self._world, found, emoji, who.id)
        else:
            reactions.add(self._world, who, found, emoji)

    def press(self, who: User, channel: str, message: str, custom_id: str, values: Sequence[str] = ()) -> Interaction:
        """Press a button, or choose from a select."""
        found = self.seen(who, channel, message)
        parts = (p for p in sending.parts_of(found.components) if p.get("custom_id") == custom_id)
        part = next(parts, None)
        if part is None or part.get("disabled"):
            raise bad_form("data.custom_id", "COMPONENT_NOT_FOUND", f"No component to use: {custom_id}")
        data: Json = {"custom_id": custom_id, "component_type": part["type"], "id": part.get("id")}
        if part["type"] in choices.SELECTS:
            data["values"] = choices.chosen(self._world, part, values)
            if told := choices.resolved(self._world, values):
                data["resolved"] = told
        return self._act(COMPONENT, who, channel, data, message)

    def slash(self, who: User, channel: str, name: str, options: Mapping[str, object]) -> Interaction:
        """Use a slash command; `name` may go on with a subcommand's. Option values are as typed."""
        allowed.see(self._world, who, channel)
        root = name.split(" ", 1)[0]
        command = self._command(who, root, channel, kind=1)
        data: Json = {"id": command["id"], "name": root, "type": 1}
        return self._act(COMMAND, who, channel, data | option_data(self._world, command, name, options, channel))

    def complete(self, who: User, channel: str, name: str, options: Mapping[str, object], focused: str) -> Interaction:
        """Ask for suggestions for the option `focused` of a slash command that is still being typed."""
        allowed.see(self._world, who, channel)
        root = name.split(" ", 1)[0]
        command = self._command(who, root, channel, kind=1)
        data: Json = {"id": command["id"], "name": root, "type": 1}
        return self._act(AUTOCOMPLETE, who, channel, data | partial_data(command, name, options, focused))

    def menu(self, who: User, channel: str, name: str, message: str) -> Interaction:
        """Use a message command ("Apps" in a message's menu)."""
        command, target = self._command(who, name, channel, kind=3), self.seen(who, channel, message)
        resolved = {"messages": {target.id: message_payload(target, self._world)}}
        data: Json = {
            "id": command["id"],
            "name": name,
            "type": 3,
            "target_id": target.id,
            "resolved": resolved,
        }
        return self._act(COMMAND, who, channel, data)

    def user_menu(self, who: User, channel: str, name: str, user: str) -> Interaction:
        """Use a user command ("Apps" in a person's menu)."""
        here, target = allowed.see(self._world, who, channel), self._world.user(user)
        command = self._command(who, name, channel, kind=2)
        known = choices.resolved(self._world, [target.id])
        resolved = known if here.guild else {"users": known["users"]}
        data: Json = {"id": command["id"], "name": name, "type": 2, "target_id": target.id, "resolved": resolved}
        return self._act(COMMAND, who, channel, data)

    def submit(
        self,
        opened: Interaction,
        modal: Json,
        values: Mapping[str, object],
        uploads: Mapping[str, Sequence[Upload]] | None = None,
    ) -> Interaction:
        """Fill in a modal that the bot opened on `opened` and send it; values and files by custom_id."""
        filling = Filling(self._world, opened.channel, values)
        parts = [filling.part(part, uploads or {}) for part in modal["components"]]
        data: Json = {"custom_id": modal["custom_id"], "components": parts, "resolved": filling.resolved}
        return self._act(MODAL, self._world.user(opened.user), opened.channel, data, opened.message)

    def seen(self, who: User, channel: str, message: str) -> Message:
        """A message that this person can see. Raises Refusal 10008 or 50001."""
        allowed.see(self._world, who, channel)
        found = self._world.message(channel, message)
        if found.audience not in (None, who.id):
            raise unknown(UNKNOWN_MESSAGE, "Message")
        return found

    def _own(self, who: User, channel: str, message: str) -> Message:
        found = self.seen(who, channel, message)
        threads.still_open(self._world.channel(channel))
        if found.author != who.id:
            raise Refusal(403, NOT_YOURS, "Cannot edit a message authored by another user")
        return found

    def _command(self, who: User, name: str, channel: str, kind: int) -> Json:
        here = self._world.channel(channel)
        installs = self._world.installs(who.id, here)
        for command in self._world.visible_commands(who):
            if command["name"] == name and command.get("type", 1) == kind and _works_in(command, here, installs):
                return command
        raise bad_form("data.name", "APPLICATION_COMMAND_NOT_FOUND", f"No command {name} for this person")

    def _act(self, kind: int, who: User, channel: str, data: Json, message: str | None = None) -> Interaction:
        born, installs = self._world.clock.monotonic(), self._world.installs(who.id, self._world.channel(channel))
        act = Interaction(
            self._world.new_id(), new_token(), kind, who.id, channel, data, born, message, installs=installs
        )
        self._interactions.add(act)
        asyncio.get_running_loop().call_later(ANSWER_SECONDS, self._give_up, act)
        self._world.publish(Acted(act))
        return act

    def _give_up(self, act: Interaction) -> None:
        if act.answered is None and not act.expired:
            act.expired = True
            self._world.publish(Failed(act))


def _works_in(command: Json, here: Channel, installs: Json) -> bool:
    """Where it says it does, and for whom the app is installed as the command wants it: a server (0) or a user (1)."""
    contexts, ways = command.get("contexts"), command.get("integration_types") or [0]
    return (contexts is None or here.context in contexts) and any(str(way) in installs for way in ways)
