"""The playground's state: messages, files, commands, and who listens. In memory, capped, no network.

`acts` (a person) and `rest` (the bot) change it; `gateway`, `browser` and `people` hear of each change as
an Event.
"""

import time
from collections.abc import Callable, Iterator

from bot.playground import places
from bot.playground.events import Created, Deleted, Event, Updated
from bot.playground.message import Attachment, Message
from bot.playground.places import Channel, User
from bot.playground.refusal import (
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    Json,
    unknown,
)

MAX_MESSAGES = 500  # in one channel
MAX_FILE_BYTES = 64 * 1024 * 1024  # of all messages together
DISCORD_EPOCH_MS = 1_420_070_400_000

Listener = Callable[[Event], None]


class World:
    """One server, its channels, its people and the bot."""

    def __init__(self, url: str = "http://127.0.0.1") -> None:
        self.url = url  # the base of an attachment's address
        self.users: dict[str, User] = {user.id: user for user in (*places.PEOPLE, places.BOT)}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in places.CHANNELS}
        self.commands: dict[str | None, list[Json]] = {}  # by guild id, None for global ones
        self.online = False
        self._messages: dict[str, dict[str, Message]] = {channel.id: {} for channel in places.CHANNELS}
        self._files: dict[str, tuple[Attachment, bytes]] = {}
        self._file_bytes = 0
        self._last_id = 0
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` at every event from now on; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, event: Event) -> None:
        """Tell every listener, in the order they came."""
        for listener in tuple(self._listeners):
            listener(event)

    def new_id(self) -> str:
        """The next snowflake: time in its upper bits, never the same twice."""
        self._last_id = max((int(time.time() * 1000) - DISCORD_EPOCH_MS) << 22, self._last_id + 1)
        return str(self._last_id)

    def user(self, user_id: str) -> User:
        """Raises Refusal 10013."""
        if (user := self.users.get(user_id)) is None:
            raise unknown(UNKNOWN_USER, "User")
        return user

    def channel(self, channel_id: str) -> Channel:
        """Raises Refusal 10003."""
        if (channel := self.channels.get(channel_id)) is None:
            raise unknown(UNKNOWN_CHANNEL, "Channel")
        return channel

    def dm(self, user_id: str) -> Channel:
        """The direct messages with the bot. Raises Refusal 10013."""
        for channel in self.channels.values():
            if channel.owner == user_id:
                return channel
        raise unknown(UNKNOWN_USER, "User")

    def message(self, channel_id: str, message_id: str) -> Message:
        """Raises Refusal 10003 or 10008."""
        if (message := self.find(channel_id, message_id)) is None:
            raise unknown(UNKNOWN_MESSAGE, "Message")
        return message

    def find(self, channel_id: str, message_id: str | None) -> Message | None:
        """A message, None where it is gone. Raises Refusal 10003."""
        self.channel(channel_id)
        return self._messages[channel_id].get(message_id or "")

    def messages(self, channel_id: str) -> Iterator[Message]:
        """A channel's messages, oldest first. Raises Refusal 10003."""
        self.channel(channel_id)
        return iter(tuple(self._messages[channel_id].values()))

    def post(self, message: Message) -> Message:
        """Keep a new message and tell everyone."""
        kept = self._messages[message.channel]
        kept[message.id] = message
        if len(kept) > MAX_MESSAGES:
            self._forget(next(iter(kept.values())))
        self.publish(Created(message))
        return message

    def change(self, message: Message) -> Message:
        """Put the new state of a message in the place of the old and tell everyone."""
        before = self.message(message.channel, message.id)
        self._messages[message.channel][message.id] = message
        for gone in {file.id for file in before.files} - {file.id for file in message.files}:
            self._drop_file(gone)
        self.publish(Updated(message, before))
        return message

    def delete(self, message: Message) -> None:
        """Take a message away and tell everyone."""
        self._forget(message)
        self.publish(Deleted(message))

    def keep_file(self, attachment: Attachment, data: bytes) -> None:
        """Keep an attachment's bytes; the oldest go where there are too many."""
        self._files[attachment.id] = (attachment, data)
        self._file_bytes += len(data)
        while self._file_bytes > MAX_FILE_BYTES:
            self._drop_file(next(iter(self._files)))

    def file(self, file_id: str) -> tuple[Attachment, bytes] | None:
        """An attachment and its bytes; None where it is gone."""
        return self._files.get(file_id)

    def visible_commands(self, user: User) -> list[Json]:
        """The commands this user may use, the server's own before the global ones."""
        commands = [*self.commands.get(places.GUILD_ID, ()), *self.commands.get(None, ())]
        needed = ((command, command.get("default_member_permissions")) for command in commands)
        return [command for command, mask in needed if mask is None or int(mask) & ~user.permissions == 0]

    def _forget(self, message: Message) -> None:
        self._messages[message.channel].pop(message.id, None)
        for file in message.files:
            self._drop_file(file.id)

    def _drop_file(self, file_id: str) -> None:
        if (entry := self._files.pop(file_id, None)) is not None:
            self._file_bytes -= len(entry[1])
