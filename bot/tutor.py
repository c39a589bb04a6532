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

from bot.attempts import attempt_of, price
from bot.cards import hint, lesson, refusal, result, run
from bot.cards.result import Result
from bot.desk import Desk, report
from bot.errors import SandboxError, StoreError
from bot.explain import Explanation, explain, never_ran
from bot.ladder import ladder
from bot.places import facts_in
from bot.recent import Recent
from bot.settings import Settings
from bot.store import Store
from bot.turns import Turns
from bot.values import Attempt, Author, Card, Kept, Part, Submission, Unread
from bot.workers import Worker
from lessons.course import Course, Exercise, Lang
from lessons.grade import grade
from lessons.misconceptions import find
from lessons.plan import differentiates, plan
from sandbox.protocol import Job, Observation

__all__ = ["Tutor", "report"]


class Tutor(Desk):
    """What a student can ask for. Every method gives a Card."""

    def __init__(self, course: Course, worker: Worker, store: Store, settings: Settings) -> None:
        super().__init__(course, store, settings)
        self.worker = worker
        self.recent = Recent()
        turns = Turns(settings)
        self.gate, self.drain, self._alone = turns.gate, turns.drain, turns.take

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

        return await self._alone(author, lang, submission, graded)

    async def run(self, author: Author, lang: Lang, submission: Submission | Unread) -> Card:
        """Run a program that nothing is graded on."""
        return await self._alone(author, lang, submission, lambda read: self._played(lang, read))

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
            return await to_thread(lambda: lesson.ran(lang, at, seen, self._explain(lang, seen, read.source)))

        return await self._alone(author, lang, Submission(at.source), ran)

    async def hint_on(self, author: Author, lang: Lang, attempt: int, rung: int, said: float = 0) -> Card:
        """One rung of the hints on an attempt of the author's own; rungs count from 1. Where it costs other than was
        `said` on the button, that is said before it opens."""
        try:
            kept = await self.store.attempt(attempt)
        except StoreError as error:
            return refusal.ours(lang, "store", report(error))
        if kept is None or kept.exercise not in self.course.exercises:
            return hint.none(lang, "gone")
        if kept.learner != author.id:
            return hint.none(lang, "others")
        cost = (await self.guilds.of(author.guild)).hint_cost
        if cost not in (0, said) and rung > kept.hints:
            return hint.ask(lang, f"rung:{attempt}:{rung}", cost)
        return await self._alone(author, lang, Submission(kept.source), lambda _: self._hinted(lang, kept, rung, cost))

    async def details(self, author: Author, lang: Lang, key: str) -> Card:
        """The whole of an answer that the chat shows the score of: from memory, or by running the attempt again."""
        owner, kept = self.recent.owner(key), None
        if owner is None and key.isascii() and key.isdigit():
            try:
                kept = await self.store.attempt(int(key))
            except StoreError as error:
                return refusal.ours(lang, "store", report(error))
            owner = kept.learner if kept else None
        if owner is not None and owner != author.id:
            return self.sentence(lang, "deliver.others")
        if kept is not None and kept.exercise in self.course.exercises:
            here = await self.at(author.guild)
            return await self._alone(author, lang, Submission(kept.source), lambda _: here._once_more(lang, kept))
        return self.sentence(lang, "deliver.gone") if owner is None else self.recent.card(key)

    async def _once_more(self, lang: Lang, kept: Kept) -> Card:
        task = self.course.exercises[kept.exercise]
        seen = await self._observe(*await self._planned(task, kept.source, kept.submission))
        why = await to_thread(self._explain, lang, seen[0], kept.source, kept.parts)
        told = Result(
            await to_thread(grade, task, seen, lang, partial(facts_in, lang, kept.parts)),
            seen[0],
            kept.source,
            why=why,
            attempt=kept.id,
            parts=kept.parts,
            penalty=kept.penalty,
            hint_cost=self.hint_cost,
        )
        return result.card(lang, told, self.prefix)

    async def _graded(
        self, author: Author, lang: Lang, task: Exercise, submission: Submission, submission_id: str
    ) -> tuple[Card, Card, str]:
        """The whole answer, the score alone, and the key under which the latter asks for the former."""
        jobs = await self._planned(task, submission.source, submission_id)
        seen, (before, hints) = await asyncio.gather(self._observe(*jobs), self._so_far(author, task.number))
        why = await to_thread(self._explain, lang, seen[0], submission.source, submission.parts)
        if why is not None and never_ran(seen[0]):
            whole = run.ungraded(lang, task.number, submission, seen[0], why, self.hint_cost)
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
            before,
            unsaved,
            following,
            bonus,
            kept,
            hints,
            submission.parts,
            penalty,
            self.hint_cost,
        )
        key = submission_id if kept is None else str(kept)
        return result.card(lang, told, self.prefix), result.brief(lang, told, key), key

    async def _played(self, lang: Lang, submission: Submission) -> Card:
        [seen] = await self._observe(replace(self._job(submission.source), trace=True))

        def card() -> Card:
            hits, deadline = find(seen, submission.source), self.settings.deadline_ms
            why = explain(lang, seen, submission.source, submission.parts, deadline_ms=deadline, hits=hits)
            return run.free(lang, submission, seen, why, next(iter(hits), None))

        return await to_thread(card)

    async def _planned(self, task: Exercise, source: str, submission_id: str) -> tuple[Job, ...]:
        return await to_thread(plan, task, source, submission_id, self.settings.deadline_ms)

    async def _observe(self, *jobs: Job) -> tuple[Observation, ...]:
        """Run the jobs side by side. Raises SandboxError where one failed on our side."""
        seen = await asyncio.gather(*map(self.worker.run, jobs))
        for each in seen:
            if each.status == "internal":
                raise SandboxError(f"job {each.id}: {each.error.message if each.error else 'no reason given'}")
        return tuple(seen)

    async def _hinted(self, lang: Lang, kept: Kept, rung: int, cost: float) -> Card:
        task = self.course.exercises[kept.exercise]
        deadline_ms = self.settings.deadline_ms
        found = await ladder(lang, task, kept.source, kept.submission, deadline_ms, self._observe, kept.parts)
        if found is None:
            return hint.none(lang, "full")
        await self.store.note_hints(kept.id, min(rung, len(found.rungs)))
        return hint.card(lang, kept.id, found, rung, cost)

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

    def _job(self, source: str, setup: str = "") -> Job:
        seed, numeric = secrets.randbits(32), differentiates(source)
        return Job(secrets.token_hex(8), source, setup, seed, self.settings.deadline_ms, numeric=numeric)

    def _explain(self, lang: Lang, seen: Observation, source: str, parts: tuple[Part, ...] = ()) -> Explanation | None:
        return explain(lang, seen, source, parts, deadline_ms=self.settings.deadline_ms)
