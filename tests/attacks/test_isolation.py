"""Runs know nothing of each other: not what was changed, not what was shown, not which job is whose."""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from sandbox.protocol import Job, Observation, frame
from tests.attacks.processes import descriptors, server_at, settled, until, zombies
from tests.sandbox_client import read_exactly

Run = Callable[[Job], Observation]
SLOTS = 2
CLIENTS, RUNS = 4, 75
_observations = msgspec.msgpack.Decoder(Observation)

_PLT = "import matplotlib.pyplot as plt"
# A poison, a program that would feel it, and what that shows where nothing was left.
POISONS = {
    "dtype": ("torch.set_default_dtype(torch.float64)", "torch.ones(1).dtype", "torch.float32"),
    "print": ("torch.set_printoptions(precision=1)", "torch.tensor(0.123456)", "tensor(0.1235)"),
    "grad": ("torch.set_grad_enabled(False)", "torch.is_grad_enabled()", "True"),
    "device": ("torch.set_default_device('meta')", "torch.ones(1)", "tensor([1.])"),
    "deterministic": (
        "torch.use_deterministic_algorithms(True)",
        "torch.are_deterministic_algorithms_enabled()",
        "False",
    ),
    "numpy_print": ("np.set_printoptions(precision=1)", "np.array([0.123456])", "array([0.123456])"),
    "numpy_error": ("np.seterr(all='raise')", "print(np.array([1.0]) / 0)", "[inf]\n"),
    "numpy_random": ("np.random.seed(7)\nnp.random.rand(5)", "np.random.rand() == np.random.rand()", "False"),
    "module": ("import math\nmath.x = 1", "import math\nhasattr(math, 'x')", "False"),
    "name": ("left = 1", "'left' in dir()", "False"),
    "class": ("class C: pass\nC.left = 1", "hasattr(object, 'left')", "False"),
    "dict": ("import collections\ncollections.Counter.left = 1", "hasattr(dict, 'left')", "False"),
    "figure": (f"{_PLT}\nplt.plot([1])", f"{_PLT}\nlen(plt.gcf().axes)", "0"),
}  # fmt: skip


def shown(seen: Observation) -> str:
    """All that a run showed but figures."""
    return "".join(piece.text for piece in seen.outputs if piece.kind != "figure")


@pytest.mark.parametrize("name", POISONS)
def test_a_run_leaves_nothing(name: str, sandbox_run: Run) -> None:
    poison, probe, clean = POISONS[name]
    assert shown(sandbox_run(Job("probe", probe))) == clean
    for _ in range(2 * SLOTS):
        sandbox_run(Job("poison", poison))
    for _ in range(SLOTS):
        assert shown(sandbox_run(Job("probe", probe))) == clean


def test_chance_is_the_job_s_and_nothing_else_s(sandbox_run: Run) -> None:
    source = "import random\nprint(torch.rand(2).tolist(), np.random.rand(), random.random(), hash('a'))"
    by_seed = [[sandbox_run(Job("seed", source, seed=seed)).stdout for _ in range(3)] for seed in (0, 1, 2**32 - 1)]
    assert [len(set(runs)) for runs in by_seed] == [1, 1, 1]
    assert len({runs[0] for runs in by_seed}) == 3


def test_two_runs_at_once_see_their_own_output(sandbox_run: Run) -> None:
    source = "for i in range(300):\n    print('{0}', i)"
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda mark: sandbox_run(Job(mark, source.format(mark))), ("left", "right") * 4))
    for seen in both:
        assert seen.stdout == "".join(f"{seen.id} {i}\n" for i in range(300))


def test_a_hostile_run_does_not_hold_up_its_neighbour(sandbox_run: Run) -> None:
    with ThreadPoolExecutor(1) as pool:
        hostile = pool.submit(sandbox_run, Job("hostile", "sum(range(10**12))", deadline_ms=1500))
        time.sleep(0.2)
        started = time.monotonic()
        assert [sandbox_run(Job("honest", "1")).status for _ in range(5)] == ["ok"] * 5
        assert time.monotonic() - started < 1.5
        assert hostile.result().status == "timeout"


HOSTILE = {
    "while True: pass": {"timeout"},
    "try:\n    while True: pass\nexcept BaseException: pass": {"timeout"},
    "while True: print('{mark}' * 50)": {"output"},
    "torch.empty(10**11)": {"memory"},
    "import os": {"refused"},
    "torch.os.getcwd()": {"refused"},
    "raise SystemExit": {"ok"},
    "def f(n): return f(n)\nf(0)": {"error"},
    "import torch.nn.functional as F\nx = torch.randn(1, 1, 4, 4, requires_grad=True)\n"
    "y, i = F.max_pool2d(x, 2, return_indices=True)\ni.numpy()[:] = 10**14\ny.sum().backward()": {
        "crash",
        "error",
        "refused",
    },
}
HONEST = (
    "print('{mark}')",
    "x = torch.tensor(2.0, requires_grad=True)\n(x ** 2).backward()\nprint('{mark}', x.grad)",
    "m = torch.nn.Linear(2, 1)\ntorch.optim.SGD(m.parameters(), 0.1).step()\nprint('{mark}')",
    "print('{mark}')\n1 / 0",
)


def test_mixed_runs_from_four_clients_leave_no_trace(sandbox_socket: Path) -> None:
    server = server_at(sandbox_socket)
    before = settled(server, SLOTS)
    opened = descriptors(before.server), descriptors(before.zygote)

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda client: _client(sandbox_socket, client), range(CLIENTS)))

    after = settled(server, SLOTS)
    assert after.zygote == before.zygote
    assert not zombies(server)
    until(lambda: (descriptors(after.server), descriptors(after.zygote)) == opened, f"descriptors as before: {opened}")


def _client(path: Path, client: int) -> None:
    """One connection, one run after the other, one in ten hostile; each answer must be its own job's."""
    hostile = list(HOSTILE)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(path))
        for index in range(RUNS):
            mark = f"<{client}/{index}>"
            bad = hostile[(index // 10 + 3 * client) % len(hostile)] if index % 10 == 5 else None
            source = (bad or HONEST[index % len(HONEST)]).replace("{mark}", mark)
            connection.sendall(frame(Job(f"{client}-{index}", source, deadline_ms=150 if bad else 5000)))
            size = int.from_bytes(read_exactly(connection, 4), "big")
            seen = _observations.decode(read_exactly(connection, size))
            assert seen.id == f"{client}-{index}"
            if bad is None:
                assert seen.stdout.startswith(mark)
                assert seen.status == ("error" if "1 / 0" in source else "ok")
            else:
                assert seen.status in HOSTILE[bad] | {"timeout"}, (seen, bad)
                assert set(seen.stdout.split("\n")[:-1]) <= {mark * 50}
