"""What the world tells its listeners, as frozen values, to the gateway, the pages and the tests' people."""

from bot.playground.interaction import Interaction
from bot.playground.message import Message
from bot.playground.places import Channel, User
from bot.playground.refusal import Json
from bot.values import Frozen


class Created(Frozen, frozen=True):
    """A new message."""

    message: Message


class Updated(Frozen, frozen=True):
    """A message that changed, and what it was."""

    message: Message
    before: Message


class Deleted(Frozen, frozen=True):
    """A message that is gone."""

    message: Message


class Reacted(Frozen, frozen=True):
    """Someone reacted to a message, or no longer does; `message` is its new state."""

    message: Message
    emoji: str
    user: str
    added: bool


class Typing(Frozen, frozen=True):
    """Someone writes in a channel."""

    channel: str
    user: str


class Acted(Frozen, frozen=True):
    """A person used a command, a button or a modal."""

    interaction: Interaction


class Settled(Frozen, frozen=True):
    """The bot answered an interaction: the person stops waiting. `modal` is the dialog that it opened."""

    interaction: Interaction
    modal: Json | None = None


class Suggested(Frozen, frozen=True):
    """The bot's suggestions for an option that is being typed; each a `name` to show and a `value` to send."""

    interaction: Interaction
    choices: tuple[Json, ...]


class Failed(Frozen, frozen=True):
    """The bot did not answer an interaction within its 3 seconds."""

    interaction: Interaction


class Presence(Frozen, frozen=True):
    """The bot came online or left."""

    online: bool


class Commands(Frozen, frozen=True):
    """The bot registered its commands."""


class ChannelChanged(Frozen, frozen=True):
    """A channel's settings changed."""

    channel: Channel


class ThreadStarted(Frozen, frozen=True):
    """A new thread."""

    thread: Channel


class ThreadMembers(Frozen, frozen=True):
    """Who came into a thread, and who left; `thread` is its new state."""

    thread: Channel
    added: tuple[str, ...]
    removed: tuple[str, ...]


class ChannelGone(Frozen, frozen=True):
    """A thread was deleted."""

    channel: Channel


class GuildChanged(Frozen, frozen=True):
    """The server went away from the bot, or came back; `joined` where the bot was invited anew."""

    joined: bool = False


class MemberChanged(Frozen, frozen=True):
    """A member's roles changed."""

    user: User


Event = (
    Created
    | Updated
    | Deleted
    | Reacted
    | Typing
    | Acted
    | Settled
    | Suggested
    | Failed
    | Presence
    | Commands
    | ChannelChanged
    | ChannelGone
    | ThreadStarted
    | ThreadMembers
    | MemberChanged
    | GuildChanged
)
