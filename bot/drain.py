"""An end in good order: new work is refused from a moment on, and what runs is waited for."""

import asyncio
import contextlib
from collections.abc import Iterator


class Drain:
    """What runs now."""

    def __init__(self) -> None:
        self.running = 0
        self._closed = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def closed(self) -> bool:
        """Whether nothing new is begun, for the tutor is about to end."""
        return self._closed.is_set()

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
        self._closed.set()

    async def closing(self) -> None:
        """Wait until nothing new is begun."""
        await self._closed.wait()

    async def idle(self) -> None:
        """Wait until nothing runs."""
        await self._idle.wait()
