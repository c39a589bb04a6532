"""Many who hand in at the same moment: first each gets a sign that it was heard, then the programs are read and run.

Discord waits for three seconds for that sign, and a student for less. A program takes far longer than a sign, so the
first of a crowd would keep all others waiting.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress

_MOST = 1.0  # seconds for which somebody else's sign is waited for


class Crowd:
    """Who is here. Up to `width` at a time are no crowd: they are answered before a sign is needed."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._here = 0
        self._unheard = 0
        self._all_heard = asyncio.Event()

    @property
    def dense(self) -> bool:
        """Whether so many are here that a sign is due at once."""
        return self._here > self._width

    @asynccontextmanager
    async def join(self) -> AsyncIterator[None]:
        """Somebody comes in."""
        self._here += 1
        try:
            await asyncio.sleep(0)  # who came at the same moment is here now, too
            yield
        finally:
            self._here -= 1

    async def heard(self, sign: Awaitable[object]) -> None:
        """Give a sign. Raises what giving it raised."""
        self._unheard += 1
        self._all_heard.clear()
        try:
            await sign
        finally:
            self._unheard -= 1
            if not self._unheard:
                self._all_heard.set()

    async def calm(self) -> None:
        """Wait until nobody is without a sign, for a second at most."""
        if not self._unheard:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOST):
                await self._all_heard.wait()
