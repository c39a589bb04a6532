"""Every solution scores full and every mistake scores what it says, in both languages, through the real sandbox."""

import pytest

from lessons.course import LANGS
from lessons.exercises import load_exercises
from lessons.grade import grade
from lessons.load import COURSE
from lessons.plan import plan
from tests.course.classroom import submissions
from tests.course.submissions import PROGRAMS

EXERCISES = load_exercises(COURSE)
SOLUTIONS = [
    pytest.param(exercise, source, id=f"{number}-{name}")
    for number, exercise in EXERCISES.items()
    for name, source in exercise.solutions.items()
]
MISTAKES = [
    pytest.param(exercise, mistake, id=f"{number}-{mistake.name}")
    for number, exercise in EXERCISES.items()
    for mistake in exercise.mistakes
]
SUBMISSIONS = [
    pytest.param(EXERCISES[number], score, source, id=f"{number}-{score}-{index}")
    for number, by_score in PROGRAMS.items()
    for score, sources in by_score.items()
    for index, source in enumerate(sources)
]
CLASSROOM = [pytest.param(EXERCISES[sent.exercise], sent, id=f"{sent.exercise}-{sent.name}") for sent in submissions()]
_met: dict[tuple[str, str], tuple] = {}


@pytest.fixture(scope="session")
def observe(sandbox_socket):
    """Runs a submission as the tutor does; each program once per session."""
    from tests.sandbox_client import ask

    def run(exercise, source, deadline_ms=20_000):
        key = (exercise.number, source)
        if key not in _met:
            _met[key] = tuple(ask(sandbox_socket, job) for job in plan(exercise, source, "a submission", deadline_ms))
        return _met[key]

    return run


def facts(grade):
    return {row.id: (row.earned, row.key, row.message) for row in grade.criteria}


@pytest.mark.parametrize(("exercise", "source"), SOLUTIONS)
def test_a_solution_scores_full_in_both_languages(exercise, source, observe):
    observations = observe(exercise, source)
    for lang in LANGS:
        result = grade(exercise, observations, lang)
        assert result.score == exercise.points, (facts(result), observations[0].error)
        assert result.verdict == "full"
        assert not result.flags


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES)
def test_a_mistake_scores_what_it_says_in_both_languages(exercise, mistake, observe):
    observations = observe(exercise, mistake.source)
    for lang in LANGS:
        result = grade(exercise, observations, lang)
        earned = {row.id: row.earned for row in result.criteria}
        assert earned == mistake.earned, (facts(result), observations[0].error)


@pytest.mark.parametrize(("exercise", "score", "source"), SUBMISSIONS)
def test_the_score_is_an_instructors(exercise, score, source, observe):
    observations = observe(exercise, source)
    result = grade(exercise, observations, "en")
    assert result.score == score, (facts(result), observations[0].error)


@pytest.mark.parametrize(("exercise", "sent"), CLASSROOM)
def test_each_criterion_is_an_instructors(exercise, sent, observe):
    # What never ends by itself is waited for in vain, so less long.
    observations = observe(exercise, sent.program, 3_000 if sent.name.startswith("endless") else 20_000)
    for lang in LANGS:
        result = grade(exercise, observations, lang)
        assert [row.earned for row in result.criteria] == sent.earned, (facts(result), observations[0].error)


@pytest.mark.parametrize("number", EXERCISES)
def test_every_message_is_given_to_some_sample(number, observe):
    exercise = EXERCISES[number]
    sources = [*exercise.solutions.values(), *(mistake.source for mistake in exercise.mistakes)]
    given = {
        (row.id, row.key) for source in sources for row in grade(exercise, observe(exercise, source), "ko").criteria
    }
    missing = {(criterion.id, key) for criterion in exercise.criteria for key in criterion.keys} - given
    assert not missing


def test_there_are_samples_enough():
    assert sorted(EXERCISES)[:4] == [1, 2, 3, 4]
    for exercise in EXERCISES.values():
        assert len(exercise.solutions) >= 6
        assert len(exercise.mistakes) >= 6
