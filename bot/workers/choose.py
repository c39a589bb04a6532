"""Which sandbox to use: an outside one by its socket where the settings name it, else one of our own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from bot.workers import Worker
from bot.workers.local import LocalWorker
from bot.workers.socket import SocketWorker


@asynccontextmanager
async def open_worker(settings: Settings) -> AsyncIterator[Worker]:
    """A worker for as long as the block lasts. Raises SandboxGone where our own sandbox cannot start."""
    if settings.sandbox_socket is not None:
        outside = SocketWorker(settings.sandbox_socket)
        try:
            yield outside
        finally:
            await outside.close()
        return
    worker = LocalWorker(settings)
    try:
        await worker.start()
        yield worker
    finally:
        await worker.close()
