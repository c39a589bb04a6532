"""An attempt graded again: what was kept of it comes in, the grade that it gets today goes out.

Its runs get the seeds that they had, for these come of its submission's id. What fails on our side is a SandboxError
and no grade, so that it lowers no score.
"""

import asyncio

from bot.attempts import without
from bot.errors import SandboxError
from bot.values import Kept, Regrade
from bot.workers import Worker
from lessons.course import Course
from lessons.grade import grade
from lessons.plan import plan
from sandbox.protocol import Job, Observation

_KILLED = frozenset({"timeout", "memory", "crash"})  # how a busy or a smaller machine ends a program, too


class Regrader:
    """Today's course, and a sandbox with its torch. `reason` goes into each new grade."""

    def __init__(self, course: Course, worker: Worker, torch: str, deadline_ms: int, reason: str = "") -> None:
        self._exercises = course.exercises
        self._worker = worker
        self._torch = torch
        self._deadline_ms = deadline_ms
        self._reason = reason

    def is_due(self, kept: Kept) -> bool:
        """Whether another rubric or another torch than today's graded it."""
        exercise = self._exercises.get(kept.exercise)
        return exercise is not None and (kept.rubric, kept.torch) != (exercise.version, self._torch)

    def is_known(self, kept: Kept) -> bool:
        """Whether the course still has its exercise."""
        return kept.exercise in self._exercises

    async def again(self, kept: Kept) -> Regrade:
        """Run and grade it as a submission of today. Raises SandboxError where that failed on our side."""
        exercise = self._exercises[kept.exercise]
        jobs = plan(exercise, kept.source, kept.submission, self._deadline_ms)
        seen = tuple(await asyncio.gather(*map(self._worker.run, jobs)))
        for each in seen:
            if each.status == "internal":
                raise SandboxError(each.error.message if each.error else "no reason given")
        given = grade(exercise, seen, kept.lang)
        score = without(given.score, kept.penalty)
        _prove_not_ours(kept, seen, score)
        return Regrade(
            attempt=kept.id,
            verdict=given.verdict,
            score=score,
            max=given.max,
            earned={each.id: each.earned for each in given.criteria},
            flags=given.flags,
            torch=self._torch,
            rubric=exercise.version,
            reason=self._reason,
        )


async def torch_of(worker: Worker) -> str:
    """The torch that programs meet today. Raises SandboxError where the sandbox does not say."""
    seen = await worker.run(Job("torch", ""))
    if not seen.torch:
        raise SandboxError("the sandbox does not say which torch it has")
    return seen.torch


def differs(kept: Kept, new: Regrade) -> bool:
    """Whether anything of the attempt's row becomes another."""
    written = ("verdict", "score", "max", "earned", "flags", "torch", "rubric")
    return any(getattr(kept, name) != getattr(new, name) for name in written)


def _prove_not_ours(kept: Kept, seen: tuple[Observation, ...], score: float) -> None:
    """A program that came to its end then and was killed now, with the same seeds, met another machine."""
    killed = [each.status for each in seen if each.status in _KILLED]
    if killed and kept.status not in _KILLED and score < kept.score:
        raise SandboxError(f"a run ended with {killed[0]}, which it did not when it was first graded")
