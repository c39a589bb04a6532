"""Which runs grade a submission: an Exercise and a source come in, Jobs go out; their observations go to `grade`.

All seeds and secrets come of the submission's id alone, so that a regrade runs the same, and are drawn here, outside
of the sandbox. The first run is the program as it stands. The second is the same program under other circumstances:
another seed, other numbers where the exercise has some, memory that shows; so what was typed in stays behind. A third
is for a program that has answers in its own text, tells what it asked in words, or computes where chance is asked for:
it has other seeds alone, not those answers, and marks beside those words.
"""

import hashlib
import random

from msgspec.structs import replace

from lessons.course import Exercise
from lessons.formulas import computes
from lessons.masks import masked
from lessons.rows import without_rows
from lessons.told import marked
from sandbox.protocol import Job, Twist

_RUNS = ("first", "second", "third")
_MAX_ID = 64


def plan(exercise: Exercise, source: str, submission_id: str, deadline_ms: int) -> tuple[Job, ...]:
    """The jobs of one submission, in the order in which `grade` wants their observations."""
    first, second, third = (_seed(submission_id, run) for run in _RUNS)
    draw = random.Random(_seed(submission_id, "numbers"))  # noqa: S311 - repeatable, and never used for a secret of ours
    twist = exercise.challenge(draw) if exercise.challenge else Twist()
    twist = replace(twist, seed_offset=draw.randrange(1, 1000), fill=True)
    jobs = (
        replace(_job(submission_id, "a", source, first, deadline_ms), numeric=differentiates(source)),
        replace(_job(submission_id, "b", source, second, deadline_ms), twist=twist),
    )
    text = marked(masked(source, exercise.typed)) if exercise.typed else source
    text = without_rows(text, exercise.rows) if exercise.rows else text
    if text == source and not (twist.double and computes(source)):  # then the second run has told it all
        return jobs
    seeds = Twist(seed_offset=twist.seed_offset, fill=True)
    return (*jobs, replace(_job(submission_id, "c", text, third, deadline_ms), twist=seeds))


def differentiates(source: str) -> bool:
    """Whether a program's text speaks of differentiating: only then are its derivatives computed a second way."""
    return "backward" in source or "autograd.grad" in source


def _job(submission_id: str, run: str, source: str, seed: int, deadline_ms: int) -> Job:
    name = f"{submission_id[: _MAX_ID - 2]}-{run}"
    return Job(id=name, source=source, seed=seed, deadline_ms=deadline_ms, trace=True)


def _seed(submission_id: str, what: str) -> int:
    digest = hashlib.sha256(f"{submission_id}/{what}".encode()).digest()
    return int.from_bytes(digest[:4], "big")
