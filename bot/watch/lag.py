"""How late the event loop is: a tick that should come every 100 ms, and by how much each one missed it."""

import asyncio
import time
from collections import deque

_TICK = 0.1
_KEPT = 5.0  # seconds


class Lag:
    """Run `watch` as a task; `seconds` is the worst of the last few seconds."""

    def __init__(self) -> None:
        self._ticks: deque[tuple[float, float]] = deque()
        self._due = time.monotonic() + _TICK

    def seconds(self) -> float:
        """The worst lateness of the last seconds, that of the tick that is due now included."""
        now = time.monotonic()
        recent = [late for at, late in self._ticks if now - at < _KEPT]
        return max([0.0, now - self._due, *recent])

    async def watch(self) -> None:
        """Tick until cancelled."""
        while True:
            self._due = time.monotonic() + _TICK
            await asyncio.sleep(_TICK)
            now = time.monotonic()
            self._ticks.append((now, max(0.0, now - self._due)))
            while now - self._ticks[0][0] > _KEPT:
                self._ticks.popleft()
