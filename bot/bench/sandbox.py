"""The sandbox alone: latency through its socket at 1, 2 and 8 clients, beside two yardsticks of the same run.

The yardsticks: a fresh `python -c` that does the same work, and a bare `fork()` of a warm parent that executes the same
code with no wall and no policy (`python -m sandbox.yardstick`). Like a run, both show the gradient; the fork that shows
nothing is measured, too. Throughput is taken in rounds, all candidates in each, so that a noisy machine is as noisy for
one as for the other; the ratios are medians over the rounds.
"""

import asyncio
import contextlib
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from bot.bench.figures import private_mib, quantiles
from bot.bench.processes import children_of
from bot.settings import Settings
from bot.workers.local import LocalWorker
from sandbox.protocol import Job

ROOT = Path(__file__).resolve().parent.parent.parent
SNIPPET = "x = torch.tensor(2.0, requires_grad=True)\ny = x ** 2\ny.backward()\nx.grad"
SHOWN = f"{SNIPPET}\nrepr(x.grad)"
ROUNDS = 5


async def measure(chosen: Settings, runs: int) -> dict[str, Any]:
    """Milliseconds, runs a second, and MiB; ratios against the yardsticks."""
    worker, yardstick = LocalWorker(chosen), await _Yardstick.start()
    try:
        await worker.run(Job("warm", SNIPPET))
        await yardstick.measure(SNIPPET, 5, 1)
        fresh = await _fresh_interpreter(max(runs // 50, 3))
        fork = quantiles((await yardstick.measure(SHOWN, runs, 1))["ms"])
        clients = {str(count): await _clients(worker, count, runs) for count in (1, 2, 8)}
        rounds = [await _round(worker, yardstick, runs) for _ in range(ROUNDS)]
        private = await _private_of_standby(worker.pid or 0)
    finally:
        await yardstick.close()
        await worker.close()
    return {
        "clients": clients,
        "standby_private_mib": private,
        "fresh_interpreter_ms": fresh,
        "bare_fork_ms": fork,
        "times_faster_than_fresh": round(fresh["p50"] / clients["1"]["ms"]["p50"]),
        "throughput": {name: _median(rounds, name) for name in rounds[0]},
    }


def _median(rounds: list[dict[str, float]], name: str) -> float:
    return round(statistics.median(each[name] for each in rounds), 2)


async def _round(worker: LocalWorker, yardstick: "_Yardstick", runs: int) -> dict[str, float]:
    """Runs a second of each, and what part of a bare fork's we reach."""
    ours = max([(await _clients(worker, count, runs))["runs_per_s"] for count in (2, 8)])
    fork, silent = [(await yardstick.measure(source, runs, 2))["runs_per_s"] for source in (SHOWN, SNIPPET)]
    return {
        "runs_per_s": ours,
        "bare_fork_runs_per_s": fork,
        "of_bare_fork": ours / fork,
        "silent_fork_runs_per_s": silent,
        "of_silent_fork": ours / silent,
    }


async def _clients(worker: LocalWorker, count: int, runs: int) -> dict[str, Any]:
    samples: list[float] = []

    async def client(number: int) -> None:
        for index in range(runs // count):
            started = time.perf_counter()
            await worker.run(Job(f"bench-{number}-{index}", SNIPPET))
            samples.append((time.perf_counter() - started) * 1000)
            if count == 1:
                await asyncio.sleep(0.02)  # a person is not back at once; a standby child is

    started = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(count)))
    taken = time.perf_counter() - started - (0.02 * len(samples) if count == 1 else 0)
    return {"ms": quantiles(samples), "runs_per_s": round(len(samples) / taken, 1)}


async def _fresh_interpreter(runs: int) -> dict[str, float]:
    samples = []
    for _ in range(runs):
        started = time.perf_counter()
        command = (sys.executable, "-c", f"import torch\n{SHOWN}")
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
        await process.wait()
        samples.append((time.perf_counter() - started) * 1000)
    return quantiles(samples)


class _Yardstick:
    """The bare fork's warm parent, in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "_Yardstick":
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-m", "sandbox.yardstick")
        return cls(await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe, limit=2**22))

    async def measure(self, source: str, runs: int, at_once: int) -> dict[str, Any]:
        """Milliseconds of each run, and runs a second."""
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(json.dumps({"source": source, "runs": runs, "at_once": at_once}).encode() + b"\n")
        figures: dict[str, Any] = json.loads(await self._process.stdout.readline())
        return figures

    async def close(self) -> None:
        """End it."""
        self._process.kill()
        await self._process.wait()


async def _private_of_standby(pid: int) -> list[float]:
    """MiB of each standby child: the children of the warm parent, which is the server's child."""
    await asyncio.sleep(0.5)  # the last run's child is gone by then, and its follower stands by
    found = []
    for child in [child for parent in children_of(pid) for child in children_of(parent)]:
        with contextlib.suppress(OSError):  # a child closes its /proc to all but root
            found.append(private_mib(child))
    return found
