"""A card: what the bot says before it is drawn. `bot.cards` makes it, inside Discord's limits."""

from typing import Literal

from bot.values.base import Frozen
from lessons.course import Lang

Accent = Literal["lesson", "exercise", "good", "partly", "bad", "plain"]
ButtonStyle = Literal["primary", "secondary", "success", "danger"]
Kind = Literal["output", "gradients", "criteria", "other"]  # which gives way first, where a card is too long


class Text(Frozen, frozen=True):
    """Discord markdown. `brief` stands in its place where a message has no room for it, in the order of its `kind`."""

    markdown: str
    kind: Kind = "other"
    brief: str | None = None


class Code(Frozen, frozen=True):
    """A fenced block: shown as text, so it can neither ping nor break its fence.

    `kind` and `brief` are as a Text's; an output's `brief` is the sentence that says that it was cut.
    """

    text: str
    language: str = ""
    kind: Kind = "other"
    brief: str | None = None


class Picture(Frozen, frozen=True):
    """A PNG with a description for those who do not see it."""

    name: str
    png: bytes
    alt: str


class File(Frozen, frozen=True):
    """A file to download."""

    name: str
    data: bytes


class Rule(Frozen, frozen=True):
    """A thin line between two parts."""


class Button(Frozen, frozen=True):
    """`action` is the button's whole state, so that it works after a restart: "card:5:2", "run:5:2", "hint:4"."""

    action: str
    label: str
    style: ButtonStyle = "secondary"
    enabled: bool = True


class Choice(Frozen, frozen=True):
    """One line of a select; `value` is what comes back."""

    value: str
    label: str
    about: str = ""
    chosen: bool = False


class Select(Frozen, frozen=True):
    """A list to choose from. `action` is its whole state, like a button's.

    Discord fills the lists of kind "channel" and "role" itself: `choices` are then those chosen already, by id.
    """

    action: str
    placeholder: str
    choices: tuple[Choice, ...]
    kind: Literal["text", "channel", "role"] = "text"
    least: int = 1
    most: int = 1


class Later(Frozen, frozen=True):
    """Why nothing was done now; `until` is when that is over, in seconds since the epoch, where it is known."""

    why: Literal["busy", "cooling", "restarting", "fault"]
    until: float = 0


Block = Text | Code | Picture | File | Rule


class Card(Frozen, frozen=True):
    """One message of the bot. The `corner` is a button beside its first text; selects stand above the buttons.

    `lang` is for what the drawing adds ("the rest is in a file"); where it is None, that is said in both languages.
    With `later` it is no answer: the very same may be asked again.
    """

    accent: Accent
    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    selects: tuple[Select, ...] = ()
    corner: Button | None = None
    lang: Lang | None = None
    later: Later | None = None
