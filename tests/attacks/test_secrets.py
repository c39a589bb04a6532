"""What the sandbox's processes are: one thread, nothing of ours in memory, no descriptor but their own."""

import os
import secrets
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.workers.local import LocalWorker
from sandbox.protocol import Job
from tests.attacks.processes import memory_holds, processes, server_at, settled, threads, until

SLOTS = 2
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="a walled-in child can be looked into by root alone")


def test_the_warm_parent_has_one_thread(sandbox_socket: Path, sandbox_run) -> None:
    sandbox_run(Job("warm", "torch.ones(300, 300) @ torch.ones(300, 300)"))
    found = settled(server_at(sandbox_socket), SLOTS)
    assert threads(found.zygote) == 1
    assert {threads(child) for child in found.children} == {1}


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A secret in the bot's environment, as its token is."""
    token = f"canary-{secrets.token_hex(24)}"
    monkeypatch.setenv("DISCORD_TOKEN", token)
    monkeypatch.setenv("TUTOR_DATABASE", f"sqlite+aiosqlite:///{token}")
    return token.encode()


async def test_no_process_of_the_sandbox_holds_a_secret_of_the_bot(canary: bytes) -> None:
    worker = LocalWorker(Settings(sandbox_slots=1))
    try:
        assert (await worker.run(Job("warm", "1 + 1"))).echo == "2"
        assert worker.pid is not None
        found = settled(worker.pid, 1)
        looked_at = [found.server, found.zygote, *(found.children if os.geteuid() == 0 else ())]
        assert [pid for pid in looked_at if memory_holds(pid, canary)] == []
        assert memory_holds(os.getpid(), canary)  # else the search could not find it anywhere
        # A program's own text would be found in the child that ran it, and is not in what stays.
        marker = secrets.token_hex(24)
        await worker.run(Job("marked", f"x = '{marker}'\nprint(x)"))
        assert not memory_holds(settled(worker.pid, 1).zygote, marker.encode())
    finally:
        await worker.close()


def walled_in(server: int) -> list[int]:
    """The children that stand by; one just forked raises its walls first."""
    children = settled(server, SLOTS).children
    until(lambda: all("Seccomp:\t2" in Path(f"/proc/{child}/status").read_text() for child in children), "walls")
    return list(children)


@ROOT_ONLY
def test_a_standby_child_has_a_sink_and_its_socket(sandbox_socket: Path, sandbox_run) -> None:
    sandbox_run(Job("warm", "1"))
    for child in walled_in(server_at(sandbox_socket)):
        opened = {int(fd.name): os.readlink(fd) for fd in Path(f"/proc/{child}/fd").iterdir()}
        assert {opened.pop(number) for number in (0, 1, 2)} == {"/dev/null"}
        assert len(opened) == 1
        assert next(iter(opened.values())).startswith("socket:")
        environment = Path(f"/proc/{child}/environ").read_bytes()
        assert b"TUTOR" not in environment
        assert b"DISCORD" not in environment


@ROOT_ONLY
def test_each_standby_child_is_walled_in(sandbox_socket: Path, sandbox_run) -> None:
    sandbox_run(Job("warm", "1"))
    for child in walled_in(server_at(sandbox_socket)):
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{child}/status").read_text().splitlines())
        assert (status["NoNewPrivs"], status["Seccomp"], status["Seccomp_filters"]) == ("1", "2", "1")
        limits = Path(f"/proc/{child}/limits").read_text()
        assert [
            line.split()[-3:-1] for line in limits.splitlines() if line.startswith(("Max file size", "Max core"))
        ] == [
            ["0", "0"],
            ["0", "0"],
        ]


def test_only_the_owner_and_the_group_may_connect(sandbox_socket: Path) -> None:
    assert sandbox_socket.stat().st_mode & 0o007 == 0
    assert processes(server_at(sandbox_socket)).server > 0
