"""A yardstick for the event loop: one that has nothing to do, in a process of its own: the machine's own lateness.

`python -m bot.bench.idle` writes a line for each that it reads: the worst of the last seconds.
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from bot.watch.lag import Lag

ROOT = Path(__file__).resolve().parent.parent.parent


@contextlib.asynccontextmanager
async def beside() -> AsyncIterator[Callable[[], Awaitable[float]]]:
    """The loop, running; gives what to ask for its worst lateness of the last seconds, in seconds."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", __name__)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)
    reader, writer = process.stdout, process.stdin
    assert reader is not None and writer is not None  # noqa: PT018, S101 - they were asked for

    async def worst() -> float:
        writer.write(b"\n")
        return float(await reader.readline())

    try:
        yield worst
    finally:
        writer.close()
        await process.wait()


async def _answer() -> None:
    lag, reader, loop = Lag(), asyncio.StreamReader(), asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    ticking = asyncio.create_task(lag.watch())
    while await reader.readline():
        print(lag.seconds(), flush=True)
    ticking.cancel()


if __name__ == "__main__":
    asyncio.run(_answer())
