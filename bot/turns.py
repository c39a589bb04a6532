"""Whose turn it is: one program a student at a time, as often as is allowed, in the line before the sandbox.

Work that fails on our side ends here, as a card that gives the code back.
"""

import math
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.cards import refusal
from bot.cooldown import Runs
from bot.drain import Drain
from bot.errors import SandboxError
from bot.faults import report
from bot.gate import Gate
from bot.settings import Settings
from bot.values import Author, Card, Submission, Unread
from lessons.course import Lang

_SUBMISSIONS_A_SLOT = 2  # at a time: each has runs of its own, and some of its time is not spent in the sandbox


class Turns:
    """The order in which programs are taken. `gate` is the line, `drain` what runs now."""

    def __init__(self, settings: Settings) -> None:
        self.gate = Gate(_SUBMISSIONS_A_SLOT * settings.sandbox_slots)
        self.drain = Drain()
        self._runs = Runs(settings.user_runs, settings.guild_runs)
        self._running: set[str] = set()

    async def take(
        self,
        author: Author,
        lang: Lang,
        read: Submission | Unread,
        work: Callable[[Submission], Awaitable[Card]],
        exercise: int | None = None,
    ) -> Card:
        """The card of somebody's work, or why it is not done now. `exercise` is the one that the program is for."""
        if isinstance(read, Unread):
            return refusal.unread(lang, read, exercise)
        if (refused := self._refused(author, lang, read)) is not None:
            return refused
        with self._turn(author), self.drain.work():
            try:
                async with self.gate.turn(author.id):
                    return await work(read)
            except Exception as error:  # whatever it is, the student is told and the code is not lost
                kind = "run" if isinstance(error, SandboxError) else "other"
                return refusal.ours(lang, kind, report(error), read)

    def _refused(self, author: Author, lang: Lang, read: Submission) -> Card | None:
        if self.drain.closed:
            return refusal.restarting(lang, read)
        if author.id in self._running:
            return refusal.busy(lang, read)
        whose, seconds = self._runs.take(author.id, author.guild)
        return refusal.cooling(lang, whose, math.ceil(time.time() + seconds), read) if seconds else None

    @contextmanager
    def _turn(self, author: Author) -> Iterator[None]:
        self._running.add(author.id)
        try:
            yield
        finally:
            self._running.discard(author.id)
