"""What the store keeps of a submission, and gives back of one learner."""

import msgspec

from bot.values.base import Frozen
from bot.values.chat import Author, Part
from lessons.course import Lang


class Attempt(Frozen, frozen=True):
    """A graded submission as the store keeps it. `seconds` since the epoch, UTC; `earned` points by criterion id.

    `torch` and `rubric` name the versions that graded it, and of `submission` come all seeds of its runs: so it can be
    graded again after a change. `flags` names what was tampered with; `penalty` is what hints cost, which the score is
    without already, as far as it went. `parts` say where the program's lines stand in what was sent.
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
    earned: dict[str, float] = msgspec.field(default_factory=dict)
    torch: str | None = None
    rubric: str | None = None
    submission: str | None = None
    flags: tuple[str, ...] = ()
    penalty: float = 0
    parts: tuple[Part, ...] = ()


class Kept(Frozen, frozen=True):
    """An attempt out of the store, with what is needed to grade it again; of its learner only the id. `hints` counts
    those that were opened on its answer; `penalty` and `parts` are an Attempt's."""

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
    penalty: float = 0
    parts: tuple[Part, ...] = ()


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
