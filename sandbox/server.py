"""The sandbox's door: jobs in over a Unix socket, observations out, in order on each connection.

Comes in: frames of Job. Goes out: frames of Observation. Anything else on the socket closes that connection with a
logged reason and touches no other. Next room: `pool`.
"""

import asyncio
import contextlib
import logging
import os
import signal
from pathlib import Path

import msgspec

from sandbox.pool import Pool
from sandbox.protocol import MAX_SOURCE_BYTES, BadFrame, Fault, Job, Observation, decode, frame, read_frame
from sandbox.walls import Limits, WallError

log = logging.getLogger(__name__)
_jobs = msgspec.msgpack.Decoder(Job)
MAX_CONNECTIONS = 256


class Server:
    """Serves a pool at a socket's path until it is told to stop."""

    def __init__(self, path: Path, pool: Pool) -> None:
        self._path = path
        self._pool = pool
        self._open = 0
        self._stop = asyncio.Event()

    async def serve(self) -> None:
        """Listen until SIGTERM or SIGINT, then leave no process and no socket behind. Raises WallError where no
        child can be made."""
        loop = asyncio.get_running_loop()
        stop = [asyncio.ensure_future(event.wait()) for event in (self._stop, self._pool.broken)]
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()
        before = os.umask(0o117)  # who may connect may run code: the owner and the group alone
        try:
            server = await asyncio.start_unix_server(self._serve_connection, self._path)
        finally:
            os.umask(before)
        self._pool.start()
        try:
            async with server:
                await asyncio.wait(stop, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._pool.close()
            self._path.unlink(missing_ok=True)
        if self._pool.broken.is_set():
            raise WallError("the warm parent did not start; its reason is above")

    async def _serve_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        try:
            if self._open > MAX_CONNECTIONS:
                raise BadFrame(f"more than {MAX_CONNECTIONS} connections")
            while body := await read_frame(reader):
                observation = await self._answer(decode(body, _jobs))
                writer.write(frame(observation))
                await writer.drain()
        except (BadFrame, ConnectionError) as error:
            log.warning("a connection was closed: %s", error)
        except asyncio.CancelledError:
            log.info("a connection was open when the sandbox stopped")
        finally:
            self._open -= 1
            writer.close()

    async def _answer(self, job: Job) -> Observation:
        if len(job.source.encode(errors="replace")) > MAX_SOURCE_BYTES:
            size = f"{MAX_SOURCE_BYTES // 1024} KiB"
            fault = Fault("Refused", f"The program is longer than {size}.", key="size", facts={"name": size})
            return Observation(job.id, "refused", error=fault)
        return await self._pool.run(job)


def run(path: Path, slots: int, limits: Limits, device: str) -> None:
    """Serve at `path` until stopped. Raises WallError where no child can be made."""

    async def serve() -> None:
        await Server(path, Pool(slots, limits, device)).serve()

    asyncio.run(serve())
