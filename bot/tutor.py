"""The whole flow on one page: parse → plan → sandbox → grade → explain → card.

`bot.parse` gives a Submission; here it is planned (`lessons.plan`), run (`bot.workers`), graded (`lessons.grade`),
kept (`bot.store`), explained (`bot.explain`) and made a card (`bot.cards`), which `bot.discord` draws. What takes more
than a moment runs in a thread, so that the chat never waits. A student's failure is part of the card; ours is logged
with a short id, and the card says so.
"""

import asyncio
import secrets
from asyncio import to_thread
from functools import partial

from msgspec.structs import replace

from bot.afterwards import Afterwards
from bot.attempts import attempt_of, price
from bot.cards import lesson, result, run
from bot.cards.result import Result
from bot.desk import report
from bot.errors import StoreError
from bot.explain import Explanation, explain, never_ran
from bot.places import facts_in
from bot.values import Attempt, Author, Card, Submission, Unread
from lessons.course import Exercise, Lang
from lessons.grade import grade
from lessons.misconceptions import find
from lessons.plan import differentiates
from sandbox.protocol import Job

__all__ = ["Tutor", "report"]


class Tutor(Afterwards):
    """What a student can ask for. Every method gives a Card."""

    async def submit(
        self,
        author: Author,
        lang: Lang,
        n: int,
        submission: Submission | Unread,
        *,
        public: bool = False,
        id: str | None = None,
    ) -> Card:
        """Grade a submission to exercise `n` and keep the attempt.

        Where others read the answer (`public`), it has the score alone, if the server's settings say so. A submission
        that comes again under its `id` is the same attempt.
        """
        task = self.course.exercises.get(n)
        if task is None:
            return (await self.at(author.guild))._no_exercise(lang, n)

        async def graded(read: Submission) -> Card:
            here = await self.at(author.guild)
            whole, brief, key = await here._graded(author, lang, task, read, id or secrets.token_hex(8))
            if not public or (await self.guilds.of(author.guild)).details == "public":
                return whole
            self.recent.keep(key, author.id, whole)
            return brief

        return await self._alone(author, lang, submission, graded, n)

    async def run(self, author: Author, lang: Lang, submission: Submission | Unread, *, id: str | None = None) -> Card:
        """Run a program that nothing is graded on. Under its `id` its error is kept."""
        key = id or secrets.token_hex(8)
        return await self._alone(author, lang, submission, lambda read: self._played(author, lang, read, key))

    async def run_card(self, author: Author, lang: Lang, n: int, card: int) -> Card:
        """Run a lesson card's code after that of the cards before it."""
        known = self.course.lessons[lang]
        if not (1 <= n <= len(known) and 1 <= card <= len(known[n - 1].cards)):
            return (await self.at(author.guild)).lesson(lang, n, card)
        at = known[n - 1].cards[card - 1]
        if not at.cells:
            return self.sentence(lang, "lesson.no_cell")

        async def ran(read: Submission) -> Card:
            [seen] = await self._observe(self._job(read.source, at.setup))
            return await to_thread(lambda: lesson.ran(lang, known, at, seen, self._explain(lang, seen, read.source)))

        return await self._alone(author, lang, Submission(at.source), ran)

    async def _graded(
        self, author: Author, lang: Lang, task: Exercise, submission: Submission, submission_id: str
    ) -> tuple[Card, Card, str]:
        """The whole answer, the score alone, and the key under which the latter asks for the former."""
        jobs = await self._planned(task, submission.source, submission_id)
        seen, (before, hints) = await asyncio.gather(self._observe(*jobs), self._so_far(author, task.number))
        why = await to_thread(self._explain, lang, seen[0], submission.source, submission.parts)
        self._keep_error(submission_id, author, why)
        if why is not None and never_ran(seen[0]):
            whole = run.ungraded(lang, task.number, submission, seen[0], why, submission_id, self.hint_cost)
            return whole, run.not_started(lang, task.number, submission_id, self.hint_cost), submission_id
        given = await to_thread(grade, task, seen, lang, partial(facts_in, lang, submission.parts))
        penalty = price(hints, self.hint_cost, given.max)
        attempt = attempt_of(author, lang, task, submission, submission_id, seen[0], given, penalty)
        kept, unsaved = await self._keep(attempt)
        following = min((n for n in self.course.exercises if n > task.number), default=None)
        bonus = following in self.course.bonuses and not task.bonus
        told = Result(
            given,
            seen[0],
            submission.source,
            submission.notes,
            why,
            before=before,
            unsaved=unsaved,
            following=following,
            bonus=bonus,
            attempt=kept,
            hints=hints,
            parts=submission.parts,
            penalty=penalty,
            hint_cost=self.hint_cost,
            submission=submission_id,
        )
        key = submission_id if kept is None else str(kept)
        return result.card(lang, told, self.prefix), result.brief(lang, told, key), key

    async def _played(self, author: Author, lang: Lang, submission: Submission, key: str) -> Card:
        [seen] = await self._observe(replace(self._job(submission.source), trace=True))

        def card() -> Card:
            hits, deadline = find(seen, submission.source), self.settings.deadline_ms
            why = explain(lang, seen, submission.source, submission.parts, deadline_ms=deadline, hits=hits)
            self._keep_error(key, author, why)
            return run.free(lang, submission, seen, why, next(iter(hits), None), key)

        return await to_thread(card)

    async def _so_far(self, author: Author, exercise: int) -> tuple[float | None, int]:
        """The best score and the hints opened before this attempt. A store that fails is reported by `_keep`."""
        try:
            return await self.store.so_far(author.id, exercise, author.guild)
        except StoreError:
            return None, 0

    async def _keep(self, attempt: Attempt) -> tuple[int | None, str | None]:
        """The attempt's id, or the id of our fault if it could not be kept."""
        try:
            return await self.store.add_attempt(attempt), None
        except StoreError as error:
            return None, report(error)

    def _keep_error(self, key: str, author: Author, why: Explanation | None) -> None:
        if why is not None and why.full:
            self.errors.keep(key, author.id, why.full)

    def _job(self, source: str, setup: str = "") -> Job:
        seed, numeric = secrets.randbits(32), differentiates(source)
        return Job(secrets.token_hex(8), source, setup, seed, self.settings.deadline_ms, numeric=numeric)
