"""The process wall holds alone, where the language wall and the name wall have fallen."""

import json
import os
import platform
import subprocess
import sys

import pytest

from tests.attacks.behind_the_wall import ATTEMPTS
from tests.sandbox_client import ROOT

KILLED = {
    "x32_getpid": "SIGSYS",
    "x32_open": "SIGSYS",
    "x32_beyond": "SIGSYS",
    "negative_number": "SIGSYS",
    "int_0x80": "SIGSYS SIGSEGV",  # a fault where the kernel has no 32-bit calls
    "uretprobe": "SIGILL EPERM",  # by the kernel itself, where it has the call
}
# The C library turns a refused call into an answer of its own, or Python into an exception of another kind.
OTHERWISE = {
    "thread": "RuntimeError: can't start new thread",
    "setrlimit_up": "ValueError: not allowed to raise maximum limit",
    "memory": "MemoryError: ",
}


@pytest.fixture(scope="module")
def endings() -> dict[str, str]:
    """How each attempt ended."""
    command = [sys.executable, "-m", "tests.attacks.behind_the_wall"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_process_wall_refuses(name: str, endings: dict[str, str]) -> None:
    if name in KILLED:
        assert endings[name] in KILLED[name].split()
    else:
        assert endings[name] == OTHERWISE.get(name, "EPERM")


def test_the_attempts_work_where_there_is_no_wall() -> None:
    """Else a refusal would say nothing."""
    for name in ("stat", "listdir", "readlink", "getrlimit", "call_personality"):
        ATTEMPTS[name]()
    os.close(ATTEMPTS["open"]())


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the other ABIs of x86-64")
def test_other_abis_are_among_the_attempts() -> None:
    assert set(ATTEMPTS) >= set(KILLED)
