"""A sandbox behind a Unix socket: one job at a time on a connection, so that an answer can belong to no other.

Comes in: a Job. Goes out: its Observation. What comes back is checked here: it crossed a wall.
"""

import asyncio
from pathlib import Path
from typing import NamedTuple

import msgspec

from bot.errors import SandboxError, SandboxGone
from sandbox.protocol import BadFrame, Job, Observation, decode, frame, read_frame

QUEUE_SECONDS = 30.0  # how long a job may wait for a free child on top of its deadline
_MAX_IDLE = 16
_observations = msgspec.msgpack.Decoder(Observation)


class _Connection(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class SocketWorker:
    """Runs jobs in the sandbox that listens at `path`. Connections are kept for the next job."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[_Connection] = []

    async def run(self, job: Job) -> Observation:
        """Run a job once. Raises SandboxGone where the sandbox ended, SandboxError where it answered nonsense."""
        try:
            async with asyncio.timeout(job.deadline_ms / 1000 + QUEUE_SECONDS):
                return await self._ask(job)
        except TimeoutError:
            raise SandboxError(f"no answer within {QUEUE_SECONDS:.0f} s of the deadline") from None
        except BadFrame as error:
            raise SandboxError(f"the sandbox's answer is not one: {error}") from error
        except OSError as error:
            raise SandboxGone(f"no sandbox at {self._path}: {error.strerror or error}") from error

    async def close(self) -> None:
        """Hang up."""
        while self._idle:
            await _hang_up(self._idle.pop())

    async def _ask(self, job: Job) -> Observation:
        connection = await self._connect()
        try:
            observation = await _converse(connection, job)
        except BaseException:
            connection.writer.close()
            raise
        if len(self._idle) < _MAX_IDLE:
            self._idle.append(connection)
        else:
            await _hang_up(connection)
        return observation

    async def _connect(self) -> _Connection:
        """A connection on which nobody waits; those that the sandbox has closed meanwhile are let go."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.reader.at_eof() and not connection.writer.is_closing():
                return connection
            connection.writer.close()
        return _Connection(*await asyncio.open_unix_connection(self._path))


async def _converse(connection: _Connection, job: Job) -> Observation:
    connection.writer.write(frame(job))
    await connection.writer.drain()
    body = await read_frame(connection.reader)
    if body is None:
        raise SandboxGone("the sandbox ended in the middle of a run")
    observation = decode(body, _observations)
    if observation.id != job.id:
        raise SandboxError(f"the answer to {job.id!r} came with the id {observation.id!r}")
    return observation


async def _hang_up(connection: _Connection) -> None:
    connection.writer.close()
    await asyncio.gather(connection.writer.wait_closed(), return_exceptions=True)
