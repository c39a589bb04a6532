"""Cheats against a grade: what a program claims of itself is worth nothing."""

from pathlib import Path

import pytest

from lessons.exercises import load_exercises
from lessons.grade import grade
from lessons.load import COURSE
from lessons.plan import plan
from tests.sandbox_client import ask

EXERCISES = load_exercises(COURSE)
CHEATS = {
    "early_exit": "exit(0)",
    "system_exit": "raise SystemExit(0)",
    "fake_pass_text": "print('PASS')\nprint('Score: 100/100')\nprint('만점')",
    "verdict_forged": "import os\nos.write(3, b'check: pass')",
    "always_equal": "class A:\n    def __eq__(self, other): return True\nx = A()\nprint(x == 4)",
    "allclose_replaced": "torch.allclose = lambda *a, **k: True\nx = torch.ones(3)",
    "seed_guessed": "torch.manual_seed(0)\nprint(torch.rand(3))",
    "evidence_named": "evidence = {'tensors': [], 'tampered': ()}\nprint(evidence)",
    "hidden_answers": "print([name for name in dir() if 'answer' in name])\nprint(torch.empty(64))",
    "nothing": "",
    "killed": "while True: pass",
}


@pytest.mark.parametrize("number", EXERCISES)
@pytest.mark.parametrize("cheat", CHEATS)
def test_a_cheat_is_no_solution(number: int, cheat: str, sandbox_socket: Path) -> None:
    exercise = EXERCISES[number]
    jobs = plan(exercise, CHEATS[cheat], f"cheat-{cheat}", 300)
    result = grade(exercise, tuple(ask(sandbox_socket, job) for job in jobs), "en")
    assert result.verdict != "full"
    assert result.score < exercise.points / 2


def test_the_seed_of_a_grade_is_not_the_one_that_is_guessed() -> None:
    jobs = [plan(exercise, "1", "a submission", 300) for exercise in EXERCISES.values()]
    assert all(first.seed != second.seed and 0 not in (first.seed, second.seed) for first, second, *_ in jobs)
