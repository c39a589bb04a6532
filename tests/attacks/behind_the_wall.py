"""What a program could do that has broken out of its language: tried behind the process wall alone.

`python -m tests.attacks.behind_the_wall` prints, as JSON, how each attempt ended: the name of an errno or of a signal,
"through" where it worked, or the exception. Each attempt has a process of its own.
"""

import ctypes
import errno
import json
import mmap
import os
import platform
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

from sandbox import walls

LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = platform.machine()
ALLOWED = frozenset(walls._ALLOWED[MACHINE].values())
LAST_NUMBER = 600  # beyond the last system call that Linux has
# The kernel's own uretprobe and uprobe: no filter sees them, and whoever calls them is killed.
UNFILTERED = {"x86_64": frozenset({335, 336})}.get(MACHINE, frozenset())
X32 = 0x40000000
_PARENT = os.getpid()
_NUMBERS = {  # x86_64, aarch64
    "open_by_handle_at": (304, 265),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "memfd_create": (319, 279),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "clone": (56, 220),
    "clone3": (435, 435),
    "execveat": (322, 281),
    "seccomp": (317, 277),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "dup": (32, 23),
    "sendmsg": (46, 211),
    "tgkill": (234, 131),
    "shmget": (29, 194),
    "personality": (135, 92),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
}


def number(name: str) -> int:
    """A system call's number on this machine."""
    return _NUMBERS[name][MACHINE == "aarch64"]


def call(which: int, *arguments: int) -> int:
    """A system call without the C library's wrapper. Raises OSError."""
    ctypes.set_errno(0)
    result: int = LIBC.syscall(ctypes.c_long(which), *map(ctypes.c_long, arguments))
    if result == -1 and ctypes.get_errno():
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def native(code: bytes) -> None:
    """Machine code of one's own."""
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    ctypes.CFUNCTYPE(ctypes.c_int)(address)()


def libc(name: str, *arguments: object) -> int:
    """A function of the C library. Raises OSError."""
    ctypes.set_errno(0)
    result: int = getattr(LIBC, name)(*arguments)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def any_call_that_is_not_listed() -> None:
    """Each number there is, without arguments: all must be refused, whatever the kernel has by that number."""
    for which in set(range(LAST_NUMBER)) - ALLOWED - UNFILTERED:
        try:
            call(which)
        except OSError as error:
            if error.errno == errno.EPERM:
                continue
        raise RuntimeError(f"system call {which} went through")
    raise PermissionError(errno.EPERM, "all")


def any_descriptor_but_its_own() -> None:
    """What is open behind the wall: nothing but a sink on 0 to 2 and the pipe."""
    extra = []
    for descriptor in range(4096):
        try:
            os.lseek(descriptor, 0, os.SEEK_CUR)
        except OSError as error:
            if error.errno == errno.EBADF:
                continue
        extra.append(descriptor)
    if len(extra) != 4 or extra[:3] != [0, 1, 2]:
        raise RuntimeError(f"open: {extra}")
    raise PermissionError(errno.EPERM, "none")


def grow_without_end() -> None:
    """More memory than the quota."""
    kept = []
    while True:
        kept.append(bytearray(16 * 1024 * 1024))


def write_to_the_sink_and_read_back() -> None:
    """The one file there is holds nothing."""
    os.write(1, b"x" * 4096)
    if os.read(0, 1) == b"":
        raise PermissionError(errno.EPERM, "empty")


def shell() -> None:
    """A shell, by the C library, which answers 127 where it could start none."""
    if LIBC.system(b"true") != 0:
        raise PermissionError(errno.EPERM, "no shell")


