"""A graded submission comes in, the Attempt that the store keeps goes out."""

import time

from bot.values import Attempt, Author, Submission
from lessons.course import Exercise, Grade, Lang
from sandbox.protocol import Observation


def attempt_of(
    author: Author,
    lang: Lang,
    task: Exercise,
    submission: Submission,
    submission_id: str,
    seen: Observation,
    given: Grade,
    penalty: float = 0,
) -> Attempt:
    """An attempt, to be kept; its hints' `penalty` lowers the score, but no criterion's points."""
    return Attempt(
        author=author,
        exercise=given.exercise,
        source=submission.source,
        verdict=given.verdict,
        status=seen.status,
        score=without(given.score, penalty),
        max=given.max,
        duration_ms=seen.duration_ms,
        seconds=time.time(),
        lang=lang,
        earned={each.id: each.earned for each in given.criteria},
        torch=seen.torch or None,
        rubric=task.version or None,
        submission=submission_id,
        flags=given.flags,
        penalty=penalty,
        parts=submission.parts,
    )


def without(score: float, penalty: float) -> float:
    """What is left of a score."""
    return max(score - penalty, 0.0)


def price(hints: int, each: float, most: float) -> float:
    """What so many hints cost, no more than there is to lose."""
    return min(hints * each, most)
