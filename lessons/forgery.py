"""Printed text that plays the tutor: what a run showed comes in, a flag for the instructor goes out.

It changes no grade: a grade never rests on printed words. But who prints "10 / 10" wants somebody to read it as one.
"""

import re
from collections.abc import Iterator

from sandbox.protocol import Observation

PRINTED_VERDICT = "printed verdict"
_FULL = re.compile(r"\b10\s*/\s*10\b")
# Or both on one line: points out of ten, or a percentage, or a mark; and a word that only a grader has for them.
_POINTS = re.compile(
    r"\b\d+(?:\.\d+)?\s*/\s*10\b|\b10\s*(?:점|points?\b)|\b100\s*(?:%|점)|[✅🟢]|\bpass(?:ed)?\b", re.IGNORECASE
)
_GRADER = re.compile(
    r"\b(?:score|grade|graded|verdict|exercise|all tests|criteria|full marks)\b|점수|채점|만점|통과|정답|연습\s*문제",
    re.IGNORECASE,
)


def forged(observation: Observation) -> tuple[str, ...]:
    """The flag, where the run printed a verdict of its own."""
    return (PRINTED_VERDICT,) if any(map(_is_verdict, _lines(observation))) else ()


def _is_verdict(line: str) -> bool:
    return bool(_FULL.search(line) or (_POINTS.search(line) and _GRADER.search(line)))


def _lines(observation: Observation) -> Iterator[str]:
    for piece in observation.outputs:
        if piece.kind != "figure":
            yield from piece.text.splitlines()
