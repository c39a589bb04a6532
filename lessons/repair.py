"""Repairs of a student's own program: an Observation and its source come in, programs with one thing mended go out.

A repair is only a proposal. It becomes a hint where it was run and graded, and the score rose: `best`.
"""

from collections.abc import Sequence

from lessons.course import Exercise, Frozen
from lessons.grade import grade
from lessons.misconceptions import BY_ID, Found, Scene, find
from sandbox.protocol import Observation

MOST = 4  # proposals for one program: each costs a submission's runs


class Repair(Frozen, frozen=True):
    """The program with what belongs to one misconception mended."""

    found: Found
    source: str


class Proof(Frozen, frozen=True):
    """A repair that was run: what its first run showed, and its score."""

    repair: Repair
    seen: Observation
    score: float


def repairs(observation: Observation, source: str) -> tuple[Repair, ...]:
    """Those that the misconceptions in a run propose, the likeliest first; none is the program itself."""
    scene = Scene(observation, source)
    found = [
        Repair(hit, mended)
        for hit in find(observation, source)
        if (patch := BY_ID[hit.id].patch) is not None and (mended := patch(scene, hit)) not in (None, source)
    ]
    return tuple({repair.source: repair for repair in reversed(found)}.values())[::-1][:MOST]


def best(exercise: Exercise, before: float, tried: Sequence[tuple[Repair, tuple[Observation, ...]]]) -> Proof | None:
    """The repair that scores most, where that is more than before; of equals, the likeliest."""
    proofs = [
        Proof(repair, seen[0], grade(exercise, seen, "en").score)
        for repair, seen in tried
        if all(each.status != "internal" for each in seen)
    ]
    better = [proof for proof in proofs if proof.score > before]
    return max(better, key=lambda proof: proof.score, default=None)


def named(observation: Observation, source: str, proof: Proof | None) -> Found | None:
    """What to name to the student: what was proved, else the likeliest for which there is no repair to prove it by.

    One whose repair did not help is not named: it is not what stands in the way.
    """
    if proof is not None:
        return proof.repair.found
    return next((hit for hit in find(observation, source) if BY_ID[hit.id].patch is None), None)
