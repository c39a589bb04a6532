"""What a course is: lessons of cards, exercises with criteria; frozen values, which `lessons.load` fills and proves."""

import random
from collections.abc import Callable
from typing import Literal

import msgspec
from msgspec.structs import replace

from sandbox.protocol import Observation, Twist

Lang = Literal["ko", "en"]
LANGS: tuple[Lang, ...] = ("ko", "en")


class CourseError(Exception):
    """The author's fault, found while a course is loaded; the text starts with file and line."""


class Frozen(msgspec.Struct, frozen=True):
    """A value of the course."""


class Prose(Frozen, frozen=True):
    """Markdown that Discord draws as it stands."""

    text: str


class Formula(Frozen, frozen=True):
    """A formula as TeX, and the file of its picture under the course's `pictures/`."""

    tex: str
    picture: str
    alt: str


class Cell(Frozen, frozen=True):
    """A code cell and what it shows. `like` means random: same skeleton, numbers within [low, high)."""

    source: str
    output: str
    like: bool = False
    low: float | None = None
    high: float | None = None


Block = Prose | Formula | Cell


class Option(Frozen, frozen=True):
    """One answer to a prediction: what it says is shown, why that is right or wrong, and the card that teaches it."""

    shows: str
    why: dict[Lang, str]
    card: tuple[int, int] | None = None


class Prediction(Frozen, frozen=True):
    """What a reader says will be shown before anything runs: by the card's last cell, or by `code` run after them all.

    `output` is what really is shown. Each wrong option is what somebody believes who would choose it.
    """

    right: Option
    wrong: tuple[Option, ...]
    output: str
    code: str = ""

    @property
    def options(self) -> tuple[Option, ...]:
        """All of them, in an order that does not tell which one is right."""
        return tuple(sorted((self.right, *self.wrong), key=lambda option: option.shows))


class Card(Frozen, frozen=True):
    """One screen of a lesson. `setup` is the code of the earlier cells of its lesson, which *Run* runs first."""

    lesson: int
    number: int
    title: str
    blocks: tuple[Block, ...]
    setup: str
    prediction: Prediction | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The card's code cells, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Cell))

    @property
    def source(self) -> str:
        """The card's cells as one program."""
        return "\n".join(cell.source for cell in self.cells)

    @property
    def open(self) -> tuple[Block, ...]:
        """What a reader sees who has not predicted yet: a predicted cell without its output, and nothing after it."""
        if self.prediction is None or self.prediction.code:
            return self.blocks
        *before, cell = self.blocks[: len(self.blocks) - len(self.held)]
        return (*before, replace(cell, output=""))

    @property
    def held(self) -> tuple[Block, ...]:
        """What stands after the predicted cell and talks about its output."""
        if self.prediction is None or self.prediction.code:
            return ()
        last = max(at for at, block in enumerate(self.blocks) if isinstance(block, Cell))
        return self.blocks[last + 1 :]


class Lesson(Frozen, frozen=True):
    """A section of the notebook: `number` counts from 1."""

    number: int
    title: str
    cards: tuple[Card, ...]


class Finding(Frozen, frozen=True):
    """What a check found: the share earned (0, 0.5 or 1), the key of its message, and the facts the message names."""

    share: float
    key: str
    facts: dict[str, str] = {}


class Criterion(Frozen, frozen=True):
    """One thing that an exercise is graded on. `check` is pure: observations of one submission in, a finding out, with
    one of `keys`."""

    id: str
    points: int
    check: Callable[[tuple[Observation, ...]], Finding]
    keys: tuple[str, ...] = ()


class CriterionText(Frozen, frozen=True):
    """A criterion in one language: its title, and a message for every key its check may give."""

    title: str
    messages: dict[str, str]


class ExerciseText(Frozen, frozen=True):
    """An exercise in one language. `gate` says why nothing is earned at all, by key."""

    title: str
    task: str
    hint: str
    expected: str
    criteria: dict[str, CriterionText]
    gate: dict[str, str] = {}


class Mistake(Frozen, frozen=True):
    """A sample wrong program, with the points per criterion it must be given."""

    name: str
    source: str
    earned: dict[str, float]


class Exercise(Frozen, frozen=True):
    """A folder of the course: texts, criteria, solutions that score full and mistakes that score what they say.

    `challenge` gives the circumstances of the second run, drawn by chance. `typed` says what an answer looks like (a
    regular expression) that a program may have in its own texts, `rows` which results it may have as numbers; a third
    run does without. `version` names what grades.
    """

    number: int
    texts: dict[Lang, ExerciseText]
    criteria: tuple[Criterion, ...]
    solutions: dict[str, str]
    mistakes: tuple[Mistake, ...]
    challenge: Callable[[random.Random], Twist] | None = None
    version: str = ""
    bonus: bool = False
    typed: str = ""
    rows: tuple[tuple[float, ...], ...] = ()

    @property
    def points(self) -> int:
        """The most that can be earned."""
        return sum(criterion.points for criterion in self.criteria)


class Course(Frozen, frozen=True):
    """The whole of it. Both languages have the same lessons, cards and cells."""

    title: dict[Lang, str]
    lessons: dict[Lang, tuple[Lesson, ...]]
    exercises: dict[int, Exercise]

    @property
    def counted(self) -> dict[int, Exercise]:
        """The exercises that totals and leaderboards are about, by number."""
        return {at: each for at, each in sorted(self.exercises.items()) if not each.bonus}

    @property
    def bonuses(self) -> dict[int, Exercise]:
        """Those beyond, by number."""
        return {at: each for at, each in sorted(self.exercises.items()) if each.bonus}


class CriterionGrade(Frozen, frozen=True):
    """What one criterion gave: `message` is in the language that was asked for, `key` is the finding's."""

    id: str
    title: str
    points: int
    earned: float
    message: str
    key: str = ""


class Grade(Frozen, frozen=True):
    """The worth of one submission. `flags` names what was tampered with, for the instructor."""

    exercise: int
    score: float
    max: int
    verdict: Literal["full", "partial", "zero"]
    criteria: tuple[CriterionGrade, ...]
    flags: tuple[str, ...] = ()
