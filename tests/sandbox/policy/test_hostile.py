"""Hostile programs: each ends as its line says, hands nothing over, and cannot swallow its refusal."""

import tracemalloc  # noqa: F401 - pytest imports it while it reports one `__del__`, and breaks where another comes then
from pathlib import Path

import pytest

from tests.sandbox.policy.running import under_policy

_LINES = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").splitlines()
_CASES = [line.split(" | ", 1) for line in _LINES if line and not line.startswith("# ")]


@pytest.mark.parametrize(("ending", "program"), _CASES, ids=[program for _, program in _CASES])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_hostile_program_gets_nothing(ending: str, program: str) -> None:
    ran = under_policy(program.replace("\\n", "\n"))

    if ending == "refused":
        assert ran.refused is not None or (ran.error is not None and ran.error[0] == "Refusal"), ran
    else:
        assert ran.error is not None
        assert ran.error[0] == ending
    assert "module" not in ran.text
    assert "frame" not in ran.text


def test_a_refusal_tells_the_rule_the_name_and_the_line() -> None:
    ran = under_policy("x = 1\ny = torch.load('weights.pt')")

    assert ran.refused is not None
    assert (ran.refused.key, ran.refused.line) == ("name", 2)
    assert ran.refused.facts == {"name": "torch.load", "instead": "model.load_state_dict(state)"}
    assert "torch.load" in str(ran.refused)


def test_what_was_printed_before_a_refusal_is_there() -> None:
    ran = under_policy("print('before')\nimport os\nprint('after')")

    assert ran.text == "before\n"
