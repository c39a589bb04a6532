"""What the bonus exercises say of programs that once were told something untrue, and how soon."""

import time

import pytest

from lessons.exercises import load_exercises
from lessons.grade import grade
from lessons.load import COURSE
from lessons.plan import plan
from tests.sandbox_client import ask

EXERCISES = load_exercises(COURSE)
ROUNDS = """\
x = torch.tensor(10.0, requires_grad=True)
opt = torch.optim.SGD([x], lr=0.1)
for k in (2, 3, 4):
    y = k * x ** 2
    y.backward()
    """
LAYER = """\
x, y = torch.ones(5), torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
def find():
    return torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
"""


@pytest.fixture
def rows(sandbox_socket):
    """Grades a program as the tutor does; gives its rows by criterion."""

    def run(number, source):
        exercise = EXERCISES[number]
        observations = tuple(ask(sandbox_socket, job) for job in plan(exercise, source, "a submission", 20_000))
        began = time.process_time()
        result = grade(exercise, observations, "en")
        assert time.process_time() - began < 3
        return {row.id: row for row in result.criteria}

    return run


@pytest.mark.parametrize(
    "clearing",
    [
        "x.grad.zero_()",
        "x.grad = None",
        "del x.grad",
        "x.grad *= 0",
        "x.grad[...] = 0",
        "x.grad.data.zero_()",
        "torch.mul(x.grad, 0, out=x.grad)",
        "opt.zero_grad(set_to_none=False)",
        "x.grad = torch.zeros_like(x)",
        "x.grad = x.grad * 0",
    ],
)
def test_a_gradient_that_nobody_read_before_it_was_cleared_is_seen(clearing, rows):
    found = rows(7, ROUNDS + clearing)
    assert (found["cleared"].earned, found["cleared"].key, found["shown"].key) == (2, "cleared", "hidden")


def test_a_total_of_the_students_own_is_no_gradient(rows):
    add = "print(x.grad); total += x.grad; x.grad = None"
    found = rows(7, f"total = torch.tensor(0.0)\n{ROUNDS}{add}")
    assert (found["cleared"].key, found["shown"].key) == ("cleared", "shown")


def test_what_is_typed_under_numbers_that_were_read_is_called_typed(rows):
    typed = "last = x.grad.item()\nfor row in ('tensor(40.)', 'tensor(60.)', 'tensor(80.)'): print(row)"
    assert rows(7, ROUNDS + typed)["shown"].key == "typed"


def test_a_name_that_went_on_to_the_next_tensor_is_still_the_students(rows):
    step = "find().backward()\nw = w - 0.1 * w.grad\nb = b - 0.1 * b.grad\nprint(find())"
    row = rows(8, LAYER + step)["step"]
    assert row.key == "tracked"
    assert "the new `w` and `b` are no leaves" in row.message


def test_a_long_training_by_another_rule_is_graded_soon(rows):
    step = "w -= 0.1 * w.grad.sign(); b -= 0.1 * b.grad.sign(); w.grad.zero_(); b.grad.zero_()"
    loop = f"for i in range(40):\n    loss = find()\n    loss.backward()\n    with torch.no_grad():\n        {step}\n"
    assert rows(8, f"{LAYER}{loop}    print(loss)")["step"].key == "other"


def test_a_total_of_numbers_beside_cleared_gradients_is_none_either(rows):
    add = "total += x.grad.item(); print(x.grad); x.grad = None"
    found = rows(7, f"total = torch.tensor(0.0)\n{ROUNDS}{add}\nprint(total)")
    assert (found["cleared"].key, found["shown"].key) == ("cleared", "shown")


def test_zeros_that_are_cleared_once_too_often_are_a_gradient(rows):
    body = "    x.grad.zero_()\n    y = k * x ** 2\n    y.backward()\n    print(x.grad)"
    start = "x = torch.tensor(10.0, requires_grad=True)\nx.grad = torch.zeros_like(x)"
    found = rows(7, f"{start}\nfor k in (2, 3, 4):\n{body}")
    assert (found["cleared"].key, found["shown"].key) == ("cleared", "shown")


def test_who_leaves_the_clearing_out_to_see_it_has_cleared_in_the_other_rounds(rows):
    loop = "for k in (2, 3, 4):\n    y = k * x ** 2\n    y.backward()\n    print(x.grad)\n"
    start = "x = torch.tensor(10.0, requires_grad=True)\n"
    assert rows(7, f"{start}{loop}x.grad = None\n{loop}    x.grad = None")["cleared"].key == "cleared"
    assert rows(7, f"{start}{loop}    x.grad.zero_()\nx.grad = None\n{loop}")["cleared"].key == "cleared"
    assert rows(7, f"{start}{loop}x.grad = None\n{loop}")["cleared"].key == "accumulated"


