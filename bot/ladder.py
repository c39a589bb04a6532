"""Hints on one attempt, proved on the student's own code: an attempt comes in, all that can be said of it goes out.

The program is run and graded again, then each repair that its misconceptions propose. A repair is offered only where
the score rises with it. `bot.cards.hint` says one rung at a time.
"""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal

from bot.places import facts_in
from bot.values import Frozen, Part
from lessons.course import CriterionGrade, Exercise, Grade, Lang
from lessons.grade import grade
from lessons.misconceptions import BY_ID, Found
from lessons.plan import plan
from lessons.repair import Proof, best, named, repairs
from sandbox.protocol import Job, Observation

Observe = Callable[..., Awaitable[tuple[Observation, ...]]]
Rung = Literal["line", "idea", "patch"]


class Ladder(Frozen, frozen=True):
    """What the rungs say: the line, the misconception and its lesson card, the repair. The criterion that lost most
    stands above the first, and is none of its own: the answer has told it already.

    Lines are the program's; `parts` say where they stand in what was sent.
    """

    exercise: int
    source: str
    grade: Grade
    criterion: CriterionGrade
    hint: str  # the exercise's own, where no misconception was recognised
    line: int | None = None
    found: Found | None = None
    card: tuple[int, int] | None = None
    proof: Proof | None = None
    parts: tuple[Part, ...] = ()

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Those that there is something to say on, in order."""
        there: dict[Rung, bool] = {
            "line": self.line is not None,
            "idea": True,
            "patch": self.proof is not None,
        }
        return tuple(rung for rung, is_there in there.items() if is_there)


async def ladder(
    lang: Lang,
    exercise: Exercise,
    source: str,
    submission_id: str,
    deadline_ms: int,
    observe: Observe,
    parts: tuple[Part, ...] = (),
) -> Ladder | None:
    """The hints on a program; None where it already scores full."""

    def jobs(program: str, mark: str = "") -> tuple[Job, ...]:
        return plan(exercise, program, submission_id + mark, deadline_ms)

    seen = await observe(*await to_thread(jobs, source))
    given = await to_thread(grade, exercise, seen, lang, partial(facts_in, lang, parts))
    lost = [row for row in given.criteria if row.earned < row.points]
    if not lost:
        return None
    proposed = await to_thread(repairs, seen[0], source)
    planned = [await to_thread(jobs, repair.source, f"-{at}") for at, repair in enumerate(proposed)]
    answers = iter(await observe(*(job for each in planned for job in each))) if planned else iter(())
    tried = [(repair, tuple(next(answers) for _ in each)) for repair, each in zip(proposed, planned, strict=True)]
    proof = await to_thread(best, exercise, given.score, tried)
    found = await to_thread(named, seen[0], source, proof)
    error = seen[0].error
    return Ladder(
        exercise=exercise.number,
        source=source,
        grade=given,
        criterion=max(lost, key=lambda row: row.points - row.earned),
        hint=exercise.texts[lang].hint,
        line=found.line if found is not None else error.line if error is not None else None,
        found=found,
        card=BY_ID[found.id].card if found is not None else None,
        proof=proof,
        parts=parts,
    )
