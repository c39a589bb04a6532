"""How late the event loop is: a tick that should come every 20 ms, and by how much each one missed it.

What blocks the loop is seen but for what was left until the next tick, so for 20 ms less at most.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable

KEPT_SECONDS = 5.0
_TICK = 0.02


class Lag:
    """Run `watch` as a task; `seconds` is the worst of the last few seconds, and `note` is told of every tick."""

    def __init__(self, note: Callable[[float], None] | None = None) -> None:
        self._note = note
        self._ticks: deque[tuple[float, float]] = deque()
        self._due = time.monotonic() + _TICK

    def seconds(self) -> float:
        """The worst lateness of the last seconds, that of the tick that is due now included."""
        now = time.monotonic()
        recent = [late for at, late in self._ticks if now - at < KEPT_SECONDS]
        return max([0.0, now - self._due, *recent])

    async def watch(self) -> None:
        """Tick until cancelled."""
        while True:
            self._due = time.monotonic() + _TICK
            await asyncio.sleep(_TICK)
            self._ticked(time.monotonic())

    def _ticked(self, now: float) -> None:
        late = max(0.0, now - self._due)
        self._ticks.append((now, late))
        while now - self._ticks[0][0] > KEPT_SECONDS:
            self._ticks.popleft()
        if self._note is not None:
            self._note(late)
