"""What is being done, and for whom: every line of the log that is written meanwhile says so, with hashed ids."""

import hashlib
import re
import time
from contextvars import ContextVar
from typing import NamedTuple

_SNOWFLAKE = re.compile(r"(?<!\d)\d{15,20}(?!\d)")
_LETTERS = 12


class Doing(NamedTuple):
    """One thing that somebody asked for."""

    user: str
    guild: str | None
    command: str | None
    started: float  # of time.perf_counter

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self.started


_doing: ContextVar[Doing | None] = ContextVar("doing", default=None)


def begin(user: object, guild: object = None, command: str | None = None) -> None:
    """From here on, in this task and those it starts, this is done for this person."""
    _doing.set(Doing(str(user), None if guild is None else str(guild), command, time.perf_counter()))


def clear() -> None:
    """What follows is done for nobody."""
    _doing.set(None)


def doing() -> Doing | None:
    """What is being done here."""
    return _doing.get()


class Hasher:
    """Ids to hashes. Under one token they are the same in every line and every copy; without it nobody can tell."""

    def __init__(self, token: str) -> None:
        self._key = hashlib.blake2b(token.encode(), person=b"tutor log").digest()

    def __call__(self, id: str) -> str:
        """The hash of an id."""
        return hashlib.blake2b(id.encode(), key=self._key, digest_size=_LETTERS // 2).hexdigest()

    def all_in(self, text: str) -> str:
        """A text with the hash of every id in it."""
        return _SNOWFLAKE.sub(lambda match: f"#{self(match[0])}", text)
