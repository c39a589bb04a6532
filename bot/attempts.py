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
) -> Attempt:
    """An attempt, to be kept."""
    return Attempt(
        author=author,
        exercise=given.exercise,
        source=submission.source,
        verdict=given.verdict,
        status=seen.status,
        score=given.score,
        max=given.max,
        duration_ms=seen.duration_ms,
        seconds=time.time(),
        lang=lang,
        earned={each.id: each.earned for each in given.criteria},
        torch=seen.torch or None,
        rubric=task.version or None,
        submission=submission_id,
        flags=given.flags,
    )
