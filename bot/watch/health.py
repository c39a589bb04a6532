"""Whether the tutor lives, and whether it is ready to teach: each question has an answer by part, in a word."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.errors import SandboxError, StoreError
from bot.watch.around import WatchedWorker
from bot.watch.lag import Lag
from sandbox.protocol import Job

MOST_LAG = 1.0
_PATIENCE = 2.0
_FRESH = 15.0  # seconds for which a run that went well answers for the sandbox

Answer = dict[str, str]


class Health:
    """`live` and `ready` give what is said of each part; all is well where every part says "ok"."""

    def __init__(
        self, state: Callable[[], str], lag: Lag, ping: Callable[[], Awaitable[None]], worker: WatchedWorker
    ) -> None:
        self._state, self._lag, self._ping, self._worker = state, lag, ping, worker
        self._probing: asyncio.Task[str] | None = None

    def live(self) -> Answer:
        """Whether the event loop turns. Who says no to this may be restarted."""
        late = self._lag.seconds()
        return {"loop": "ok" if late < MOST_LAG else f"late by {late:.1f} s"}

    async def ready(self) -> Answer:
        """Whether students are answered: the gateway, the database, the sandbox."""
        database, sandbox = await asyncio.gather(self._database(), self._sandbox())
        state = self._state()
        return {"gateway": "ok" if state == "ready" else state, "database": database, "sandbox": sandbox}

    async def _database(self) -> str:
        try:
            await asyncio.wait_for(self._ping(), _PATIENCE)
        except StoreError:
            return "fails"
        except TimeoutError:
            return "does not answer"
        return "ok"

    async def _sandbox(self) -> str:
        """Asked once for all who ask at a time, and not at all while students' programs show that it is there."""
        if time.monotonic() - self._worker.answered < _FRESH:
            return "ok"
        if self._probing is None or self._probing.done():
            self._probing = asyncio.create_task(self._probe())
        await asyncio.wait({self._probing}, timeout=_PATIENCE)
        return self._probing.result() if self._probing.done() else "does not answer"

    async def _probe(self) -> str:
        try:
            seen = await self._worker.probe(Job("health", "1 + 1", deadline_ms=2_000))
        except SandboxError:
            return "not reached"
        return "ok" if seen.echo == "2" else f"gave {seen.status}"
