"""The recorder sees what was done to which tensor, whatever it is called, and is never in the program's way."""

import contextlib
import gc
import io
import math
import random
import sys
import warnings
import weakref

import msgspec
import numpy as np
import pytest
import torch

from sandbox import evidence
from sandbox.evidence import Recorder
from sandbox.memory import Memories
from sandbox.protocol import STUDENT_FILE, Evidence


def execute(source, recorder=None):
    """Run a program here. Gives what it printed, its error as text, and its namespace."""
    torch.manual_seed(0), np.random.seed(0), random.seed(0)
    space, printed, error = {"torch": torch, "np": np}, io.StringIO(), None
    code = compile(source, STUDENT_FILE, "exec")
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with recorder or contextlib.nullcontext():
                exec(code, space)  # noqa: S102 - the tests' own programs
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
    return printed.getvalue(), error, space


def watch(source) -> Evidence:
    """What the recorder saw of a program."""
    recorder = Recorder(lambda: 0)
    _, _, space = execute(source, recorder)
    return recorder.evidence(space)


def named(seen, name):
    """The one tensor of that name."""
    (tensor,) = [view for view in seen.tensors if name in view.names]
    return tensor


@pytest.mark.parametrize(
    ("source", "made", "line"),
    [
        ("x = torch.rand(3, 3)", "torch.rand", 1),
        ("x = torch.tensor([1, 2])", "torch.tensor", 1),
        ("\nx = torch.from_numpy(np.ones(2))", "torch.from_numpy", 2),
        ("\n\nx = torch.Tensor([1, 2])", "unseen", 3),
        ("x = torch.ones(2) + 1", "Tensor.add", 1),
        ("x = torch.nn.functional.relu(torch.ones(2))", "torch.nn.functional.relu", 1),
        ("x = torch.ones(2, 2)[0]", "Tensor.__getitem__", 1),
        ("x = torch.ones(2, 3).T", "Tensor.T", 1),
        ("def f():\n    return torch.ones(2)\nx = f()", "torch.ones", 2),
    ],
)
def test_how_and_where_a_tensor_was_made(source, made, line):
    tensor = named(watch(source), "x")
    assert (tensor.made, tensor.line) == (made, line)


def test_a_tensor_is_told_whole():
    seen = watch("a = torch.tensor([1.0, 2.0], requires_grad=True)\nb = a * 3\nxs = [b]\nd = {'k': b}\na = None")
    (leaf, result) = seen.tensors
    assert result.parents == (leaf.id,)
    assert result.names == ("b", "xs[0]", "d['k']")
    assert (result.shape, result.dtype, result.first) == ((2,), "torch.float32", (3.0, 6.0))
    assert (leaf.requires_grad, leaf.is_leaf, result.is_leaf) == (True, True, False)
    assert leaf.names == ()


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("x.dtype", "dtype"),
        ("x.type()", "dtype"),
        ("x.shape", "shape"),
        ("x.size()", "shape"),
        ("x.size(0)", "shape"),
        ("x.dim()", "dim"),
        ("x.ndim", "dim"),
        ("x.ndimension()", "dim"),
        ("len(x)", "len"),
        ("x.numel()", "numel"),
        ("x.nelement()", "numel"),
        ("torch.numel(x)", "numel"),
        ("x.numpy()", "numpy"),
        ("np.array(x)", "numpy"),
        ("np.from_dlpack(x)", "numpy"),
        ("x.tolist()", "tolist"),
        ("x.grad", "grad"),
        ("print(x)", "show"),
        ("str(x)", "show"),
        ("f'{x}'", "show"),
        ("'%s' % x", "show"),
        ("[x].__repr__()", "show"),
    ],
)
def test_what_was_read(expression, what):
    seen = watch(f"x = torch.tensor([1.0, 2.0])\n{expression}")
    (look,) = seen.looks
    assert (look.what, look.tensor, look.line, look.values) == (what, named(seen, "x").id, 2, (1.0, 2.0))


@pytest.mark.parametrize("expression", ["x.item()", "float(x)", "int(x)", "[7, 8, 9][x]"])
def test_a_single_number_was_read(expression):
    assert [look.what for look in watch(f"x = torch.tensor(2)\n{expression}").looks] == ["item"]


@pytest.mark.parametrize(
    "expression", ["x.type(torch.int64)", "x.size", "x.numpy", "torch.nn.Linear(2, 2)(x)", "[*x]", "list(x)", "x.bogus"]
)
def test_what_was_not_read(expression):
    assert watch(f"x = torch.tensor([1.0, 2.0])\n{expression}").looks == ()


def test_a_read_that_failed_is_none():
    assert watch("x = torch.ones(2, requires_grad=True)\nx.numpy()").looks == ()


