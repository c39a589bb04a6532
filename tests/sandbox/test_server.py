"""The sandbox as a process: what it answers over its socket, to honest jobs and to anything else."""

import importlib.metadata
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.protocol import MAX_SOURCE_BYTES, Job, Observation, Output, frame
from tests.sandbox_client import ask, running_sandbox

Run = Callable[[Job], Observation]


def run(sandbox_run: Run, source: str, **fields: object) -> Observation:
    return sandbox_run(Job(**{"id": "t", "source": source, "deadline_ms": 3000, **fields}))


def test_the_issue_s_first_snippet(sandbox_run: Run) -> None:
    seen = run(sandbox_run, "import torch\nx=torch.tensor(2.0, requires_grad=True)\ny=x**2\ny.backward()\nx.grad")
    assert seen.status == "ok"
    assert seen.echo == "tensor(4.)"
    assert [(g.name, g.shape, g.grad) for g in seen.gradients] == [("x", (), 4.0)]
    assert seen.duration_ms > 0


def test_every_bare_expression_is_echoed_in_its_place(sandbox_run: Run) -> None:
    seen = run(sandbox_run, "print('a')\nprint('b')\n1 + 1\nNone\nprint('c')\n'text'")
    assert seen.outputs == (
        Output("stdout", "a\nb\n"),
        Output("echo", "2"),
        Output("stdout", "c\n"),
        Output("echo", "'text'"),
    )
    assert seen.echo == "'text'"
    assert seen.stdout == "a\nb\nc\n"


def test_no_echo_after_a_last_statement_that_is_none(sandbox_run: Run) -> None:
    assert run(sandbox_run, "x = 1\nx\ny = 2").echo is None


def test_setup_leaves_names_and_no_output(sandbox_run: Run) -> None:
    seen = run(sandbox_run, "x * 2", setup="x = torch.tensor(2.0)\nprint('not shown')\nx")
    assert seen.outputs == (Output("echo", "tensor(4.)"),)


def test_an_error_keeps_what_was_shown_and_names_the_line(sandbox_run: Run) -> None:
    seen = run(sandbox_run, "print('before')\n\ndef f(z):\n    return z / 0\n\nf(1)")
    assert seen.status == "error"
    assert seen.stdout == "before\n"
    assert seen.error is not None
    assert (seen.error.type, seen.error.message, seen.error.line) == (
        "ZeroDivisionError",
        "division by zero",
        4,
    )
    assert (
        seen.error.traceback
        == (
            "Traceback (most recent call last):\n"
            '  File "<your code>", line 6, in <module>\n'
            "    f(1)\n"
            '  File "<your code>", line 4, in f\n'
            "    return z / 0\n"
            "           ~~^~~\n"
            "ZeroDivisionError: division by zero"
        )
        or "^" in seen.error.traceback
    )


def test_columns_are_counted_in_characters(sandbox_run: Run) -> None:
    seen = run(sandbox_run, "x = '한글'; y = 한글")
    assert seen.error is not None
    assert (seen.error.type, seen.error.line, seen.error.column) == ("NameError", 1, 14)


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("while True: pass", "timeout"),
        ("sum(range(10**12))", "timeout"),
        ("try:\n    while True: pass\nexcept BaseException: pass", "timeout"),
        ("x = torch.empty(10**11)", "memory"),
        ("a = []\nwhile True: a.append('x' * 10**6)", "memory"),
        ("while True: print('flood')", "output"),
        ("try:\n    while True: print('flood')\nexcept: pass\nprint('more')", "output"),
        ("def f(n): return f(n + 1)\nf(0)", "error"),
        ("import os", "refused"),
        ("open('/etc/passwd')", "refused"),
        ("x = = 1", "error"),
        ("exit()", "ok"),
        ("", "ok"),
    ],
)
def test_each_limit_has_its_verdict(sandbox_run: Run, source: str, status: str) -> None:
    deadline = 1_500 if status == "timeout" else 20_000  # on a busy machine, other limits take their time to be met
    seen = run(sandbox_run, "print('before')\n" + source if source[:3] != "x =" else source, deadline_ms=deadline)
    assert seen.status == status
    assert seen.stdout.startswith("before") or source.startswith(("x =", "import", "open"))
    assert run(sandbox_run, "40 + 2").echo == "42"


def test_a_program_that_is_killed_keeps_its_last_words(sandbox_run: Run) -> None:
    seen = run(sandbox_run, "print('one', end='')\nprint('two', end='')\nwhile True: pass", deadline_ms=300)
    assert (seen.status, seen.stdout) == ("timeout", "onetwo")


def test_each_run_starts_clean(sandbox_run: Run) -> None:
    run(sandbox_run, "import numpy as np\ntorch.set_default_dtype(torch.float64)\nleft = 1")
    assert run(sandbox_run, "torch.ones(1)").echo == "tensor([1.])"
    left = run(sandbox_run, "left")
    assert left.error is not None
    assert left.error.type == "NameError"


def test_the_seed_is_the_job_s(sandbox_run: Run) -> None:
    source = "import random\nimport numpy as np\nprint(torch.rand(1).item(), np.random.rand(), random.random())"
    first, again, other = (run(sandbox_run, source, seed=seed).stdout for seed in (1, 1, 2))
    assert first == again != other


def test_each_answer_names_torch_whatever_became_of_the_child(sandbox_run: Run) -> None:
    names = {
        run(sandbox_run, source, deadline_ms=300).torch for source in ("1", "while True: pass", "sum(range(10**12))")
    }
    assert names == {importlib.metadata.version("torch")}


def test_a_long_source_is_refused_unread(sandbox_run: Run) -> None:
    seen = run(sandbox_run, "#" * (MAX_SOURCE_BYTES + 1))
    assert seen.status == "refused"
    assert seen.error is not None
    assert seen.error.key == "size"


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\0",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\xff\xff\xff\xff",
        b"\0\0\0\x05hello",
        os.urandom(4096),
        frame(Output("echo", "x")),
    ],
    ids=["nothing", "cut", "http", "huge", "no-msgpack", "noise", "other-type"],
)
def test_garbage_closes_its_own_connection_alone(sandbox_socket: Path, sandbox_run: Run, garbage: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(sandbox_socket))
        connection.sendall(garbage)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""
    assert run(sandbox_run, "1").echo == "1"


def test_the_dead_parent_is_replaced() -> None:
    others = _zygotes()
    with running_sandbox("--slots", "1") as path:
        assert ask(path, Job("a", "1")).echo == "1"
        killed = _zygotes() - others
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while not _zygotes() - others - killed or ask(path, Job("b", "2")).echo != "2":
            assert time.monotonic() < deadline, "no new parent came"


def test_nothing_is_left_behind() -> None:
    others = _zygotes()
    with running_sandbox("--slots", "1") as path:
        ask(path, Job("a", "1"))
        ask(path, Job("b", "while True: pass", deadline_ms=100))
        mine = _zygotes() - others
        assert mine
    assert not path.exists()
    assert not mine & _zygotes()


def _zygotes() -> set[int]:
    """The warm parents that descend from this test process, by their command line."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                grandparent = int((Path(f"/proc/{parent}") / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if b"sandbox.zygote" in words and grandparent == os.getpid():
                found.add(int(folder.name))
    return found
