"""Who speaks, what they handed in, where it is answered, and what a server's owner chose."""

from typing import Literal

import msgspec

from bot.values.base import Frozen
from lessons.course import Lang


class Author(Frozen, frozen=True):
    """Who speaks: ids are Discord's snowflakes as text; `guild` is None in a direct message."""

    id: str
    name: str
    guild: str | None


class Note(Frozen, frozen=True):
    """What was repaired in a program or left out of it: a word key, its facts, and the program's `lines`, from 1."""

    key: str
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    lines: tuple[int, ...] = ()


class Part(Frozen, frozen=True):
    """A program's lines from `start` on are a student's from `line` on, in their notebook's cell or block `number`.

    Without a kind they are of the one text that was sent. A part goes as far as the next one's start.
    """

    start: int
    line: int = 1
    kind: Literal["", "cell", "block"] = ""
    number: int = 0


class Submission(Frozen, frozen=True):
    """A program out of a message. `notes` say what was repaired or left out on the way, `parts` where its lines come
    from: without any they are the student's own.

    `in_chat` is whether the chat shows the code: a modal's it does not, so a card that could not use it gives it back.
    """

    source: str
    notes: tuple[Note, ...] = ()
    in_chat: bool = True
    parts: tuple[Part, ...] = ()


class Unread(Frozen, frozen=True):
    """Why a message gave no program: the key of a sentence, and the facts that it names."""

    key: str
    facts: dict[str, str] = msgspec.field(default_factory=dict)


class GuildSettings(Frozen, frozen=True):
    """What a server's owner chose. None is the tutor's own setting.

    `channels` are those where commands by prefix are answered, all where there are none; `details` says whether code
    and feedback are for everybody or for their author alone; `board` whose names a leaderboard shows: of all who do
    not hide, of those who chose a nickname, or of nobody, for it is off. `hint_cost` is in points.
    """

    language: Lang | None = None
    prefix: str | None = None
    channels: tuple[str, ...] = ()
    instructor: str | None = None
    details: Literal["private", "public"] = "private"
    board: Literal["names", "nicknames", "off"] = "names"
    hint_cost: float = 0
    plain: bool = False


class Answer(Frozen, frozen=True):
    """Which message of ours (`reply`) answers which of a student's (`message`, or an interaction's id).

    `exercise` is None for a free run; `digest` is the program's, `submission` the id that its attempt has or will have.
    `source` is the program for as long as the answer is not out, `parts` and `notes` what is known of it; `beside` is a
    line of ours that says that it will come, and goes when it does; `error` is in Python's own words. `seconds` since
    the epoch, UTC.
    """

    message: str
    channel: str
    author: Author
    exercise: int | None
    lang: Lang
    digest: str
    submission: str
    seconds: float
    source: str | None = None
    reply: str | None = None
    beside: str | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[Note, ...] = ()
    error: str | None = None
