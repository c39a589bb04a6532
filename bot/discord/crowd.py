"""Many who hand in at the same moment: first each gets a sign that it was heard, then the programs are read and run.

Discord waits for three seconds for that sign, and a student for less. A program takes far longer than a sign, so the
first of a crowd would keep all others waiting.
"""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress

_MOST = 1.0  # seconds for which somebody else's sign is waited for


class Crowd:
    """Who is here. Up to `width` at a time are no crowd: they are answered before a sign is needed."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._here = 0
        self._unheard = 0
        self._all_heard = asyncio.Event()

    @contextmanager
    def join(self) -> Iterator[bool]:
        """Somebody comes in; gives whether so many are here that a sign is due at once."""
        self._here += 1
        try:
            yield self._here > self._width
        finally:
            self._here -= 1

    async def heard(self, sign: Awaitable[object]) -> None:
        """Give a sign, then wait until nobody is without one. Raises what giving it raised."""
        self._unheard += 1
        self._all_heard.clear()
        try:
            await sign
        finally:
            self._unheard -= 1
            if not self._unheard:
                self._all_heard.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOST):
                await self._all_heard.wait()
