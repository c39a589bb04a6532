"""The door of the store: an Author, a guild or an Attempt comes in, a checked row goes out."""

import time
from itertools import starmap
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from bot.errors import StoreError
from bot.store.schema import MAX_NAME
from bot.values import Attempt, Author, Kept, Note, Part, Regrade
from lessons.course import Lang
from sandbox.protocol import MAX_SOURCE_BYTES, Status

Id = Annotated[str, Meta(pattern=r"^[!-~]{1,32}$")]
Label = Annotated[str, Meta(pattern=r"^[!-~]{1,64}$")]
Moment = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Points = Annotated[float, Meta(ge=0, le=1e6)]
Verdict = Literal["full", "partial", "zero"]
MAX_FLAG = 64
MAX_FLAGS = 16
MAX_REASON = 500
Flag = Annotated[str, Meta(max_length=MAX_FLAG)]


_Written = tuple[int, int, Literal["", "cell", "block"], int]


class Row(msgspec.Struct, frozen=True):
    """What a table takes."""


class LearnerRow(Row, frozen=True):
    """A row of `learners`. Without a language, the one that is kept stays."""

    id: Id
    name: str
    language: Lang | None
    created: Moment


class GuildRow(Row, frozen=True):
    """A row of `guilds`. Without a language, the one that is kept stays."""

    id: Id
    language: Lang | None
    created: Moment


class AttemptRow(Row, frozen=True):
    """A row of `attempts`; that the score is at most `max` is the database's own check."""

    learner: Id
    guild: Id | None
    exercise: Annotated[int, Meta(ge=1, le=9_999)]
    source: Annotated[str, Meta(max_length=MAX_SOURCE_BYTES)]
    verdict: Verdict
    status: Status
    score: Points
    max: Annotated[int, Meta(ge=1, le=9_999)]
    earned: dict[str, Points]
    duration_ms: Annotated[float, Meta(ge=0, le=1e9)]
    created: Moment
    language: Lang
    torch: Label | None
    rubric: Label | None
    submission: Label | None
    flags: tuple[Flag, ...]
    penalty: Points
    parts: str


class RegradeRow(Row, frozen=True):
    """A row of `regrades`, and what changes in that of its attempt."""

    attempt: Annotated[int, Meta(ge=1)]
    created: Moment
    verdict: Verdict
    score: Points
    max: Annotated[int, Meta(ge=1, le=9_999)]
    earned: dict[str, Points]
    flags: tuple[Flag, ...]
    torch: Label | None
    rubric: Label | None
    reason: Annotated[str, Meta(min_length=1, max_length=MAX_REASON)]


R = TypeVar("R", bound=Row)


def clean(text: str) -> str:
    """Text that every database takes: NUL and lone surrogates become U+FFFD, pairs their character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")


def learner_row(author: Author, language: Lang | None = None) -> LearnerRow:
    """Check who speaks; the name is cut to 64 characters. Raises StoreError where the id cannot be one."""
    name = clean(author.name)[:MAX_NAME]
    return _checked(LearnerRow, id=author.id, name=name, language=language, created=_now())


def guild_row(guild: str, language: Lang | None = None) -> GuildRow:
    """Check a guild. Raises StoreError where the id cannot be one."""
    return _checked(GuildRow, id=guild, language=language, created=_now())


def attempt_row(attempt: Attempt) -> AttemptRow:
    """Check an attempt. Raises StoreError naming the field that is off: our fault, not the student's."""
    return _checked(
        AttemptRow,
        learner=attempt.author.id,
        guild=attempt.author.guild,
        exercise=attempt.exercise,
        source=clean(attempt.source),
        verdict=attempt.verdict,
        status=attempt.status,
        score=attempt.score,
        max=attempt.max,
        earned=_earned(attempt.earned),
        duration_ms=attempt.duration_ms,
        # Not a number, or beyond all time: left as it is for the check to refuse.
        created=round(attempt.seconds * 1e6) if abs(attempt.seconds) < 1e12 else attempt.seconds,
        language=attempt.lang,
        torch=attempt.torch,
        rubric=attempt.rubric,
        submission=attempt.submission,
        flags=_flags(attempt.flags),
        penalty=attempt.penalty,
        parts=parts_text(attempt.parts),
    )


def regrade_row(regrade: Regrade) -> RegradeRow:
    """Check a new grade. Raises StoreError naming the field that is off."""
    fields = msgspec.structs.asdict(regrade)
    fields |= {"earned": _earned(regrade.earned), "flags": _flags(regrade.flags), "reason": clean(regrade.reason)}
    return _checked(RegradeRow, created=_now(), **fields)


def kept(row: Any) -> Kept:
    """What was kept of an attempt. Raises StoreError where it is no longer what a tutor wrote."""
    fields = {str(name): value for name, value in row._mapping.items()}
    try:
        fields |= {name: msgspec.json.decode(fields[name]) for name in ("earned", "flags")}
        fields |= {"parts": parts_of(fields["parts"])}
        # One from before submissions were kept has a name of its own, always the same.
        fields |= {"lang": fields["language"], "submission": fields["submission"] or f"attempt-{row.id}"}
        return msgspec.convert(fields, Kept)
    except msgspec.MsgspecError as error:
        raise StoreError(f"The attempt {row.id} cannot be read: {error}") from None


def parts_text(parts: tuple[Part, ...]) -> str:
    """Where a program's lines stand, as JSON: without the names of fields, for a notebook may have many cells."""
    return msgspec.json.encode([msgspec.structs.astuple(part) for part in parts]).decode()


def parts_of(text: str) -> tuple[Part, ...]:
    """The same, read. Raises msgspec.MsgspecError."""
    return tuple(starmap(Part, msgspec.json.decode(text, type=list[_Written])))


def notes_text(notes: tuple[Note, ...]) -> str:
    """What was repaired in a program, as JSON."""
    plain = [replace(note, facts={name: clean(fact) for name, fact in note.facts.items()}) for note in notes]
    return msgspec.json.encode(plain).decode()


def notes_of(text: str) -> tuple[Note, ...]:
    """The same, read. Raises msgspec.MsgspecError."""
    return msgspec.json.decode(text, type=tuple[Note, ...])


def columns(row: Row) -> dict[str, Any]:
    """The row as the columns of its table; points by criterion and flags as JSON."""
    values = msgspec.structs.asdict(row)
    for name in ("earned", "flags"):
        if name in values:
            values[name] = msgspec.json.encode(values[name]).decode()
    return values


def _earned(earned: dict[str, float]) -> dict[str, float]:
    return {clean(name): points for name, points in earned.items()}


def _flags(flags: tuple[str, ...]) -> tuple[str, ...]:
    """They come from a child that may have broken its Python: the first few, cut."""
    return tuple(clean(flag)[:MAX_FLAG] for flag in flags[:MAX_FLAGS])


def _now() -> int:
    return time.time_ns() // 1_000


def _checked(row: type[R], **fields: object) -> R:
    try:
        return msgspec.convert(fields, row)
    except msgspec.ValidationError as error:
        raise StoreError(f"A row of {row.__name__} that cannot be kept: {error}") from None
