"""How long the event loop stands still: seen by its tick, told to Prometheus, and short under what weighs most."""

import asyncio
import gc
import time

from bot.bench import blocks, idle
from bot.bench.loads import notebook, program
from bot.cli import serving
from bot.parse import READABLE, read_code, read_file
from bot.values import Submission
from bot.watch.lag import Lag
from bot.watch.metrics import Metrics
from sandbox.protocol import MAX_SOURCE_BYTES


async def test_a_short_block_is_seen_wherever_it_falls_between_two_ticks() -> None:
    metrics = Metrics()
    lag = Lag(metrics.late)
    ticking = asyncio.create_task(lag.watch())
    await asyncio.sleep(0.1)
    before = _late_ticks(metrics)
    for pause in range(10):
        await asyncio.sleep(0.02 + pause / 500)
        time.sleep(0.08)  # noqa: ASYNC251 - that is the point
    await asyncio.sleep(0.05)
    ticking.cancel()
    assert _late_ticks(metrics) - before >= 10
    assert lag.seconds() >= 0.06


async def test_the_idle_loop_answers_each_time_it_is_asked() -> None:
    async with idle.beside() as worst:
        seen = [await worst() for _ in range(3)]
    assert all(0 <= each < 5 for each in seen)


def test_the_loads_are_as_large_as_what_is_read() -> None:
    book = notebook(1_000 * 1024, 3)
    assert 0.9 * READABLE[".ipynb"] < len(book) <= READABLE[".ipynb"]
    for read in (read_file("lab.ipynb", book), read_code(program(MAX_SOURCE_BYTES - 1024))):
        assert isinstance(read, Submission)
        assert 0.85 * MAX_SOURCE_BYTES < len(read.source) <= MAX_SOURCE_BYTES


def test_what_stays_is_not_looked_through_for_garbage() -> None:
    threshold, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        serving._spare()
        assert gc.get_freeze_count() > frozen + 10_000
        assert gc.get_threshold()[0] > threshold[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)


async def test_the_bot_is_not_held_up_by_the_largest_files() -> None:
    """The bound is far above the 50 ms of a quiet machine, and far below what one of these took on the loop."""
    found = await blocks.measure(2, ("files",))
    block, beside = found["files"]["longest_block_ms"], found["files"]["idle_loop_ms"]
    assert 0 < block < max(150, 4 * beside)


def _late_ticks(metrics: Metrics) -> float:
    """Ticks that came more than 50 ms late."""
    count, least = (
        _sample(metrics, f"tutor_event_loop_late_seconds_{name}") for name in ("count", 'bucket{le="0.05"}')
    )
    return count - least


def _sample(metrics: Metrics, name: str) -> float:
    [line] = [line for line in metrics.text().decode().splitlines() if line.startswith(f"{name} ")]
    return float(line.split()[-1])
