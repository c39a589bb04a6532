"""Exams of the grader: programs right, partly right and dishonest, and what an instructor gives for each."""

from pathlib import Path

import pytest

from lessons.course import LANGS
from lessons.exercises import load_exercises
from lessons.grade import grade
from lessons.load import COURSE
from lessons.plan import plan
from tests.course.classroom import submissions
from tests.sandbox_client import ask

EXERCISES = load_exercises(COURSE)
FOLDER = Path(__file__).parent / "exam"
SITTINGS = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())
EXAM = [(sitting, sent) for sitting in SITTINGS for sent in submissions(FOLDER / sitting)]
CASES = [pytest.param(sent, id=f"{sitting}-{sent.exercise}-{sent.name}") for sitting, sent in EXAM]


@pytest.mark.parametrize("sent", CASES)
def test_each_criterion_is_an_instructors(sent, sandbox_socket):
    exercise = EXERCISES[sent.exercise]
    # What never ends by itself is waited for in vain, so less long.
    deadline_ms = 3_000 if sent.name.startswith("endless") else 20_000
    observations = tuple(ask(sandbox_socket, job) for job in plan(exercise, sent.program, "a submission", deadline_ms))
    for lang in LANGS:
        result = grade(exercise, observations, lang)
        facts = {row.id: (row.earned, row.key, row.message) for row in result.criteria}
        assert [row.earned for row in result.criteria] == sent.earned, (facts, observations[0].error)


def test_the_exam_asks_for_right_ones_and_wrong_ones():
    for number in EXERCISES:
        full = [sum(sent.earned) == EXERCISES[number].points for _, sent in EXAM if sent.exercise == number]
        assert full.count(True) >= 12
        assert full.count(False) >= 12
