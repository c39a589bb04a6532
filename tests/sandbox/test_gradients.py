"""What is told of a run's gradients: values, the reasons for None, numerical derivatives, the graph."""

from collections.abc import Callable

import pytest

from sandbox.protocol import Graph, Job, Observation

Run = Callable[[Job], Observation]

SQUARE = "x = torch.tensor(3.0, requires_grad=True)\ny = x**2\ny.backward()\nprint(x.grad)\n"
ENDLESS = "if torch.get_default_dtype() is torch.float64:\n    while True:\n        pass\n"
LAYER = """\
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
z = torch.matmul(x, w) + b
loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y)
loss.backward()
"""
MODEL = """\
model = torch.nn.Sequential(torch.nn.Linear(2, 1), torch.nn.Sigmoid())
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
loss = torch.nn.functional.mse_loss(model(torch.rand(4, 2)), torch.ones(4, 1))
loss.backward()
optimizer.step()
"""


def closely(source: str, **more: object) -> Job:
    return Job("g", source, seed=7, numeric=True, **more)  # type: ignore[arg-type] # of Job's own fields


def flat(numbers: object) -> list[float]:
    return [one for item in numbers for one in flat(item)] if isinstance(numbers, list) else [numbers]


def whys(seen: Observation) -> dict[str, str]:
    return {each.name: each.why for each in seen.missing}


def told(graph: Graph | None) -> list[str]:
    assert graph is not None
    labels = [node.name if not node.op else f"{node.op}:{node.name}" for node in graph.nodes]
    return [f"{labels[source]} -> {labels[target]}" for source, target in graph.edges]


def test_a_leaf_with_its_value_gradient_and_numerical_derivative(sandbox_run: Run):
    seen = sandbox_run(closely(SQUARE))
    [x] = seen.gradients
    assert (x.name, x.shape, x.value, x.grad) == ("x", (), 3.0, 6.0)
    assert x.numeric == pytest.approx((6.0,), abs=1e-7)
    assert told(seen.graph) == ["x -> pow:y"]


def test_it_changes_nothing_that_the_run_showed(sandbox_run: Run):
    source = "import random\nprint(random.random(), torch.rand(2))\n" + SQUARE + "y\n"
    plain, seen = sandbox_run(Job("g", source, seed=7)), sandbox_run(closely(source))
    assert seen.outputs == plain.outputs
    assert seen.stdout.count("tensor(6.)") == 1
    assert (seen.status, seen.echo) == (plain.status, plain.echo) == ("ok", plain.echo)
    assert (plain.graph, plain.gradients[0].numeric) == (None, ())


def test_a_layer_s_derivatives_are_those_of_the_random_numbers_that_were_drawn(sandbox_run: Run):
    seen = sandbox_run(closely(LAYER))
    w, b = seen.gradients
    assert (w.name, w.shape, b.name, b.shape) == ("w", (5, 3), "b", (3,))
    assert len(w.numeric) == 8
    assert w.numeric == pytest.approx(flat(w.grad)[:8], rel=1e-4)
    assert b.numeric == pytest.approx(flat(b.grad), rel=1e-4)
    assert "add:z -> binary_cross_entropy_with_logits:loss" in told(seen.graph)
    assert seen.graph is not None
    assert [node.shape for node in seen.graph.nodes if node.name in ("w", "z", "loss")] == [(), (3,), (5, 3)]


def test_a_module_s_parameters_at_the_values_before_the_step(sandbox_run: Run):
    seen = sandbox_run(closely(MODEL))
    plain = sandbox_run(Job("g", MODEL, seed=7))
    weight, bias = seen.gradients
    assert [weight.name, bias.name] == ["model.0.weight", "model.0.bias"]
    assert weight.numeric == pytest.approx(flat(weight.grad), rel=1e-3)
    stepped = [value - 0.5 * grad for value, grad in zip(flat(weight.value), flat(weight.grad), strict=True)]
    assert flat(plain.gradients[0].value) == pytest.approx(stepped, rel=1e-5)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = torch.tensor(1.0, requires_grad=True)\nprint(x.grad)", {"x": "no_backward"}),
        ("x = torch.tensor(1.0, requires_grad=True)\nu = x * 1\nprint(u)", {"x": "no_backward"}),
        (SQUARE + "u = torch.ones(2, requires_grad=True)", {"y": "not_leaf", "u": "not_reached"}),
        ("w = torch.randn(3, requires_grad=True) * 0.1\nw.sum().backward()", {"w": "not_leaf"}),
        ("x = torch.tensor(2.0, requires_grad=True)\ng = torch.autograd.grad(x**2, x)", {"x": "returned"}),
        (SQUARE + "x.grad = None", {"x": "cleared", "y": "not_leaf"}),
        ("x = torch.tensor(2.0, requires_grad=True)\nd = x.detach()\n(x * d).backward()", {"d": "detached"}),
        (
            "x = torch.tensor(2.0, requires_grad=True)\nwith torch.no_grad():\n    y = x**2\ny.backward()",
            {"x": "no_backward", "y": "detached"},
        ),
        (
            "x = torch.tensor(2.0, requires_grad=True)\ny = (x**2).item()\ny.backward()",
            {"x": "no_backward", "y": "detached"},
        ),
        ("model = torch.nn.Linear(2, 1)\nprint(model(torch.ones(2)))  # backward", {}),
        ("x = torch.rand(2, requires_grad=True)\nm = torch.zeros_like(x)\n(x * m).sum().backward()", {}),
    ],
)
def test_why_a_gradient_is_missing(sandbox_run: Run, source: str, expected: dict[str, str]):
    assert whys(sandbox_run(closely(source))) == expected


