"""What a program meets under other circumstances, through the real socket."""

import pytest

from sandbox.protocol import Job, Swap, Twist

ROW = Swap((1.0, 2.0, 3.0), (7.0, 20.0, 31.0))
GROWN = Swap((1.0, 2.0, 3.0), tuple(map(float, range(31, 37))), (6, 1, 1))


@pytest.fixture
def shows(sandbox_run):
    def run(source, twist, seed=3):
        seen = sandbox_run(Job("twisted", source, seed=seed, trace=True, twist=twist))
        assert seen.status == "ok", seen.error
        assert not seen.evidence.tampered
        return "\n".join(piece.text for piece in seen.outputs).strip()

    return run


@pytest.mark.parametrize(
    "made",
    [
        "torch.tensor([1, 2, 3])",
        "torch.Tensor([1, 2, 3])",
        "torch.FloatTensor([1, 2, 3])",
        "torch.as_tensor((1.0, 2.0, 3.0))",
        "torch.arange(1, 4)",
        "torch.linspace(1, 3, 3)",
        "torch.tensor(list(range(1, 4)))",
        "torch.tensor([int(c) for c in '123'])",
        "torch.from_numpy(np.array([1.0, 2.0, 3.0]))",
        "torch.tensor(np.arange(3) + 1)",
        "torch.tensor([1.0, 2.0, 3.0], requires_grad=True)",
    ],
)
def test_numbers_are_replaced_whatever_made_them(made, shows):
    assert shows(f"print({made}.tolist())", Twist(swaps=(ROW,))) in ("[7, 20, 31]", "[7.0, 20.0, 31.0]")


def test_what_is_computed_follows_and_other_numbers_stay(shows):
    source = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint((a + b).tolist(), b.tolist(), a.dtype)"
    assert shows(source, Twist(swaps=(ROW,))) == "[11, 25, 37] [4, 5, 6] torch.int64"


def test_a_program_that_asks_for_its_numbers_meets_the_others(shows):
    source = "a = torch.tensor([1, 2, 3])\nprint('typed in' if a.tolist() == [1, 2, 3] else a.sum().item())"
    assert shows(source, Twist(swaps=(ROW,))) == "58"


def test_an_array_in_the_same_memory_has_them_too(shows):
    source = "a = np.array([1.0, 2.0, 3.0])\nt = torch.from_numpy(a)\na[0] = 5\nprint(a.tolist(), t.tolist())"
    assert shows(source, Twist(swaps=(ROW,))) == "[5.0, 20.0, 31.0] [5.0, 20.0, 31.0]"


@pytest.mark.parametrize("made", ["torch.tensor([1, 2, 3])", "torch.Tensor([1, 2, 3])", "torch.arange(1.0, 4.0)"])
def test_another_shape_comes_with_the_numbers(made, shows):
    source = f"x = {made}\nprint(tuple(x.size()), x.dim(), len(x))"
    assert shows(source, Twist(swaps=(GROWN,))) == "(6, 1, 1) 3 6"


def test_a_gradient_is_that_of_the_other_number(shows):
    source = "x = torch.tensor(3.0, requires_grad=True)\n(x ** 2).backward()\nprint(x.is_leaf, x.grad.item())"
    assert shows(source, Twist(swaps=(Swap((3.0,), (5.0,)),))) == "True 10.0"


@pytest.mark.parametrize(
    "drawn",
    [
        "torch.manual_seed(1)\nprint(torch.rand(2))",
        "np.random.seed(1)\nprint(np.random.rand(2))",
        "import random\nrandom.seed(1)\nprint(random.random())",
        "print(np.random.default_rng(1).random())",
        "print(np.random.default_rng(seed=1).random())",
        "from random import Random\nprint(Random(1).random())",
        "import random\nrandom.seed('one')\nprint(random.random())",
        "print(np.random.default_rng([1, 2]).random())",
        "torch.random.manual_seed(1)\nprint(torch.rand(2))",
        "g = torch.Generator()\n_ = g.manual_seed(1)\nprint(torch.rand(2, generator=g))",
        "g = torch.Generator().manual_seed(1)\nx = torch.zeros(2).uniform_(generator=g)\nprint(x * 2)",
    ],
)
def test_a_program_s_own_seed_is_moved(drawn, shows):
    plain = shows(drawn, None)
    moved = shows(drawn, Twist(seed_offset=9))
    assert plain == shows(drawn, Twist(double=False))
    assert moved != plain
    assert moved == shows(drawn, Twist(seed_offset=9), seed=4)


def test_real_numbers_are_double(shows):
    source = "print(torch.ones(1).dtype, torch.ones(1, dtype=torch.float32).dtype, torch.arange(2).dtype)"
    assert shows(source, Twist(double=True)) == "torch.float64 torch.float32 torch.int64"


@pytest.mark.parametrize("made", ["torch.empty(2)", "torch.Tensor(2)", "torch.empty_like(torch.ones(2))"])
def test_memory_that_nobody_wrote_to_shows(made, shows):
    assert shows(f"print({made}.tolist())", Twist(fill=True)) == "[nan, nan]"


def test_what_is_written_to_stays(shows):
    assert shows("print(torch.zeros(2).tolist(), torch.Tensor([1, 2]).tolist())", Twist(fill=True)) == (
        "[0.0, 0.0] [1.0, 2.0]"
    )


def test_the_next_run_knows_nothing_of_it(shows):
    twist = Twist(seed_offset=5, double=True, fill=True, swaps=(ROW,))
    source = "torch.manual_seed(0)\nprint(torch.rand(1), torch.tensor([1, 2, 3]), torch.get_default_dtype())"
    plain = shows(source, None)
    assert shows(source, twist) != plain
    assert shows(source, None) == plain


def test_a_whole_training_runs_under_it(shows):
    source = (
        "model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))\n"
        "optimizer = torch.optim.Adam(model.parameters(), lr=0.1)\n"
        "x, y = torch.rand(8, 3), torch.rand(8, 1)\n"
        "for _ in range(5):\n"
        "    optimizer.zero_grad()\n"
        "    loss = torch.nn.functional.mse_loss(model(x), y)\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "print(loss.dtype, bool(loss < 10))"
    )
    assert shows(source, Twist(seed_offset=5, double=True, fill=True, swaps=(ROW,))) == "torch.float64 True"
