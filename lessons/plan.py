"""Which runs grade a submission: an Exercise and a source come in, Jobs go out; their observations go to `grade`.

The seeds depend on the submission alone, so that a regrade runs the same. The first run is the program as it stands;
the second has another seed and, where the exercise can, other numbers, so that what was typed in stays behind.
"""

import hashlib
import random

from lessons.course import Exercise
from sandbox.protocol import Job

_RUNS = ("first", "second")
_MAX_ID = 64


def plan(exercise: Exercise, source: str, submission_id: str, deadline_ms: int) -> tuple[Job, ...]:
    """The jobs of one submission, in the order in which `grade` wants their observations."""
    first, second = (_seed(submission_id, run) for run in _RUNS)
    draw = random.Random(_seed(submission_id, "numbers"))  # noqa: S311 - repeatable, and never used for a secret of ours
    varied = exercise.challenge(source, draw) if exercise.challenge else None
    return (
        _job(submission_id, "a", source, first, deadline_ms),
        _job(submission_id, "b", varied or source, second, deadline_ms),
    )


def _job(submission_id: str, run: str, source: str, seed: int, deadline_ms: int) -> Job:
    name = f"{submission_id[: _MAX_ID - 2]}-{run}"
    return Job(id=name, source=source, seed=seed, deadline_ms=deadline_ms, trace=True)


def _seed(submission_id: str, what: str) -> int:
    digest = hashlib.sha256(f"{submission_id}/{what}".encode()).digest()
    return int.from_bytes(digest[:4], "big")
