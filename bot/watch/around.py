"""The worker and the store as the tutor knows them, with their runs and grades counted on the way."""

import logging
import time

from bot.errors import SandboxError
from bot.store import Store
from bot.values import Attempt
from bot.watch.metrics import Metrics
from bot.workers import Worker
from sandbox.protocol import Job, Observation

log = logging.getLogger(__name__)
_NEVER = float("-inf")


class WatchedWorker:
    """A worker whose runs are timed. `answered`: when the sandbox last answered, of time.monotonic."""

    def __init__(self, worker: Worker, metrics: Metrics) -> None:
        self._worker, self._metrics = worker, metrics
        self.answered = _NEVER

    async def run(self, job: Job) -> Observation:
        """Run a job once. Raises SandboxError where no observation came back."""
        started, status = time.perf_counter(), "lost"
        try:
            seen = await self.probe(job)
            status = seen.status
            return seen
        finally:
            taken = time.perf_counter() - started
            self._metrics.ran(status, taken)
            log.info("run", extra={"facts": {"status": status, "ms": round(taken * 1000, 1)}})

    async def probe(self, job: Job) -> Observation:
        """Run a job that is nobody's: it is not counted."""
        try:
            seen = await self._worker.run(job)
        except SandboxError:
            self.answered = _NEVER
            raise
        self.answered = time.monotonic()
        return seen

    async def close(self) -> None:
        """Let go of what the worker holds."""
        await self._worker.close()


class WatchedStore(Store):
    """A store that counts the grades it keeps."""

    metrics: Metrics

    async def add_attempt(self, attempt: Attempt) -> int:
        """Keep an attempt. Gives its id, once it is on disk."""
        kept = await super().add_attempt(attempt)
        self.metrics.graded(attempt.exercise, attempt.verdict)
        return kept