@pytest.mark.parametrize("cut", ["x = x.detach()\ny = x ** 3 - 2 * x", "y = (x ** 3 - 2 * x).item()"])
def test_who_called_backward_is_not_told_to_call_it(cut, rows):
    row = rows(5, f"x = torch.tensor(4.0, requires_grad=True)\n{cut}\ny.backward()")["gradient"]
    assert (row.earned, row.key) == (0, "refused")
    assert row.message.startswith("Line 4 asks for" if "\n" in cut else "Line 3 asks for")


def test_a_loss_that_cannot_be_differentiated_was_computed_all_the_same(rows):
    found = rows(8, f"{LAYER.replace(', requires_grad=True', '')}loss = find()\nprint(loss)\nloss.backward()")
    assert [row.key for row in found.values()] == ["untracked", "refused", "missing", "single"]
    assert found["smaller"].message.startswith("Line 5 computes a loss, ")


def test_a_step_that_is_thrown_away_is_none(rows):
    step = "with torch.no_grad():\n    w - 0.1 * w.grad\n    b - 0.1 * b.grad\n"
    assert rows(8, f"{LAYER}find().backward()\n{step}print(find())")["step"].key == "missing"


@pytest.mark.parametrize("data", ["torch.ones(5), torch.ones(3)", "torch.arange(5.0), torch.tensor([1.0, 0.0, 1.0])"])
def test_other_data_have_gradients_of_their_own(data, rows):
    layer = LAYER.replace("torch.ones(5), torch.zeros(3)", data)
    step = "with torch.no_grad():\n    w -= 0.01 * w.grad\n    b -= 0.01 * b.grad\n"
    found = rows(8, f"{layer}loss = find()\nprint(loss)\nloss.backward()\n{step}print(find())")
    assert [row.key for row in found.values()] == ["data", "right", "stepped", "smaller"]


def test_a_gradient_of_two_passes_is_half(rows):
    row = rows(8, f"{LAYER}find().backward()\nfind().backward()\nw.grad")["gradients"]
    assert (row.earned, row.key) == (1.5, "accumulated")


NEW_ROUTES = {
    "a hook": "x.register_hook(lambda g: print(g))\n(x ** 3 - 2 * x).backward()",
    "func.grad": "f = lambda t: t ** 3 - 2 * t\nprint(f(x), torch.func.grad(f)(x))",
    "jacrev": "f = lambda t: t ** 3 - 2 * t\nprint(f(x), torch.func.jacrev(f)(x))",
    "a new leaf": "(x ** 3 - 2 * x).backward()\nx = torch.tensor(4.0, requires_grad=True)\n"
    "y = x ** 3 - 2 * x\ny.backward()\nprint(x.grad)",
}


@pytest.mark.parametrize("route", NEW_ROUTES)
def test_a_gradient_counts_by_whatever_route(route, rows):
    found = rows(5, f"x = torch.tensor(4.0, requires_grad=True)\n{NEW_ROUTES[route]}")
    assert [row.key for row in found.values()] == ["tracked", "computed", "right", "shown"]


@pytest.mark.parametrize(
    "number",
    ["torch.Tensor([3 * x.item() ** 2 - 2])", "torch.vmap(lambda t: 3 * t ** 2 - 2)(x.reshape(1))[0]"],
)
def test_a_formula_of_the_students_own_is_no_gradient(number, rows):
    found = rows(5, f"x = torch.tensor(4.0, requires_grad=True)\ny = x ** 3 - 2 * x\nprint({number})")
    assert [row.earned for row in found.values()] == [2, 2, 0, 0]


def test_the_rounds_may_come_in_another_order(rows):
    body = "    y = k * x ** 2\n    y.backward()\n    print(x.grad)\n    x.grad = None"
    found = rows(7, f"x = torch.tensor(10.0, requires_grad=True)\nfor k in (4, 2, 3):\n{body}")
    assert (found["cleared"].key, found["shown"].key) == ("cleared", "shown")


def test_a_step_into_new_leaves_is_not_tracked(rows):
    step = "\n".join(f"{p} = torch.tensor({p} - 0.1 * {p}.grad, requires_grad=True)" for p in "wb")
    found = rows(8, f"{LAYER}loss = find()\nprint(loss)\nloss.backward()\n{step}\nprint(find())")
    assert [row.key for row in found.values()] == ["ready", "right", "stepped", "smaller"]
