"""Ordinary programs: each is run under the policy and as plain Python does, and must show and raise the same."""

from pathlib import Path

import pytest

from tests.sandbox.policy.running import as_plain_python, under_policy

_CELLS = Path(__file__).parent / "ordinary"


def _cells() -> list[tuple[str, str]]:
    found = []
    for file in sorted(_CELLS.glob("*.cells.txt")):
        for cell in file.read_text(encoding="utf-8").split("# %% ")[1:]:
            title, _, source = cell.partition("\n")
            found.append((f"{file.name.partition('.')[0]}: {title}", source))
    return found


@pytest.mark.parametrize("source", [pytest.param(source, id=title) for title, source in _cells()])
def test_a_program_means_what_it_means_in_plain_python(source: str) -> None:
    expected = as_plain_python(source)

    ran = under_policy(source)

    assert ran.refused is None, str(ran.refused)
    assert ran.text == expected.text
    assert ran.error == expected.error


def test_there_are_many() -> None:
    assert len(_cells()) >= 150