def test_a_look_has_its_place_among_the_outputs():
    recorder = Recorder(lambda: 2)
    _, _, space = execute("torch.ones(1).item()", recorder)
    assert [look.at for look in recorder.evidence(space).looks] == [2]


@pytest.mark.parametrize(
    "change",
    [
        "x += 1",
        "x.add_(1)",
        "x[0] = 5",
        "torch.add(x, 1, out=x)",
        "x.data = torch.zeros(2)",
        "torch.nn.init.ones_(x.zero_())",
    ],
)
def test_a_write_through_torch(change):
    seen = watch(f"x = torch.tensor([1.0, 2.0])\n{change}")
    assert (seen.writes[0].target, seen.writes[0].side, seen.writes[0].line) == (named(seen, "x").id, "torch", 2)
    assert named(seen, "x").first != named(seen, "x").last or "data" in change


PASSES = "x = torch.tensor(3.0, requires_grad=True)\nfor i in range(3):\n    (x * (i + 1)).backward()\n    "


def test_a_write_tells_what_was_there_also_where_nobody_read_it():
    seen = watch(PASSES + "x.grad.zero_()")
    assert [write.before for write in seen.writes] == [(1.0,), (2.0,), (3.0,)]
    assert len({write.target for write in seen.writes}) == 1


def test_a_gradient_that_another_took_the_place_of_is_met():
    seen = watch(PASSES + "x.grad = None")
    grads = [view for view in seen.tensors if view.made == "Tensor.grad"]
    assert [view.first for view in grads] == [(1.0,), (2.0,), (3.0,)]
    assert {view.parents for view in grads} == {(named(seen, "x").id,)}


@pytest.mark.parametrize(
    ("register", "given"),
    [
        ("x.register_hook(print)", (4.0,)),
        ("x.register_hook(lambda g: g * 2)", (4.0,)),
        ("x.register_post_accumulate_grad_hook(lambda t: None)", (4.0,)),
        ("torch.Tensor.register_hook(x, [].append)", (4.0,)),
    ],
)
def test_what_a_hook_is_given_is_met(register, given):
    seen = watch(f"x = torch.tensor(2.0, requires_grad=True)\n{register}\n(x ** 2).backward()")
    (met,) = [view for view in seen.tensors if view.made == "hook.grad"]
    assert (met.first, met.parents) == (given, (named(seen, "x").id,))


def test_a_hook_does_what_it_did():
    program = (
        "x = torch.tensor(2.0, requires_grad=True)\nhandle = x.register_hook(lambda g: g * 10)\n"
        "(x ** 2).backward()\nhandle.remove()\n(x ** 2).backward()\nprint(x.grad)\nx.register_hook(lambda g: 1 / 0)\n"
        "(x ** 2).backward()"
    )
    assert execute(program, Recorder(lambda: 0))[:2] == execute(program)[:2]
    assert execute(program)[:2] == ("tensor(44.)\n", "ZeroDivisionError: division by zero")


@pytest.mark.parametrize("change", ["a += 1", "a[0] = 7", "a.fill(3)", "np.add(a, 1, out=a)", "b[1] = 4"])
def test_a_write_through_numpy_is_told_apart_and_has_its_line(change):
    seen = watch(f"a = np.array([1.0, 2.0])\nt = torch.from_numpy(a)\nb = t.numpy()\n{change}\nprint(t)")
    assert {(write.side, write.line) for write in seen.writes} == {("numpy", 4)}
    (look,) = [look for look in seen.looks if look.what == "show"]
    assert look.values == named(seen, "t").last != named(seen, "t").first
    assert look.step > seen.writes[0].step


def test_what_torch_wrote_into_an_array_is_not_numpys_doing():
    seen = watch("a = np.ones(2)\nt = torch.from_numpy(a)\nt += 1\nprint(t)")
    assert [write.side for write in seen.writes] == ["torch"]
    assert seen.arrays[0].first == (1.0, 1.0)


@pytest.mark.parametrize(
    ("conversion", "shares"),
    [
        ("torch.from_numpy(a)", True),
        ("torch.as_tensor(a)", True),
        ("torch.asarray(a)", True),
        ("torch.from_dlpack(a)", True),
        ("torch.from_numpy(a[1:])", True),
        ("torch.from_numpy(a).detach()[1]", True),
        ("torch.tensor(a)", False),
        ("torch.Tensor(a)", False),
        ("torch.from_numpy(a).float()", False),
        ("torch.from_numpy(a.copy())", False),
    ],
)
def test_shared_memory(conversion, shares):
    seen = watch(f"a = np.array([1.0, 2.0, 3.0])\nt = {conversion}")
    array = next(view for view in seen.arrays if view.names == ("a",))
    assert (array.memory == named(seen, "t").memory) is shares
    assert array.first == (1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("source", "chance"),
    [
        ("x = torch.rand(2)", True),
        ("x = torch.randint(0, 9, (2,)) * 2", True),
        ("x = torch.empty(2).uniform_()", True),
        ("x = torch.nn.Linear(2, 2).weight", True),
        ("x = torch.nn.Parameter(torch.randn(2))", True),
        ("x = torch.zeros(2)\nx[0] = torch.rand(1)", True),
        ("x = torch.from_numpy(np.random.rand(2))", True),
        ("x = torch.tensor(np.random.default_rng(0).random(2))", True),
        ("import random\nx = torch.tensor([random.random()])", True),
        ("torch.manual_seed(1)\nnp.random.seed(2)\nx = torch.tensor([0.3, 0.4])", False),
        ("x = torch.empty(2)", False),
        ("x = torch.from_numpy(np.ones(2))", False),
    ],
)
def test_what_comes_from_chance(source, chance):
    assert named(watch(source), "x").random is chance


