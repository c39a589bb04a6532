"""The frozen values between the bot's rooms: no logic, no Discord.

A Card is what the bot says before it is drawn: `bot.cards` makes it inside Discord's limits, `bot.discord.render` turns
it into a message.
"""

from typing import Literal

import msgspec

from lessons.course import Lang

Accent = Literal["lesson", "exercise", "good", "partly", "bad", "plain"]
ButtonStyle = Literal["primary", "secondary", "success", "danger"]
Kind = Literal["output", "gradients", "criteria", "other"]  # which gives way first, where a card is too long


class Frozen(msgspec.Struct, frozen=True):
    """A value between two rooms."""


class Author(Frozen, frozen=True):
    """Who speaks: ids are Discord's snowflakes as text; `guild` is None in a direct message."""

    id: str
    name: str
    guild: str | None


class Note(Frozen, frozen=True):
    """What was repaired in a program or left out of it: a word key, its facts, and the program's `lines`, from 1."""

    key: str
    facts: dict[str, str] = {}
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
    facts: dict[str, str] = {}


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


Block = Text | Code | Picture | File | Rule


class Card(Frozen, frozen=True):
    """One message of the bot. The `corner` is a button beside its first text; selects stand above the buttons.

    `lang` is for what the drawing adds ("the rest is in a file"); where it is None, that is said in both languages.
    """

    accent: Accent
    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    selects: tuple[Select, ...] = ()
    corner: Button | None = None
    lang: Lang | None = None


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
    `source` is the program for as long as the answer is not out. `seconds` since the epoch, UTC.
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


class Standing(Frozen, frozen=True):
    """One row of a leaderboard: best score by exercise that counts, tries over all of these.

    Who is `hidden` has no name here; `own` is the row of who asked, in an answer that nobody else sees.
    """

    rank: int
    name: str
    total: float
    best: dict[int, float]
    tries: int
    hidden: bool = False
    own: bool = False


class Ranking(Frozen, frozen=True):
    """A part of a leaderboard, and how many students the whole of it has."""

    rows: tuple[Standing, ...]
    students: int


class Marks(Frozen, frozen=True):
    """What an instructor gets of one student: both names, and best and tries of every exercise, bonuses too.

    `rank`, `total` and `tries` are those of the leaderboard, None of who tried only bonuses.
    """

    learner: str
    name: str
    nickname: str | None
    hidden: bool
    rank: int | None
    total: float | None
    tries: int | None
    best: dict[int, float]
    tried: dict[int, int]


class Progress(Frozen, frozen=True):
    """A student's best and tries on one exercise."""

    exercise: int
    best: float
    tries: int


class Attempt(Frozen, frozen=True):
    """A graded submission as the store keeps it. `seconds` since the epoch, UTC; `earned` points by criterion id.

    `torch` and `rubric` name the versions that graded it, and of `submission` come all seeds of its runs: so it can be
    graded again after a change. `flags` names what was tampered with; `penalty` is what hints cost, which the score is
    without already.
    """

    author: Author
    exercise: int
    source: str
    verdict: str
    status: str
    score: float
    max: int
    duration_ms: float
    seconds: float
    lang: Lang
    earned: dict[str, float] = {}
    torch: str | None = None
    rubric: str | None = None
    submission: str | None = None
    flags: tuple[str, ...] = ()
    penalty: float = 0


class Kept(Frozen, frozen=True):
    """An attempt out of the store, with what is needed to grade it again; of its learner only the id. `hints` counts
    those that were opened on its answer."""

    id: int
    learner: str
    exercise: int
    source: str
    status: str
    lang: Lang
    submission: str
    hints: int
    verdict: str
    score: float
    max: int
    earned: dict[str, float]
    flags: tuple[str, ...]
    torch: str | None
    rubric: str | None


class Regrade(Frozen, frozen=True):
    """The grade that an attempt gets in the place of its old one, and why."""

    attempt: int
    verdict: str
    score: float
    max: int
    earned: dict[str, float]
    flags: tuple[str, ...]
    torch: str | None
    rubric: str | None
    reason: str


class Holdings(Frozen, frozen=True):
    """What is kept of one learner, counted: attempts, the guilds they were sent in, notes of regrades. `first` and
    `last` are the moments of attempts, in seconds since the epoch, UTC."""

    attempts: int
    guilds: int
    regrades: int
    language: Lang | None
    first: float | None
    last: float | None
    hidden: bool
    nickname: str | None = None


class Source(Frozen, frozen=True):
    """The program of one attempt."""

    id: int
    exercise: int
    code: str