ATTEMPTS: dict[str, Callable[[], object]] = {
    "open": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "open_python": lambda: open("/etc/passwd"),  # noqa: SIM115 - it is refused
    "openat": lambda: libc("openat", -100, b"/etc/passwd", os.O_RDONLY),
    "proc_self_mem": lambda: os.open("/proc/self/mem", os.O_RDWR),
    "listdir": lambda: os.listdir("/"),
    "stat": lambda: os.stat("/etc/passwd"),
    "readlink": lambda: os.readlink("/proc/self/exe"),
    "unlink": lambda: os.unlink("/tmp/tutor-attack"),
    "mkdir": lambda: os.mkdir("/tmp/tutor-attack"),
    "rename": lambda: os.rename("/tmp/a", "/tmp/b"),
    "symlink": lambda: os.symlink("/etc/passwd", "/tmp/tutor-attack"),
    "chmod": lambda: os.chmod("/tmp", 0o700),
    "chroot": lambda: os.chroot("/tmp"),
    "chdir": lambda: os.chdir("/"),
    "socket_inet": lambda: socket.socket(socket.AF_INET),
    "socket_unix": lambda: socket.socket(socket.AF_UNIX),
    "socket_netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "socketpair": socket.socketpair,
    "pipe": os.pipe,
    "fork": os.fork,
    "vfork": lambda: libc("vfork"),
    "execve": lambda: os.execve("/bin/true", ["true"], {}),  # noqa: S606 - it is refused
    "subprocess": lambda: subprocess.run(["/bin/true"]),
    "system": shell,
    "thread": lambda: threading.Thread(target=print).start(),
    "kill_parent": lambda: os.kill(_PARENT, signal.SIGKILL),
    "kill_all": lambda: os.kill(-1, 0),
    "kill_self": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "shm_open": lambda: libc("shm_open", b"/tutor-attack", os.O_RDWR | os.O_CREAT, 0o600),
    "setuid": lambda: os.setuid(65534),
    "setrlimit_up": lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
    "getrlimit": lambda: resource.getrlimit(resource.RLIMIT_AS),
    "prctl_undo": lambda: libc("prctl", 38, 0, 0, 0, 0),
    "prctl_dumpable": lambda: libc("prctl", 4, 1, 0, 0, 0),
    "another_filter": lambda: walls._install(walls._program(walls._filter(MACHINE, ()))),
    "ptrace_parent": lambda: call(number("ptrace"), 16, _PARENT, 0, 0),
    "thread_of_c": lambda: call(number("clone"), 0x00010F00, 0, 0, 0, 0),
    **{
        f"call_{name}": (lambda which: lambda: call(which, 0, 0, 0, 0, 0))(number(name))
        for name in _NUMBERS
    },
    "any_call_that_is_not_listed": any_call_that_is_not_listed,
    "any_descriptor_but_its_own": any_descriptor_but_its_own,
    "write_to_the_sink_and_read_back": write_to_the_sink_and_read_back,
    "memory": grow_without_end,
}  # fmt: skip
if MACHINE == "x86_64":
    ATTEMPTS |= {
        "x32_getpid": lambda: call(X32 | 39),
        "x32_open": lambda: call(X32 | 2, 0, 0, 0),
        "x32_beyond": lambda: call(X32 | 512),
        "negative_number": lambda: call(-1),
        "uretprobe": lambda: call(335),
        "int_0x80": lambda: native(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"),  # mov eax, 20 (getpid of i386); int 0x80; ret
    }


def attempt(action: Callable[[], object], plan: walls.Plan) -> str:
    """How one attempt ends, in a process of its own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            walls.raise_walls(plan, keep=[writer])
            os.write(writer, _ending(action).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        told = file.read()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return told.decode() or "nothing was said"


def _ending(action: Callable[[], object]) -> str:
    try:
        action()
    except walls.WallError:
        return "EPERM"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return "through"


def main() -> None:
    """All attempts."""
    plan = walls.Plan(walls.Limits(memory_mib=128))
    extra = [os.open("/etc/passwd", os.O_RDONLY) for _ in range(20)]  # what a careless parent would hand down
    os.dup2(extra[0], 900)
    json.dump({name: attempt(action, plan) for name, action in ATTEMPTS.items()}, sys.stdout)


if __name__ == "__main__":
    main()
