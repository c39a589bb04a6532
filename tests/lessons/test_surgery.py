"""Surgery on programs' text: the place that is meant changes, and nothing else."""

import ast
import time

import pytest

from lessons.misconceptions import find, surgery
from lessons.misconceptions.scene import MAX_NODES, Scene
from sandbox.protocol import Fault, Observation


def expression(source):
    """The first call of a program."""
    return next(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def test_places_are_counted_in_bytes():
    source = '이름 = "값"; y = torch.mean(이름)\nprint(y)'
    assert surgery.rename(source, expression(source), "sum") == '이름 = "값"; y = torch.sum(이름)\nprint(y)'


@pytest.mark.parametrize(
    ("source", "mended"),
    [("f(x)", "f(x).float()"), ("-f(x)", "-f(x).float()"), ("a = [f(x)]  # f(x)", "a = [f(x).float()]  # f(x)")],
)
def test_a_step_is_attached(source, mended):
    assert surgery.attach(source, expression(source), ".float()") == mended


def test_what_needs_brackets_gets_them():
    source = "y = a + b"
    statement = ast.parse(source).body[0]
    assert isinstance(statement, ast.Assign)
    assert surgery.attach(source, statement.value, ".float()") == "y = (a + b).float()"


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("zeros()", "zeros(dtype=d)"),
        ("zeros(3)", "zeros(3, dtype=d)"),
        ("zeros(3,)", "zeros(3, dtype=d,)"),
        ("zeros((3))", "zeros((3), dtype=d)"),
        ("zeros(3, dtype=e)", "zeros(3, dtype=d)"),
        ("zeros(\n    3,  # rows\n)", "zeros(\n    3, dtype=d,  # rows\n)"),
    ],
)
def test_a_keyword_is_added(source, mended):
    assert surgery.add_keyword(source, expression(source), "dtype", "d") == mended


@pytest.mark.parametrize(
    ("source", "mended"),
    [("f(x)", "new\nf(x)"), ("if a:\n    f(x)", "if a:\n    new\n    f(x)"), ("if a: f(x)", "if a: new; f(x)")],
)
def test_a_statement_comes_before_another(source, mended):
    steps = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr)]
    assert surgery.before(source, steps[0], "new") == mended


PIECES = [
    "y.backward()\n",
    "for i in a: y.backward()\n",
    "torch.dot(a, b)\n",
    "a = torch.Tensor([1])\n",
    "a += torch.mm(a, a) / a\n",
    "a = torch.tensor(a)\n",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("message", ["", "1D tensors expected, but got 2D and 2D", "through the graph a second time"])
def test_a_long_program_is_looked_at_in_no_time(piece, message):
    source = piece * (MAX_NODES // len(list(ast.walk(ast.parse(piece)))))
    seen = Observation("one", "error", error=Fault("RuntimeError", message, 1, 0, 3))
    assert Scene(seen, source).nodes[1:]
    start = time.process_time()
    find(seen, source)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("source", ["x" + ".f()" * 2_000 + ".backward()", "x = torch.dot(a, " + "-" * 1_000 + "b)"])
def test_a_deep_program_is_not_looked_at(source):
    seen = Observation("one", "error", error=Fault("RuntimeError", "through the graph a second time", 1, 0, 3))
    assert find(seen, source) == ()
