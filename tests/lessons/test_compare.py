"""The comparison holds what is equal for equal, and fails where a lesson would lie."""

import pytest

from lessons.compare import difference, shown
from lessons.course import Cell
from sandbox.protocol import Output

RAND = "tensor([[0.6546, 0.2612],\n        [0.7305, 0.0480]])"


def exact(output):
    return Cell(source="x", output=output)


def like(output, low=None, high=None):
    return Cell(source="x", output=output, like=True, low=low, high=high)


def out(kind, text):
    return Output(kind=kind, text=text)


@pytest.mark.parametrize(
    ("outputs", "text"),
    [
        ([], ""),
        ([out("stdout", "a\n"), out("stdout", "b\n")], "a\nb"),
        ([out("stdout", "a"), out("echo", "1")], "a\n1"),
        ([out("stdout", "a\n"), out("echo", "1")], "a\n1"),
        ([out("echo", "1"), out("echo", "2")], "1\n2"),
        ([out("echo", "1"), out("stdout", "\n"), out("stdout", "b")], "1\n\nb"),
        ([out("figure", "aGk=")], "<figure>"),
    ],
)
def test_outputs_read_as_a_student_sees_them(outputs, text):
    assert shown(outputs) == text


@pytest.mark.parametrize(
    ("expected", "got"),
    [("tensor(4.)", "tensor(4.)\n"), ("", ""), ("a\n\nb", "a\n\nb"), ("a b", "a b  \n")],
)
def test_equal_text_is_equal(expected, got):
    assert difference(exact(expected), got) is None


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("tensor(4.)", "tensor(8.)"),
        ("tensor(4.)", "tensor(4)"),
        ("tensor([ 1., -1.])", "tensor([1., -1.])"),
        ("", "None"),
        ("1", ""),
        ("a\n\nb", "a\nb"),
        ("tensor([1, 2])", "tensor([1, 2], dtype=torch.int32)"),
    ],
)
def test_an_exact_cell_shows_exactly_that(expected, got):
    assert difference(exact(expected), got) is not None


@pytest.mark.parametrize(
    ("cell", "got"),
    [
        (like(RAND, 0, 1), "tensor([[0.1000, 0.2000],\n        [0.3000, 0.9999]])"),
        (like(RAND, 0, 1), "tensor([[1.1000e-05, 2.0000e-01],\n        [3.0000e-01, 9.9990e-01]])"),
        (like(RAND, 0, 1), "tensor([[0.0000, 1.0000],\n        [0.5000, 0.5000]])"),
        (like("tensor([-0.1851,  0.3275])"), "tensor([ 2.5000, -1.0000])"),
        (like("[-0.18509153  0.32745877]"), "[1.5 -2.]"),
        (like("-0.95"), "1.2e-07"),
    ],
)
def test_a_random_cell_takes_other_numbers(cell, got):
    assert difference(cell, got) is None


@pytest.mark.parametrize(
    ("cell", "got"),
    [
        (like(RAND, 0, 1), "tensor([[0.1000, 0.2000],\n        [0.3000, 1.0001]])"),
        (like(RAND, 0, 1), "tensor([[0.1000, 0.2000],\n        [0.3000, -0.1000]])"),
        (like(RAND, 0, 1), "tensor([[0.1000, 0.2000],\n        [0.3000, 1.5e+01]])"),
        (like(RAND, 0, 1), "tensor([[0.1000, 0.2000]])"),
        (like(RAND, 0, 1), "tensor([0.1000, 0.2000, 0.3000, 0.4000])"),
        (like(RAND, 0, 1), "tensor([[0.1000, 0.2000],\n        [0.3000, nan]])"),
        (like(RAND, 0, 1), "tensor([[0, 0],\n        [1, 0]])"),
        (like(RAND, 0, 1), RAND.removesuffix(")") + ", dtype=torch.float64)"),
        (like("tensor(1.1270, grad_fn=<MulBackward0>)"), "tensor(1.1270, grad_fn=<MulBackward1>)"),
        (like("0.5 of torch.float32"), "0.5 of torch.float64"),
        (like("0.5 of 5"), "0.5 of 6"),
        (like("w = 0.5"), "b = 0.5"),
        (like("0.5"), ""),
    ],
)
def test_a_random_cell_keeps_shape_dtype_words_and_range(cell, got):
    assert difference(cell, got) is not None


def test_a_difference_says_what_was_expected_and_what_came():
    assert difference(exact("tensor(4.)"), "tensor(8.)").splitlines()[-2:] == ["-tensor(4.)", "+tensor(8.)"]
    assert difference(like("0.5", 0, 1), "1.7") == "not within [0, 1): 1.7"