def test_a_result_that_retains_its_gradient_shows_it(sandbox_run: Run):
    seen = sandbox_run(closely("x = torch.ones(2, requires_grad=True)\ny = x * 3\ny.retain_grad()\ny.sum().backward()"))
    assert [(each.name, each.grad) for each in seen.gradients] == [("x", [3.0, 3.0]), ("y", [1.0, 1.0])]
    assert seen.missing == ()


@pytest.mark.parametrize(
    "source",
    [
        "import time\nx = torch.tensor(1.0, requires_grad=True)\n(x * (time.time() % 1)).backward()",
        "x = torch.ones(2, requires_grad=True)\nfor _ in range(3):\n    (x**2).sum().backward()",
        "x = torch.ones(2, requires_grad=True)\n(x**2).backward(torch.ones(2))",
        "x = torch.tensor(1.0, requires_grad=True)\n(x**2).backward(torch.tensor(2.0))",
        "x = torch.tensor(1.0, requires_grad=True)\nx.grad = torch.tensor(5.0)\n(x**2).backward()",
        "x = torch.tensor(1.0, requires_grad=True)\nif torch.get_default_dtype() is torch.float64:\n    1 / 0\n"
        "(x**2).backward()",
        "x = torch.ones(2, requires_grad=True)\nfor _ in range(3000):\n    y = (x * 2).sum()\ny.backward()",
    ],
    ids=["clock", "thrice", "vector", "seeded", "accumulated", "raises", "slow"],
)
def test_no_number_where_a_second_run_would_not_tell(sandbox_run: Run, source: str):
    seen = sandbox_run(closely(source))
    assert seen.status == "ok", seen.error
    assert [(each.name, each.numeric) for each in seen.gradients] == [("x", ())]


def test_a_second_run_that_never_ends_costs_only_its_numbers(sandbox_run: Run):
    seen = sandbox_run(closely(ENDLESS + SQUARE))
    assert (seen.status, seen.stdout) == ("ok", "tensor(6.)\n")
    assert [(each.grad, each.numeric) for each in seen.gradients] == [(6.0, ())]


def test_where_the_graph_was_cut_the_two_differ(sandbox_run: Run):
    seen = sandbox_run(closely("x = torch.tensor(3.0, requires_grad=True)\n(x * x.detach()).backward()"))
    [x] = seen.gradients
    assert (x.grad, x.numeric) == (3.0, pytest.approx((6.0,)))


def test_a_card_s_earlier_cells_run_again_too(sandbox_run: Run):
    seen = sandbox_run(closely("(x * k).backward()", setup=SQUARE + "x.grad = None\nk = torch.tensor(2.0)"))
    [x] = seen.gradients
    assert (x.grad, x.value) == (2.0, 3.0)
    assert x.numeric == pytest.approx((2.0,))
    assert told(seen.graph) == ["x -> mul:"]


def test_the_graph_names_what_a_function_s_variables_hold(sandbox_run: Run):
    source = "def f():\n    a = torch.tensor(2.0, requires_grad=True)\n    b = a * 3\n    b.backward()\nf()"
    assert told(sandbox_run(closely(source)).graph) == ["a -> mul:b"]


def test_a_long_graph_is_clipped(sandbox_run: Run):
    source = "x = torch.tensor(1.0, requires_grad=True)\ny = x\nfor _ in range(60):\n    y = y * 1.01\ny.backward()"
    graph = sandbox_run(closely(source)).graph
    assert graph is not None
    assert (len(graph.nodes), len(graph.edges), graph.clipped) == (40, 39, True)


def test_no_method_of_a_program_s_own_is_called(sandbox_run: Run):
    source = """
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.nn.Parameter(torch.ones(1))
    def named_parameters(self, *args, **kwargs):
        print("called")
        return []
class Twice(torch.autograd.Function):
    name = "no"
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g * 2
net = Net()
y = Twice.apply(net.w).sum()
y.backward()
"""
    seen = sandbox_run(closely(source))
    assert (seen.status, seen.stdout) == ("ok", ""), seen.error
    assert [(each.name, each.grad) for each in seen.gradients] == [("net.w", [2.0])]
    assert told(seen.graph) == ["twice: -> sum:y", "net.w -> twice:"]


def test_a_deadline_that_comes_in_the_second_run_is_no_timeout(sandbox_run: Run):
    seen = sandbox_run(closely(ENDLESS + SQUARE, deadline_ms=400))
    assert (seen.status, seen.stdout, seen.error) == ("ok", "tensor(6.)\n", None)
