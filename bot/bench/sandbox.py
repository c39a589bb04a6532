"""The sandbox alone: latency through its socket at 1, 2 and 8 clients, beside two yardsticks of the same run.

The yardsticks: a fresh `python -c` that does the same work, and a bare `fork()` of a warm parent that executes the same
code with no wall and no policy (`python -m sandbox.yardstick`).
"""

import asyncio
import contextlib
import json
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


async def measure(chosen: Settings, runs: int) -> dict[str, Any]:
    """Milliseconds, runs a second, and MiB; ratios against the yardsticks."""
    fresh = await _fresh_interpreter(max(runs // 50, 3))
    fork = await _bare_fork(runs)
    worker = LocalWorker(chosen)
    try:
        await worker.run(Job("warm", SNIPPET))
        clients = {str(count): await _clients(worker, count, runs) for count in (1, 2, 8)}
        private = await _private_of_standby(worker.pid or 0)
    finally:
        await worker.close()
    # One client pauses between its runs, so its rate is no throughput.
    best = max(clients[count]["runs_per_s"] for count in ("2", "8"))
    return {
        "clients": clients,
        "standby_private_mib": private,
        "fresh_interpreter_ms": fresh,
        "bare_fork_ms": fork["ms"],
        "bare_fork_runs_per_s": fork["runs_per_s"],
        "times_faster_than_fresh": round(fresh["p50"] / clients["1"]["ms"]["p50"]),
        "throughput_of_bare_fork": round(best / fork["runs_per_s"], 2),
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
        command = (sys.executable, "-c", f"import torch\n{SNIPPET}\nprint(x.grad)")
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
        await process.wait()
        samples.append((time.perf_counter() - started) * 1000)
    return quantiles(samples)


async def _bare_fork(runs: int) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.yardstick", str(runs), cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    answer, _ = await process.communicate(SNIPPET.encode())
    figures = json.loads(answer)
    return {"ms": quantiles(figures["ms"]), "runs_per_s": round(figures["runs_per_s"], 1)}


async def _private_of_standby(pid: int) -> list[float]:
    """MiB of each standby child: the children of the warm parent, which is the server's child."""
    await asyncio.sleep(0.5)  # the last run's child is gone by then, and its follower stands by
    found = []
    for child in [child for parent in children_of(pid) for child in children_of(parent)]:
        with contextlib.suppress(OSError):  # a child closes its /proc to all but root
            found.append(private_mib(child))
    return found
