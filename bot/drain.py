"""An end in good order: new work is refused from a moment on, and what runs is waited for."""

import asyncio
import contextlib
from collections.abc import Iterator


class Drain:
    """What runs now. `closed`: nothing new is begun, for the tutor is about to end."""

    def __init__(self) -> None:
        self.closed = False
        self.running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextlib.contextmanager
    def work(self) -> Iterator[None]:
        """One piece of work, from its beginning to its end."""
        self.running += 1
        self._idle.clear()
        try:
            yield
        finally:
            self.running -= 1
            if not self.running:
                self._idle.set()

    def close(self) -> None:
        """Begin nothing new from now on."""
        self.closed = True

    async def idle(self) -> None:
        """Wait until nothing runs."""
        await self._idle.wait()
