"""The process wall: what a child gives up before it sees a student's program.

Comes in: limits. Goes out: nothing; after `raise_walls` this process can compute, read and write what it has open, and
end. Nothing here is undone. Next room: `runner`.

Sources: seccomp(2), prctl(2), setrlimit(2), `linux/seccomp.h`, `linux/audit.h`, the kernel's syscall tables.
"""

import ctypes
import os
import platform
import resource
import struct
from collections.abc import Collection, Iterable

import msgspec

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_RET_ALLOW = 0x7FFF0000
_RET_ERRNO = 0x00050000
_RET_KILL_PROCESS = 0x80000000
_LOAD_WORD, _JUMP_EQUAL, _JUMP_GE, _RETURN = 0x20, 0x15, 0x35, 0x06
_OFFSET_NUMBER, _OFFSET_ARCH = 0, 4
_EPERM = 1
_X32_BIT = 0x40000000  # x86-64 numbers from here on are the x32 ABI

_SIGKILL = 9
_FILE_DESCRIPTORS = 8
_MAX_DESCRIPTOR = 1 << 20

# What torch, numpy and CPython need once they are warm. None of these opens a file, a socket, a process or a thread.
# setitimer is the deadline's; clock_nanosleep is `time.sleep`, which the deadline's signal ends.
_ALLOWED = {
    "x86_64": {
        "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
        "rt_sigprocmask": 14, "rt_sigreturn": 15, "sched_yield": 24, "mremap": 25, "madvise": 28, "setitimer": 38,
        "futex": 202, "clock_gettime": 228, "clock_nanosleep": 230, "exit": 60, "exit_group": 231, "getrandom": 318,
    },
    "aarch64": {
        "read": 63, "write": 64, "close": 57, "fstat": 80, "lseek": 62, "mmap": 222, "mprotect": 226, "munmap": 215,
        "brk": 214, "rt_sigprocmask": 135, "rt_sigreturn": 139, "sched_yield": 124, "mremap": 216, "madvise": 233,
        "setitimer": 103, "futex": 98, "clock_gettime": 113, "clock_nanosleep": 115, "exit": 93, "exit_group": 94,
        "getrandom": 278,
    },
}  # fmt: skip
_DEVICE_CALLS = {
    "x86_64": {
        "poll": 7, "ioctl": 16, "getpid": 39, "gettid": 186, "sched_getaffinity": 204, "ppoll": 271,
    },
    "aarch64": {
        "poll": 73, "ioctl": 29, "getpid": 172, "gettid": 178, "sched_getaffinity": 123, "ppoll": 73,
    },
}  # fmt: skip
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


class WallError(Exception):
    """A wall could not be raised; the sandbox does not run without it. The text says what to do."""


class Limits(msgspec.Struct, frozen=True):
    """`memory_mib` is what a program may take on top of the warm parent; `cpu_seconds` is a belt over the deadline."""

    memory_mib: int = 512
    cpu_seconds: int = 61


class Plan:
    """What a wall is made of, worked out once by the warm parent: its children have better things to do.

    `baseline` is the address space in bytes on which the quota is put. `more_calls` are names of system calls
    that a device needs, out of a closed list. Raises WallError on a machine whose calls are not known.
    """

    def __init__(self, limits: Limits, more_calls: Collection[str] = ()) -> None:
        self.limits = limits
        self.baseline = address_space()
        self.program = _program(_filter(platform.machine(), more_calls))


def raise_walls(plan: Plan, keep: Collection[int]) -> None:
    """Give up everything but computing and the descriptors `keep`. Raises WallError where the kernel refuses."""
    _close_all_but(keep)
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    _limit_resources(plan, len(keep))
    _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _install(plan.program)


def address_space() -> int:
    """This process's address space in bytes, as /proc counts it."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _close_all_but(keep: Collection[int]) -> None:
    """Leave `keep` and, on 0 to 2, a sink: code that prints to a closed descriptor would fail in odd places."""
    sink = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(sink, number)
    start = 3
    for kept in sorted(keep):
        os.closerange(start, kept)
        start = kept + 1
    os.closerange(start, _MAX_DESCRIPTOR)


def _limit_resources(plan: Plan, kept: int) -> None:
    # torch raises its own readable error when an allocation is refused, so the quota is set on the address space
    # (baseline + quota) and not left to a kill.
    for kind, value in (
        (resource.RLIMIT_AS, plan.baseline + plan.limits.memory_mib * 1024 * 1024),
        (resource.RLIMIT_CPU, plan.limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _FILE_DESCRIPTORS + kept),
    ):
        resource.setrlimit(kind, (value, value))


def _filter(machine: str, more_calls: Collection[str]) -> bytes:
    """The seccomp program: foreign architectures are killed, listed calls pass, all else fails with EPERM."""
    if machine not in _ALLOWED:
        raise WallError(f"The sandbox knows the system calls of x86_64 and aarch64, not of {machine}.")
    more = {_DEVICE_CALLS[machine][name] for name in more_calls}
    return b"".join(_instructions(_AUDIT_ARCH[machine], sorted({*_ALLOWED[machine].values(), *more})))


def _instructions(arch: int, numbers: list[int]) -> Iterable[bytes]:
    yield _instruction(_LOAD_WORD, 0, 0, _OFFSET_ARCH)
    yield _instruction(_JUMP_EQUAL, 1, 0, arch)
    yield _instruction(_RETURN, 0, 0, _RET_KILL_PROCESS)
    yield _instruction(_LOAD_WORD, 0, 0, _OFFSET_NUMBER)
    yield _instruction(_JUMP_GE, 0, 1, _X32_BIT)
    yield _instruction(_RETURN, 0, 0, _RET_KILL_PROCESS)
    for index, number in enumerate(numbers):
        yield _instruction(_JUMP_EQUAL, len(numbers) - index, 0, number)
    yield _instruction(_RETURN, 0, 0, _RET_ERRNO | _EPERM)
    yield _instruction(_RETURN, 0, 0, _RET_ALLOW)


def _instruction(code: int, if_true: int, if_false: int, operand: int) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, operand)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def _program(code: bytes) -> _Program:
    return _Program(len(code) // 8, code)  # the structure keeps the bytes alive


def _install(program: _Program) -> None:
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program))


_libc = ctypes.CDLL(None, use_errno=True)
_libc.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends."""
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)


def _prctl(option: int, first: int = 0, second: int = 0) -> None:
    if _libc.prctl(option, first, second, 0, 0) == 0:
        return
    reason = os.strerror(ctypes.get_errno())
    raise WallError(
        f"The kernel refused a wall of the sandbox (prctl {option}: {reason}). It needs Linux with seccomp filters "
        "(CONFIG_SECCOMP_FILTER) and a container that does not forbid prctl; where there is none, use Docker."
    )
