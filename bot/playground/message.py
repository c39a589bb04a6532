"""A message and its files as frozen values: an edit puts a new one in the old one's place."""

import msgspec

from bot.playground.limits import COMPONENTS_V2, EPHEMERAL, LOADING
from bot.playground.refusal import Json
from bot.values import Frozen

DEFAULT, REPLY, SLASH, MENU = 0, 19, 20, 23  # message types
WELCOMED, NAMED, STARTED, STARTER = 1, 4, 18, 21  # those that Discord itself writes (`notices`)
HAS_THREAD = 1 << 5  # a flag


class Attachment(Frozen, frozen=True):
    """A file's card; the world keeps its bytes. Width and height are known for PNG only."""

    id: str
    name: str
    size: int
    kind: str
    alt: str | None = None
    width: int | None = None
    height: int | None = None


class Answered(Frozen, frozen=True):
    """The interaction that a message answers: `kind` 2 is a command, 3 a button, 5 a modal."""

    id: str
    kind: int
    user: str
    command: str = ""
    pressed: str | None = None  # the message that the button was on
    installs: Json = msgspec.field(default_factory=dict)  # for whom the app is installed, as `World.installs` says


class Message(Frozen, frozen=True):
    """`audience` is the one user who sees an ephemeral message; times are ISO 8601, UTC.

    `elsewhere` is the channel that a notice points at, where that is not its own.
    """

    id: str
    channel: str
    author: str
    created: str
    content: str = ""
    edited: str | None = None
    flags: int = 0
    kind: int = DEFAULT
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    files: tuple[Attachment, ...] = ()
    mentions: tuple[str, ...] = ()
    reply_to: str | None = None
    elsewhere: str | None = None
    audience: str | None = None
    answers: Answered | None = None
    nonce: str | int | None = None
    reactions: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)  # users by emoji

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def notice(self) -> bool:
        """Written by Discord itself."""
        return self.kind in (WELCOMED, NAMED, STARTED, STARTER)

    @property
    def loading(self) -> bool:
        """Deferred: the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def v2(self) -> bool:
        return bool(self.flags & COMPONENTS_V2)
