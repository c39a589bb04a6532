"""A program without a task's results in its own text."""

import pytest

from lessons.rows import without_rows

ROWS = ((5, 7, 9), (-3, -3, -3))
CHANGED = {
    "print([5, 7, 9])": "print([10000, 10001, 10002])",
    "print(5.0, 7, 9)": "print(10000, 10001, 10002)",
    "x = {'a': (5, 7, 9), 'b': (1, 2, 3)}": "x = {'a': (10000, 10001, 10002), 'b': (1, 2, 3)}",
    "torch.tensor([-3, -3, -3])": "torch.tensor([10000, 10001, 10002])",
    "print('tensor([5, 7, 9])')": "print('□')",
    "print({1: 5, 2: 7, 3: 9}[x])": "print({1: 10000, 2: 10001, 3: 10002}[x])",
}
KEPT = (
    "print(a + b)",
    "print([5, 7, 9, 11])",
    "x = [3, 3, 3]",
    "print('5 + 7')",
    "f(5, n, 9)",
    "print([5, 7, 9]",
    "",
    "x = [True, 7, 9]",
)


@pytest.mark.parametrize("source", CHANGED)
def test_results_in_the_text_become_other_numbers(source: str) -> None:
    assert without_rows(source, ROWS) == CHANGED[source]


@pytest.mark.parametrize("source", KEPT)
def test_all_else_stays_as_it_was_written(source: str) -> None:
    assert without_rows(source, ROWS) is source
    assert without_rows("print([5, 7, 9])", ()) == "print([5, 7, 9])"
