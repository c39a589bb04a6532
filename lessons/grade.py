"""What a submission is worth: an Exercise and the observations of its planned runs come in, a Grade goes out.

Pure. A criterion that was met before a crash keeps its points; without a tensor, or with a replaced torch, there are
none. A run that failed on our side is never graded.
"""

from collections.abc import Callable

from lessons.course import Criterion, CriterionGrade, Exercise, Finding, Grade, Lang
from lessons.forgery import forged
from sandbox.protocol import Observation

Facts = dict[str, str]


def grade(
    exercise: Exercise, observations: tuple[Observation, ...], lang: Lang, tell: Callable[[Facts], Facts] = dict
) -> Grade:
    """Grade the runs that `plan` asked for. Raises ValueError for no runs, and for a run that ended as "internal".

    `tell` has the last word on a message's facts: it puts the student's own lines in the place of the program's.
    """
    if not observations or any(observation.status == "internal" for observation in observations):
        raise ValueError("a submission is graded from runs that came to an end of their own")
    gate = _gate(observations[0])
    texts = exercise.texts[lang]
    rows = []
    for criterion in exercise.criteria:
        text = texts.criteria[criterion.id]
        finding = gate or _check(criterion, observations)
        message = (texts.gate if gate else text.messages)[finding.key].format_map(tell(finding.facts))
        earned = criterion.points * finding.share
        rows.append(CriterionGrade(criterion.id, text.title, criterion.points, earned, message, finding.key))
    score = sum(row.earned for row in rows)
    verdict = "full" if score == exercise.points else "partial" if score else "zero"
    flags = (*_replaced(observations[0]), *forged(observations[0]))
    return Grade(exercise.number, score, exercise.points, verdict, tuple(rows), flags)  # type: ignore[arg-type] # one of three words


def _check(criterion: Criterion, observations: tuple[Observation, ...]) -> Finding:
    finding = criterion.check(observations)
    if finding.key not in criterion.keys:
        raise ValueError(f"criterion {criterion.id!r} gave the key {finding.key!r}, which it does not list")
    return finding


def _replaced(observation: Observation) -> tuple[str, ...]:
    """What of a library was replaced, or what the sandbox refused to replace."""
    error = observation.error
    tampered = observation.evidence.tampered if observation.evidence else ()
    if error is None or observation.status != "refused" or error.key != "write":
        return tampered
    return (*tampered, error.facts.get("name", "?"))


def _gate(observation: Observation) -> Finding | None:
    """Why nothing is earned, whatever the criteria say; None where they decide."""
    evidence, error = observation.evidence, observation.error
    facts = {"line": str(error.line) if error and error.line else "?", "error": error.type if error else "-"}
    if evidence is not None and evidence.tampered:
        return Finding(0, "tampered", {"name": evidence.tampered[0]})
    if evidence is not None and evidence.tensors:
        return None
    if observation.status == "refused":
        return Finding(0, "refused", facts)
    if evidence is None and observation.status != "ok" and (error is None or error.line is None):
        return Finding(0, "killed")
    return Finding(0, "stopped", facts) if error else Finding(0, "no_tensor")
