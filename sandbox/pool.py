"""Standby children: asks the warm parent for them, hands one to each run, and kills what must die.

Comes in: jobs from `server`. Goes out: Observations. One child takes one job; a new one is made while nobody waits.
If the warm parent ends, another is started; jobs wait for it.
"""

import array
import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import msgspec

from sandbox import run
from sandbox.messages import FORK, FORK_AT_ONCE, MAX_MESSAGE, Child, Ended, Message, Ready
from sandbox.protocol import Job, Observation
from sandbox.walls import Limits

log = logging.getLogger(__name__)
_messages = msgspec.msgpack.Decoder(Message)
_RESTART_SECONDS = 1.0
STANDBY_PER_SLOT = 2  # so that a slot need not wait for a fork when jobs come one on another's heels
_ENDED_SECONDS = 5.0  # how long a killed child may take to be reaped before we go on without its status
_ANSWER_SECONDS = 0.002  # for an answer to reach who waits for it, before a fork takes a processor for itself
_QUIET_SECONDS = 0.05  # while enough children stand by: for the answer to be graded, kept and drawn, too


class Standby:
    """The server's hold on one child: its socket, a handle to kill it by, and the signal that ended it."""

    def __init__(self, pid: int, connection: socket.socket, handle: int) -> None:
        self.pid = pid
        self.connection = connection
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._handle = handle

    def kill(self) -> None:
        """SIGKILL, by a handle that cannot name another process."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def has_ended(self, number: int) -> None:
        """Note the signal that ended it, if none was noted yet."""
        if not self.ended.done():
            self.ended.set_result(number)

    async def end(self) -> int:
        """Wait for its end, or bring it about, and let go of it. Returns the signal that ended it, 0 for none."""
        try:
            return await asyncio.wait_for(asyncio.shield(self.ended), _ENDED_SECONDS)
        except TimeoutError:
            return signal.SIGKILL
        finally:
            self.kill()
            self.connection.close()
            os.close(self._handle)


class Pool:
    """`slots` runs at once, and twice as many children that stand by."""

    def __init__(self, slots: int, limits: Limits, device: str = "auto") -> None:
        self.ready: Ready | None = None
        self.broken = asyncio.Event()  # the warm parent cannot even start; trying again would help nobody
        self._slots = slots
        self._limits = limits
        self._device = device
        self._standby: asyncio.Queue[Standby] = asyncio.Queue()
        self._alive: dict[int, Standby] = {}
        self._running = asyncio.Semaphore(slots)
        self._waiting = 0
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closing = False

    def start(self) -> None:
        """Start the warm parent and ask it for children."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "sandbox.zygote", str(theirs.fileno())]
        command += [str(self._limits.memory_mib), self._device]
        self._zygote = subprocess.Popen(  # noqa: S603 - our own module
            command, pass_fds=[theirs.fileno()], env=_environment(self._device), stdin=subprocess.DEVNULL, cwd=_HOME
        )
        theirs.close()
        ours.setblocking(False)
        self._control = ours
        asyncio.get_running_loop().add_reader(ours, self._hear)
        for _ in range(STANDBY_PER_SLOT * self._slots):
            ours.send(FORK)

    async def run(self, job: Job) -> Observation:
        """Run a job in the next free child."""
        self._waiting += 1
        try:
            await self._running.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._run_next(job)
        finally:
            self._running.release()

    async def _run_next(self, job: Job) -> Observation:
        while (child := await self._standby.get()).ended.done():  # it died while it stood by
            self._ask_for_another()
            await child.end()
        try:
            return await run.observe(job, child, self.ready.torch if self.ready else "")
        finally:
            self._replace()

    def close(self) -> None:
        """End every process."""
        self._closing = True
        self._drop_control()
        for child in self._alive.values():
            child.kill()
            child.has_ended(signal.SIGKILL)
        if self._zygote is not None:
            self._zygote.kill()
            self._zygote.wait()

    def _replace(self) -> None:
        """Have another child made: at once where a job waits for it, else after the answer is out."""
        if self._waiting:
            self._ask_for_another()
        else:
            pause = _QUIET_SECONDS if self._standby.qsize() >= self._slots else _ANSWER_SECONDS
            asyncio.get_running_loop().call_later(pause, self._ask_for_another)

    def _ask_for_another(self) -> None:
        if self._control is not None:
            with contextlib.suppress(OSError):
                self._control.send(FORK_AT_ONCE if self._waiting else FORK)

    def _hear(self) -> None:
        """Everything the warm parent has said by now."""
        assert self._control is not None  # noqa: S101 - only its reader calls this
        while True:
            try:
                data, descriptors = _receive(self._control)
            except BlockingIOError:
                return
            except OSError:
                data, descriptors = b"", []
            if not data:
                self._mourn()
                return
            self._take(_messages.decode(data), descriptors)

    def _take(self, message: Message, descriptors: list[int]) -> None:
        match message:
            case Ready():
                self.ready = message
                log.info("warm: torch %s on %s", message.torch, message.device)
            case Child(pid):
                child = Standby(pid, socket.socket(fileno=descriptors[0]), descriptors[1])
                self._alive[pid] = child
                self._standby.put_nowait(child)
            case Ended(pid, number):
                if (gone := self._alive.pop(pid, None)) is not None:
                    gone.has_ended(number)

    def _mourn(self) -> None:
        """The warm parent is gone, and its children with it."""
        self._drop_control()
        for child in self._alive.values():
            child.has_ended(signal.SIGKILL)
        self._alive.clear()
        status = self._zygote.wait() if self._zygote is not None else 0
        if self.ready is None:
            self.broken.set()
        elif not self._closing:
            log.error("the warm parent ended (status %s); starting another", status)
            asyncio.get_running_loop().call_later(_RESTART_SECONDS, self._restart)

    def _restart(self) -> None:
        if not self._closing:
            self.start()

    def _drop_control(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None


_PASSED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH", "MPLCONFIGDIR", "CUDA_VISIBLE_DEVICES")
_HOME = str(Path(__file__).parent.parent)


def _environment(device: str) -> dict[str, str]:
    """What the warm parent may know: nothing of ours. One thread, or a fork could hang for ever."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # Counting GPUs by NVML starts no CUDA, which could not be used after a fork; kernels are loaded before the walls.
    cuda = {"PYTORCH_NVML_BASED_CUDA_CHECK": "1", "CUDA_MODULE_LOADING": "EAGER"}
    if device == "cpu":
        cuda["CUDA_VISIBLE_DEVICES"] = ""
    return {**kept, **threads, **cuda, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}


def _receive(control: socket.socket) -> tuple[bytes, list[int]]:
    fds = array.array("i")
    data, ancillary, _, _ = control.recvmsg(MAX_MESSAGE, socket.CMSG_LEN(2 * fds.itemsize))
    for level, kind, payload in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(payload[: len(payload) - len(payload) % fds.itemsize])
    return data, list(fds)
