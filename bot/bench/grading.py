"""What grading costs: a submission with all its runs, and the search for a repair that raises its score."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.bench.figures import quantiles
from bot.ladder import ladder
from bot.settings import Settings
from bot.workers.local import LocalWorker
from lessons.grade import grade
from lessons.load import load
from lessons.plan import plan
from sandbox.protocol import Job, Observation

PAUSE_SECONDS = 0.05  # a person is not back at once
# Of the mistakes that a class makes: a copy where sharing was meant, and a list where an array belongs.
WRONG = {
    3: "a = np.array([1.0, 2.0, 3.0])\nt = torch.tensor(a)\nb = t.numpy()\na[0] = 100\nprint(a, t, b)",
    4: "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b, a - b)\nprint(torch.dot(a, b))\n3 * a",
}


async def measure(chosen: Settings, runs: int) -> dict[str, Any]:
    """Milliseconds for a submission to each of the first exercises, and for the hints on a wrong one."""
    course = load()
    worker = LocalWorker(chosen)

    async def observe(*jobs: Job) -> tuple[Observation, ...]:
        return tuple(await asyncio.gather(*map(worker.run, jobs)))

    async def submit(number: int, mark: int) -> None:
        exercise = course.exercises[number]
        source = next(iter(exercise.solutions.values()))
        grade(exercise, await observe(*plan(exercise, source, f"bench-{mark}", chosen.deadline_ms)), "en")

    async def hint(number: int, mark: int) -> None:
        await ladder("en", course.exercises[number], WRONG[number], f"bench-{mark}", chosen.deadline_ms, observe)

    try:
        await worker.run(Job("warm", "1"))
        submitted = {str(number): await _timed(submit, number, runs) for number in list(course.exercises)[:4]}
        hinted = {str(number): await _timed(hint, number, max(runs // 4, 10)) for number in WRONG}
    finally:
        await worker.close()
    return {"submission_ms": submitted, "hints_ms": hinted}


async def _timed(work: Callable[[int, int], Awaitable[None]], number: int, runs: int) -> dict[str, float]:
    samples = []
    for mark in range(runs):
        started = time.perf_counter()
        await work(number, mark)
        samples.append((time.perf_counter() - started) * 1000)
        await asyncio.sleep(PAUSE_SECONDS)
    return quantiles(samples)
