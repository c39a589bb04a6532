"""Rows of a leaderboard and of a progress card."""

from bot.values.base import Frozen


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
    """A student's best and tries on one exercise; `solved` is whether all was right once, whatever hints cost."""

    exercise: int
    best: float
    tries: int
    solved: bool = False


class Best(Frozen, frozen=True):
    """A student's best attempt at one exercise, for instructors: points by criterion id, whether all was right once
    (whatever hints cost), and how many attempts there were."""

    learner: str
    name: str
    exercise: int
    score: float
    solved: bool
    earned: dict[str, float]
    tries: int
