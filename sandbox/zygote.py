"""The warm parent: imports torch once, then forks a child for every run and never sees a program.

Comes in, over a datagram socket from the server: FORK. Goes out: a Child with two descriptors (the server's end of
the child's socket, and a pidfd to kill it by), and later its Ended. The server talks to the child directly, so no job
and no answer passes through this process, and a child inherits nothing of another's run.
"""

import array
import os
import select
import signal
import socket
import sys
from typing import cast

import msgspec

from sandbox import child, device, walls, warm
from sandbox.device import Device, DeviceError, Wish
from sandbox.messages import FORK_AT_ONCE, MAX_MESSAGE, Child, Ended, Message, Ready
from sandbox.walls import Limits, Plan, WallError

_encode = msgspec.msgpack.Encoder().encode


def serve(control: socket.socket, plan: Plan, on: Device) -> None:
    """Fork a child for each word until the server hangs up."""
    wake = _wake_on_child_end()
    while True:
        readable, _, _ = select.select([control.fileno(), wake], [], [])
        if wake in readable:
            os.read(wake, 4096)
            _report_ended(control)
        if control.fileno() in readable:
            word = control.recv(MAX_MESSAGE)
            if not word:
                return
            _fork_child(control, plan, on, rehearse=word != FORK_AT_ONCE)


def _wake_on_child_end() -> int:
    reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reader


def _fork_child(control: socket.socket, plan: Plan, on: Device, *, rehearse: bool) -> None:
    if (threads := warm.thread_count()) != 1:
        raise RuntimeError(f"the warm parent has {threads} threads; a fork could hang")
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        child.live(theirs.fileno(), plan, on, rehearse=rehearse)  # does not return
    theirs.close()
    handle = os.pidfd_open(pid)
    _send(control, Child(pid), [ours.fileno(), handle])
    ours.close()
    os.close(handle)


def _report_ended(control: socket.socket) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _send(control, Ended(pid, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0), [])


def _send(control: socket.socket, message: Message, descriptors: list[int]) -> None:
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    control.sendmsg([_encode(message)], rights)


def _prove_walls(plan: Plan) -> None:
    """Raise every wall once in a child of its own: a sandbox without one must not start."""
    pid = os.fork()
    if pid == 0:
        reason = child.try_walls(plan)
        if reason is not None:
            os.write(2, f"sandbox: {reason}\n".encode())
        os._exit(0 if reason is None else child.WALL_FAILED)
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit(child.WALL_FAILED)


def _plan(memory_mib: int, on: Device) -> Plan:
    try:
        return Plan(Limits(memory_mib=memory_mib), device.CUDA_CALLS if on == "cuda" else ())
    except WallError as error:
        sys.exit(f"sandbox: {error}")


def main() -> None:
    """`python -m sandbox.zygote FD MEMORY_MIB DEVICE`: started by the server alone."""
    walls.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        on = device.choose(cast(Wish, sys.argv[3]), device.count)
    except DeviceError as error:
        sys.exit(f"sandbox: {error}")
    warm.warm()
    plan = _plan(int(sys.argv[2]), on)
    _prove_walls(plan)
    _send(control, Ready(on, warm.torch_version()), [])
    serve(control, plan, on)


if __name__ == "__main__":
    main()
