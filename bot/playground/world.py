"""The playground's state: messages, files, commands, and who listens. In memory, capped, no network.

`acts` (a person) and `rest` (the bot) change it; `gateway`, `browser` and `people` hear of each change as
an Event.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from bot.playground import places, powers
from bot.playground.clock import Clock
from bot.playground.events import ChannelChanged, ChannelGone, Created, Deleted, Event, MemberChanged, Updated
from bot.playground.message import Attachment, Message
from bot.playground.places import Channel, Role, User
from bot.playground.refusal import (
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    Json,
    unknown,
)

MAX_MESSAGES = 500  # in one channel
MAX_FILE_BYTES = 64 * 1024 * 1024  # of all messages together

Listener = Callable[[Event], None]


class World:
    """One server, its channels, its people and the bot."""

    def __init__(self, url: str = "http://127.0.0.1") -> None:
        self.url = url  # the base of an attachment's address
        self.users: dict[str, User] = {user.id: user for user in (*places.PEOPLE, places.BOT)}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in places.CHANNELS}
        self.roles: dict[str, Role] = {role.id: role for role in places.ROLES}
        self.commands: dict[str | None, list[Json]] = {}  # by guild id, None for global ones
        self.online = False
        self.closed: set[str] = set()  # users whom the bot cannot write to
        self.installed: set[str] = set()  # users who have the app for themselves, wherever they are
        self.clock = Clock()
        self.content_allowed = True  # the message content intent, in the application's settings
        self.shards = 1
        self.guild_state: Literal["here", "unavailable", "removed"] = "here"  # for the bot
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
        self._last_id = max(self.clock.snowflake(), self._last_id + 1)
        return str(self._last_id)

    @property
    def bot(self) -> User:
        """The bot, as it is now."""
        return self.users[places.BOT.id]

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

    def installs(self, user_id: str, channel: Channel) -> Json:
        """For whom the app is installed that a person uses in a channel: "0" the server, "1" the person."""
        by_guild = {} if channel.kind == places.GROUP or self._is_removed(channel) else {"0": channel.guild or "0"}
        return by_guild | ({"1": user_id} if user_id in self.installed or channel.kind == places.GROUP else {})

    def _is_removed(self, channel: Channel) -> bool:
        return channel.guild is not None and self.guild_state == "removed"

    def permissions(self, user: User, channel_id: str | None = None) -> int:
        """What someone may do in a channel, or in the server as a whole."""
        if channel_id is None:
            return powers.in_guild(user, self.roles)
        here = self.channel(channel_id)
        above = self.channels[here.parent] if here.parent else here
        return powers.in_channel(user, above, self.roles)

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
        before = self.put(message)
        for gone in {file.id for file in before.files} - {file.id for file in message.files}:
            self._drop_file(gone)
        self.publish(Updated(message, before))
        return message

    def put(self, message: Message) -> Message:
        """Keep the new state of a message and tell nobody; returns the old."""
        before = self.message(message.channel, message.id)
        self._messages[message.channel][message.id] = message
        return before

    def delete(self, message: Message) -> None:
        """Take a message away and tell everyone."""
        self._forget(message)
        self.publish(Deleted(message))

    def change_channel(self, channel: Channel) -> None:
        """Put the new state of a channel in the place of the old and tell everyone."""
        self.channels[channel.id] = channel
        self.publish(ChannelChanged(channel))

    def add_channel(self, channel: Channel) -> None:
        """A new channel, without messages."""
        self._messages[channel.id] = {}
        self.channels[channel.id] = channel

    def remove_channel(self, channel: Channel) -> None:
        """Take a channel and its messages away and tell everyone."""
        for message in tuple(self._messages[channel.id].values()):
            self._forget(message)
        del self.channels[channel.id], self._messages[channel.id]
        self.publish(ChannelGone(channel))

    def change_user(self, user: User) -> None:
        """Put the new state of a member in the place of the old and tell everyone."""
        self.users[user.id] = user
        self.publish(MemberChanged(user))

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
        return [command for command, mask in needed if mask is None or int(mask) & ~self.permissions(user) == 0]

    def _forget(self, message: Message) -> None:
        self._messages[message.channel].pop(message.id, None)
        for file in message.files:
            self._drop_file(file.id)

    def _drop_file(self, file_id: str) -> None:
        if (entry := self._files.pop(file_id, None)) is not None:
            self._file_bytes -= len(entry[1])