TRAINING = """
torch.manual_seed(3)
model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
X, Y = torch.rand(20, 3), torch.rand(20, 1)
for step in range(60):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(X), Y)
    loss.backward()
    optimizer.step()
    if step % 20 == 0:
        print(step, f"{loss:.6f}", loss.item())
print(model, loss, model[0].weight.grad)
"""

PROGRAMS = [
    TRAINING,
    "torch.tensor(1, 2, 3)",
    "torch.ones(3) + torch.ones(4)",
    "torch.from_numpy([1.0])",
    "torch.Tensor([1], dtype=torch.int64)",
    "x = torch.ones(2, requires_grad=True)\nx.numpy()",
    "y = torch.tensor(2.0, requires_grad=True) ** 2\ny.backward()\ny.backward()",
    "torch.rand(2, dtype=torch.int64)",
    "torch.tenosr",
    "x = torch.ones(3)\nx.ndim()",
    "x = torch.empty(3, device='meta')\nprint(x, x.shape, x + 1)\nx.item()",
    "x = torch.zeros(4000, 4000)\nprint(x.sum(), x.shape, (x + 1)[0, :3])",
    "x = torch.eye(3).to_sparse()\nprint(x, x.coalesce().values(), x.to_dense())",
    "print(torch.tensor([1 + 2j]), torch.tensor([True]), torch.tensor([]), torch.tensor([float('nan')]))",
    "x = torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)\nprint(x.dequantize())",
    "print(torch.vmap(lambda v: v * v.sum())(torch.ones(2, 3)))",
    "print(torch.func.grad(lambda v: (v ** 2).sum())(torch.ones(3)))",
    "with torch.inference_mode():\n    x = torch.ones(2)\n    x += 1\n    print(x, x.tolist())",
    "torch.set_default_device('cpu')\nprint(torch.rand(2))\ntorch.set_default_device(None)",
    "for value in torch.arange(3):\n    print(value, value.item(), list(torch.ones(2)))",
    "a, b = torch.arange(6).reshape(2, 3)\nprint(torch.stack([a, b]).sum(0), *a, a in [a], hash(a) == hash(a))",
    "print(torch.distributions.Normal(0.0, 1.0).sample((2,)), np.random.rand(2), torch.rand(2))",
    "import random\nprint(random.random(), random.gauss(0, 1), np.random.default_rng(1).normal())",
    "x = torch.nn.utils.rnn.pack_sequence([torch.ones(2), torch.ones(1)])\nprint(x)",
    "import sys\nprint(sys.gettrace() is None)" if sys.gettrace() else "print(1)",
    """
class Own(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        print("own", func.__name__)
        return super().__torch_function__(func, types, args, kwargs or {})
x = torch.ones(2).as_subclass(Own)
print(type(x + 1), x.shape)
""",
    """
class Liar(torch.Tensor):
    shape = property(lambda self: 1 / 0)
    def numel(self): raise SystemError("numel")
    def detach(self): raise SystemError("detach")
    def __eq__(self, other): return True
    __hash__ = None
x = torch.ones(2).as_subclass(Liar)
x.size = lambda: "big"
print(x.size(), (x + 1).sum().item())
""",
    "def f(n):\n    return n if n == 0 else f(n - 1)\nprint(f(300))",
    "def g():\n    x = torch.ones(1)\n    for i in range(3):\n        yield x * i\nprint(list(g()))",
]


@pytest.mark.parametrize("source", PROGRAMS)
def test_a_program_does_the_same_under_the_recorder(source):
    recorder = Recorder(lambda: 0)
    watched = execute(source, recorder)
    assert watched[:2] == execute(source)[:2]
    msgspec.msgpack.decode(msgspec.msgpack.encode(recorder.evidence(watched[2])), type=Evidence)


def test_hooks_are_gone_afterwards():
    before = torch.from_numpy, np.random.default_rng, sys.gettrace()
    watch("x = torch.ones(2)\nraise ValueError")
    assert (torch.from_numpy, np.random.default_rng, sys.gettrace()) == before
    assert torch.overrides._get_current_function_mode() is None


