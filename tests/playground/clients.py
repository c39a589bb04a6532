"""The real discord.py client, running against a playground for as long as a test wants it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from bot.playground import Playground
from bot.playground.places import CHANNELS
from tests.playground.echo import Echo

CHANNEL = CHANNELS[0].id


@contextlib.asynccontextmanager
async def running(playground: Playground, make: Callable[[], Echo] = Echo) -> AsyncIterator[Echo]:
    """A client from login until close."""
    client = make()
    async with client:
        task = asyncio.create_task(client.start(playground.token))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({task, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            ready.cancel()
            task.result()
        assert client.is_ready()
        yield client
        await client.close()
        await task


async def until(done: Callable[[], bool], within: float = 5.0) -> None:
    """Wait for what no event tells of: the client's own state. Raises TimeoutError."""
    for _ in range(int(within / 0.02)):
        if done():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError
