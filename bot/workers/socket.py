"""A sandbox behind a Unix socket: one connection a job, so that an answer can belong to no other.

Comes in: a Job. Goes out: its Observation. What comes back is checked here: it crossed a wall.
"""

import asyncio
import contextlib
from pathlib import Path

import msgspec

from bot.errors import SandboxError, SandboxGone
from sandbox.protocol import BadFrame, Job, Observation, decode, frame, read_frame

QUEUE_SECONDS = 30.0  # how long a job may wait for a free child on top of its deadline
_observations = msgspec.msgpack.Decoder(Observation)


class SocketWorker:
    """Runs jobs in the sandbox that listens at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

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
        """Nothing is held between jobs."""

    async def _ask(self, job: Job) -> Observation:
        reader, writer = await asyncio.open_unix_connection(self._path)
        try:
            writer.write(frame(job))
            await writer.drain()
            body = await read_frame(reader)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
        if body is None:
            raise SandboxGone("the sandbox ended in the middle of a run")
        observation = decode(body, _observations)
        if observation.id != job.id:
            raise SandboxError(f"the answer to {job.id!r} came with the id {observation.id!r}")
        return observation
