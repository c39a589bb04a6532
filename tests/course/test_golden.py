"""What is said of every sample, word for word in both languages, held against `golden/exercise_N.txt`.

`TUTOR_REWRITE=1 ./tutor test tests/course/test_golden.py` writes the files anew; what changed is then read as a diff.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons.course import LANGS
from lessons.exercises import load_exercises
from lessons.grade import grade
from lessons.load import COURSE
from lessons.misconceptions import find, sentence
from lessons.plan import plan
from lessons.repair import best, repairs
from tests.sandbox_client import ask

EXERCISES = load_exercises(COURSE)
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", EXERCISES)
def test_every_sample_is_told_what_it_was_told(number, sandbox_socket):
    def observe(program, id):
        return tuple(ask(sandbox_socket, job) for job in plan(EXERCISES[number], program, id, 20_000))

    said = "\n".join(line for sample in samples(number) for line in transcript(number, *sample, observe))
    file = GOLDEN / f"exercise_{number}.txt"
    if os.environ.get("TUTOR_REWRITE"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")


def samples(number):
    """The name and the program of each."""
    exercise = EXERCISES[number]
    yield from ((f"solutions/{name}", source) for name, source in exercise.solutions.items())
    yield from ((f"mistakes/{mistake.name}", mistake.source) for mistake in exercise.mistakes)


def transcript(number, name, source, observe) -> Iterator[str]:
    """Score, then each criterion, then what was recognised and which repair was proved."""
    exercise, seen = EXERCISES[number], observe(source, "golden")
    given = {lang: grade(exercise, seen, lang) for lang in LANGS}
    yield f"==== {name}: {given['ko'].score:g}/{given['ko'].max}" + "".join(f" [{flag}]" for flag in given["ko"].flags)
    for korean, english in zip(given["ko"].criteria, given["en"].criteria, strict=True):
        yield f"{korean.earned:g}/{korean.points} {korean.id} ({korean.key})"
        yield f"    {korean.message}"
        yield f"    {english.message}"
    for hit in find(seen[0], source):
        yield f"{hit.id} line {hit.line}"
        yield from (f"    {sentence(lang, hit)}" for lang in LANGS)
    tried = [(repair, observe(repair.source, f"golden-{at}")) for at, repair in enumerate(repairs(seen[0], source))]
    proof = best(exercise, given["ko"].score, tried)
    if proof is not None:
        yield f"repair of {proof.repair.found.id}: {given['ko'].score:g} -> {proof.score:g}"
    yield ""
