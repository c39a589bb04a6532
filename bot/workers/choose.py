"""Which sandbox to use: an outside one by its socket where the settings name it, else one of our own."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from bot.workers import Worker
from bot.workers.local import LocalWorker
from bot.workers.socket import SocketWorker

log = logging.getLogger(__name__)


@asynccontextmanager
async def open_worker(settings: Settings) -> AsyncIterator[Worker]:
    """A worker for as long as the block lasts. Raises SandboxGone where our own sandbox cannot start."""
    if settings.sandbox_socket is not None:
        path = settings.sandbox_socket
        if not path.exists():
            log.warning("TUTOR_SANDBOX_SOCKET: no sandbox is at %s yet; programs fail until one is", path)
        outside = SocketWorker(path)
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