def test_a_long_program_is_capped_and_its_end_is_kept():
    source = "x = torch.zeros(2)\nfor i in range(2000):\n    y = x + i\n    print(y)\nz = y * 2\nprint(z)"
    seen = watch(source)
    assert seen.truncated
    assert len(seen.tensors) <= 300
    assert len(seen.looks) <= evidence.MAX_LOOKS + evidence.MAX_LATE_LOOKS
    assert named(seen, "z").first == (3998.0, 3998.0)
    assert seen.looks[-1].tensor == named(seen, "z").id
    assert msgspec.msgpack.encode(seen).__len__() < 1_000_000


def test_many_different_lines_are_capped():
    source = "\n".join(f"x{number} = torch.tensor([{number}])" for number in range(700))
    seen = watch(source)
    assert seen.truncated
    assert len(seen.tensors) <= 300


def test_memory_that_was_given_to_another_makes_no_kin():
    grad = "f = lambda t: k * t ** 2; print(f(x), torch.func.grad(f)(x))"
    seen = watch(f"x = torch.tensor(3.0, requires_grad=True)\nfor k in range(1, 40): {grad}")
    unseen = [tensor for tensor in seen.tensors if tensor.made == "unseen"]
    assert len(unseen) > 10
    assert not any(tensor.parents for tensor in unseen)


def test_an_ancestor_that_was_left_out_is_bridged():
    source = "a = torch.zeros(2)\nc = a\nfor i in range(30):\n    c = c + 1\nprint(c)"
    seen = watch(source)
    known = {view.id for view in seen.tensors}
    assert seen.truncated
    assert all(set(view.parents) <= known for view in seen.tensors)
    assert named(seen, "c").parents


def test_large_values_are_neither_copied_nor_kept_alive():
    recorder = Recorder(lambda: 0)
    _, _, space = execute("big = torch.zeros(1000, 1000)\npart = big[0, :3]\nw = big.sum()", recorder)
    alive = weakref.ref(space["big"])
    del space["big"], space["part"]
    gc.collect()
    assert alive() is None
    (large, *_) = recorder.evidence(space).tensors
    assert (large.shape, large.first, large.last) == ((1000, 1000), None, None)


def test_nan_and_infinity_come_through():
    values = watch("x = torch.tensor([float('nan'), float('inf')])").tensors[0].first
    assert values is not None
    assert math.isnan(values[0])
    assert values[1] == math.inf


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("torch.Tensor.__repr__ = lambda self: 'tensor([5, 7, 9])'", "torch.Tensor.__repr__"),
        ("torch.rand = torch.ones", "torch.rand"),
        ("torch.from_numpy = torch.tensor", "torch.from_numpy"),
        ("np.array = list", "numpy.array"),
        ("import builtins\nbuiltins.sum = max", "builtins.sum"),
        ("np.random.default_rng = None", "numpy.random.default_rng"),
    ],
)
def test_a_replaced_function_is_named(source, name, monkeypatch):
    import builtins

    for owner, attribute in ((torch.Tensor, "__repr__"), (torch, "rand"), (np, "array"), (builtins, "sum")):
        monkeypatch.setattr(owner, attribute, getattr(owner, attribute))  # so that it is put back
    assert watch(source).tampered == (name,)


@pytest.mark.parametrize(
    "source", ["torch.set_default_dtype(torch.float64)", "print = list = 1", "torch.manual_seed(1)"]
)
def test_an_honest_setting_is_no_tampering(source):
    try:
        assert watch(source).tampered == ()
    finally:
        torch.set_default_dtype(torch.float32)


def test_memory_numbers_are_equal_where_ranges_overlap_and_free_after_the_last():
    memories = Memories()
    whole, part, other = memories.hold(1000, 80), memories.hold(1040, 8), memories.hold(2000, 8)
    assert whole == part != other
    assert memories.hold(0, 0) != memories.hold(0, 0)
    memories.drop(whole), memories.drop(part)
    assert memories.hold(1000, 80) not in (whole, other)


def test_a_deadline_in_the_middle_of_a_step_of_ours_loses_nothing():
    told = []

    def at_a_look():
        recorder.__exit__(None, None, None)
        told.append(recorder.evidence({"x": x}))
        return 0

    x = torch.ones(3)
    recorder = Recorder(at_a_look)
    recorder.__enter__()
    try:
        x.add_(1)
        str(x)
    finally:
        # The deadline ends the process: here torch has put its mode back after the call, so it is taken off once more.
        recorder._mode.__exit__(None, None, None)
    assert [tensor.names for tensor in told[0].tensors] == [("x",)]
    assert [write.side for write in told[0].writes] == ["torch"]
