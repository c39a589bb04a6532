"""A standby child: raises its walls, waits for one job, runs it and ends.

Comes in, over its socket: one Job. Goes out: Printed as it happens, then Finished. It is never used twice.
"""

import gc
import os
import signal
from typing import NoReturn

import msgspec

from sandbox import device, runner, walls
from sandbox.device import Device
from sandbox.protocol import MAX_FRAME_BYTES, Finished, Job, Printed, frame
from sandbox.walls import Plan

WALL_FAILED = 3  # exit status of a child whose walls did not go up
_jobs = msgspec.msgpack.Decoder(Job)


class Link:
    """The child's end of its socket. Plain reads and writes: the wall leaves no other call."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def receive(self) -> Job | None:
        """The one job, or None where the server hung up before there was any."""
        header = self._read(4)
        length = int.from_bytes(header, "big")
        if len(header) < 4 or length > MAX_FRAME_BYTES:
            return None
        return _jobs.decode(self._read(length))

    def send(self, value: Printed | Finished) -> None:
        """Send all of a value. The deadline waits: its last word must not stand inside another."""
        data = memoryview(frame(value))
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGALRM,))
        while data:
            data = data[os.write(self._descriptor, data) :]
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _read(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size and (part := os.read(self._descriptor, size - len(parts))):
            parts += part
        return bytes(parts)


def live(descriptor: int, plan: Plan, on: Device, *, rehearse: bool = True) -> NoReturn:
    """The whole life of a child. Never returns, whatever happens."""
    try:
        signal.set_wakeup_fd(-1)
        gc.enable()
        _raise_walls(descriptor, plan, on)
        for _ in range(runner.REHEARSALS if rehearse else 0):
            runner.rehearse()
        _run_one(Link(descriptor))
        os._exit(0)
    except walls.WallError:
        os._exit(WALL_FAILED)
    finally:
        os._exit(1)


def _raise_walls(descriptor: int, plan: Plan, on: Device) -> None:
    if on == "cuda":
        device.open_cuda(plan.limits.memory_mib)
        plan.baseline = walls.address_space()  # CUDA has mapped its own by now
        walls.raise_walls(plan, {descriptor, *device.open_files()})
    else:
        walls.raise_walls(plan, {descriptor})


def try_walls(plan: Plan) -> str | None:
    """Raise the walls in this process. Returns why one did not go up, None where all stand."""
    message = os.dup(2)
    try:
        walls.raise_walls(plan, {message})
        os.open("/", os.O_RDONLY)
    except walls.WallError as error:
        os.dup2(message, 2)
        return str(error)
    except PermissionError:
        return None
    os.dup2(message, 2)
    return "A system call that the wall forbids went through."


def _run_one(link: Link) -> None:
    job = link.receive()
    if job is not None:
        runner.run(job, link.send)
