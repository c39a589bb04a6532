"""The layout of an echo. The expected texts are what Jupyter shows for the same values."""

import numpy as np
import pytest
import torch

from sandbox.pretty import pretty

A = np.array([100.0, 1, 2, 3, 4, 5])
CASES = {
    "the lesson's three views": (
        (A, torch.from_numpy(A), A),
        "(array([100.,   1.,   2.,   3.,   4.,   5.]),\n"
        " tensor([100.,   1.,   2.,   3.,   4.,   5.], dtype=torch.float64),\n"
        " array([100.,   1.,   2.,   3.,   4.,   5.]))",
    ),
    "short list": ([1, 2, 3], "[1, 2, 3]"),
    "one in a tuple": ((1,), "(1,)"),
    "empty": (([], {}, (), set()), "([], {}, (), set())"),
    "sets are sorted": ({3, 1, 2}, "{1, 2, 3}"),
    "79 columns fit": (["b" * 36, "c" * 35], f"['{'b' * 36}', '{'c' * 35}']"),
    "80 do not": (["b" * 37, "c" * 35], f"['{'b' * 37}',\n '{'c' * 35}']"),
    "a table breaks its list": (
        [torch.ones(2, 2), 1],
        "[tensor([[1., 1.],\n         [1., 1.]]),\n 1]",
    ),
    "a value keeps its dict's indent": (
        {"w": torch.ones(2, 2), "b": 0},
        "{'w': tensor([[1., 1.],\n         [1., 1.]]),\n 'b': 0}",
    ),
    "size is no plain tuple": (torch.Size([5]), "torch.Size([5])"),
}


@pytest.mark.parametrize(("value", "text"), CASES.values(), ids=CASES.keys())
def test_layout(value: object, text: str) -> None:
    assert pretty(value) == text


def test_a_list_within_itself_ends() -> None:
    loop: list[object] = [1]
    loop.append(loop)
    assert pretty(loop) == "[1, [...]]"


def test_a_thousand_elements_are_shown_and_no_more() -> None:
    lines = pretty(list(range(5000))).split("\n")
    assert len(lines) == 1001
    assert lines[-1] == " ...]"
