"""What is asked for after an answer: the whole of it, its error in Python's own words, a hint. Every answer is a Card.

What is not at hand any more is run again, with the seeds of the first time. `bot.tutor` adds what is run anew.
"""

import asyncio
from asyncio import to_thread
from functools import partial

from bot.cards import fault, hint, refusal, result
from bot.cards.result import Result
from bot.desk import Desk, report
from bot.errors import SandboxError, StoreError
from bot.explain import Explanation, explain
from bot.ladder import ladder
from bot.places import facts_in
from bot.privacy import Privacy
from bot.recent import Recent
from bot.settings import Settings
from bot.store import Store
from bot.turns import Turns
from bot.values import Author, Card, Kept, Part, Submission
from bot.workers import Worker
from lessons.course import Course, Exercise, Lang
from lessons.grade import grade
from lessons.plan import plan
from sandbox.protocol import Job, Observation


class Afterwards(Desk):
    """What a student can ask for once they have an answer."""

    def __init__(self, course: Course, worker: Worker, store: Store, settings: Settings) -> None:
        super().__init__(course, store, settings)
        self.worker = worker
        self.recent: Recent[Card] = Recent()
        self.errors: Recent[str] = Recent()
        self.privacy = Privacy(store, self._forget)
        turns = Turns(settings)
        self.gate, self.drain, self._alone = turns.gate, turns.drain, turns.take

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

    async def earlier(self, author: Author, exercise: int, attempt: int) -> str:
        """The code of an attempt of the author's own at an exercise, to begin the next one with; empty without."""
        try:
            kept = await self.store.attempt(attempt) if attempt else None
        except StoreError as error:
            report(error)
            return ""
        is_own = kept is not None and (kept.learner, kept.exercise) == (author.id, exercise)
        return kept.source if kept is not None and is_own else ""

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
        return self.recent.get(key) or self.sentence(lang, "deliver.gone")

    async def error(self, author: Author, lang: Lang, submission: str) -> Card:
        """An error in Python's own words: at hand, or kept for a day, or by running the attempt again."""
        owner, text, attempt = self.errors.owner(submission), self.errors.get(submission), None
        if owner is None:
            try:
                answer = await self.store.answer_of(submission)
                if answer is not None and answer.error is not None:
                    owner, text = answer.author.id, answer.error
                elif (attempt := await self.store.attempt_of(submission)) is not None:
                    owner = attempt.learner
            except StoreError as error:
                return refusal.ours(lang, "store", report(error))
        if owner is None or (attempt is not None and attempt.exercise not in self.course.exercises):
            return self.sentence(lang, "deliver.gone")
        if owner != author.id:
            return self.sentence(lang, "deliver.others")
        if attempt is None:
            return fault.full(lang, text or "")
        return await self._alone(author, lang, Submission(attempt.source), lambda _: self._failed_again(lang, attempt))

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
            submission=kept.submission,
        )
        return result.card(lang, told, self.prefix)

    async def _hinted(self, lang: Lang, kept: Kept, rung: int, cost: float) -> Card:
        task = self.course.exercises[kept.exercise]
        deadline_ms = self.settings.deadline_ms
        found = await ladder(lang, task, kept.source, kept.submission, deadline_ms, self._observe, kept.parts)
        if found is None:
            return hint.none(lang, "full")
        await self.store.note_hints(kept.id, min(rung, len(found.rungs)))
        return hint.card(lang, kept.id, found, rung, cost)

    async def _failed_again(self, lang: Lang, kept: Kept) -> Card:
        first, *_ = await self._planned(self.course.exercises[kept.exercise], kept.source, kept.submission)
        [seen] = await self._observe(first)
        why = await to_thread(self._explain, lang, seen, kept.source, kept.parts)
        return fault.full(lang, why.full) if why is not None and why.full else self.sentence(lang, "error.not_again")

    async def _planned(self, task: Exercise, source: str, submission_id: str) -> tuple[Job, ...]:
        return await to_thread(plan, task, source, submission_id, self.settings.deadline_ms)

    async def _observe(self, *jobs: Job) -> tuple[Observation, ...]:
        """Run the jobs side by side. Raises SandboxError where one failed on our side."""
        seen = await asyncio.gather(*map(self.worker.run, jobs))
        for each in seen:
            if each.status == "internal":
                raise SandboxError(f"job {each.id}: {each.error.message if each.error else 'no reason given'}")
        return tuple(seen)

    def _explain(self, lang: Lang, seen: Observation, source: str, parts: tuple[Part, ...] = ()) -> Explanation | None:
        return explain(lang, seen, source, parts, deadline_ms=self.settings.deadline_ms)

    def _forget(self, learner: str) -> None:
        self.recent.forget(learner)
        self.errors.forget(learner)
