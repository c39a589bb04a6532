"""A sandbox's processes as /proc tells of them: the server, the warm parent, the standby children."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.pool import STANDBY_PER_SLOT

_BLOCK = 16 * 1024 * 1024


@dataclass(frozen=True)
class Processes:
    """The ids of one sandbox's processes."""

    server: int
    zygote: int
    children: frozenset[int]


def processes(server: int) -> Processes:
    """Those of the sandbox whose server has this id."""
    (zygote,) = _children(server)
    return Processes(server, zygote, frozenset(_children(zygote)))


def server_at(socket: Path) -> int:
    """The id of the server that listens at a socket."""
    for pid in _all():
        if str(socket).encode() in _read(pid, "cmdline").split(b"\0"):
            return pid
    raise AssertionError(f"no sandbox at {socket}")


def settled(server: int, slots: int) -> Processes:
    """The processes once all children stand by again and nothing is a zombie."""
    found, count = processes(server), slots * STANDBY_PER_SLOT
    until(lambda: len(processes(server).children) == count and not zombies(server), f"{count} children of {found}")
    return processes(server)


def until(reached: Callable[[], bool], what: str, seconds: float = 10) -> None:
    """Wait for something. Raises AssertionError."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"never reached: {what}"
        time.sleep(0.02)


def zombies(server: int) -> list[int]:
    """Dead processes that nobody has buried."""
    family = [server, *_children(server)]
    family += [child for pid in family[1:] for child in _children(pid)]
    return [pid for pid in family if _stat(pid)[:1] == ["Z"]]


def descriptors(pid: int) -> int:
    """How many a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid: int) -> int:
    """How many a process has."""
    return len(os.listdir(f"/proc/{pid}/task"))


def memory_holds(pid: int, secret: bytes) -> bool:
    """Whether a process has these bytes anywhere in its memory. Raises PermissionError."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        return any(secret in block for start, end in _spans(pid) for block in _blocks(memory, start, end))


def _blocks(memory: object, start: int, end: int) -> Iterator[bytes]:
    overlap = 256
    for position in range(start, end, _BLOCK):
        try:
            memory.seek(max(position - overlap, start))
            yield memory.read(min(end, position + _BLOCK) - max(position - overlap, start))
        except OSError:
            return  # a guard page, or memory of a device


def _spans(pid: int) -> Iterator[tuple[int, int]]:
    for line in _read(pid, "maps").decode(errors="replace").splitlines():
        span, rights, *_ = line.split()
        inode = line.split()[4]
        if "r" in rights and ("w" in rights or inode == "0") and "[v" not in line:  # files' own pages hold no secret
            start, end = (int(word, 16) for word in span.split("-"))
            yield start, end


def _children(parent: int) -> list[int]:
    return [pid for pid in _all() if _stat(pid)[1:2] == [str(parent)]]


def _all() -> Iterator[int]:
    return (int(entry) for entry in os.listdir("/proc") if entry.isdigit())


def _stat(pid: int) -> list[str]:
    return _read(pid, "stat").decode(errors="replace").rpartition(")")[2].split()


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""  # gone meanwhile
