"""Who runs now and who waits, first come, first served: so many submissions at a time keep the sandbox busy."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Gate:
    """`width` may be inside at a time; the others wait in a line."""

    def __init__(self, width: int) -> None:
        self.width = self._free = width
        self._line: deque[tuple[str, asyncio.Future[None]]] = deque()
        self._inside = 0

    @property
    def inside(self) -> int:
        """How many run."""
        return self._inside

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    def ahead(self, key: str) -> int:
        """How many are before somebody in the line; 0 for who does not wait."""
        return next((at for at, (each, _) in enumerate(self._line, 1) if each == key), 0)

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """Wait for a turn, then hold it."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(key)
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            self._hand_on()

    async def _wait(self, key: str) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (key, turn)
        self._line.append(entry)
        try:
            await turn
        except asyncio.CancelledError:
            if entry in self._line:
                self._line.remove(entry)
            elif turn.done() and not turn.cancelled():
                self._hand_on()  # the turn came in the very moment
            raise

    def _hand_on(self) -> None:
        while self._line:
            _, turn = self._line.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
