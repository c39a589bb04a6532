"""Many runs in a row, one in ten of them hostile: does the sandbox leak, and does every answer belong to its job?"""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

from bot.bench.figures import resident_mib
from bot.bench.processes import children_of, descriptors, zombies_of
from bot.settings import Settings
from bot.workers.local import LocalWorker
from sandbox.protocol import Job

CLIENTS = 4
HOSTILE = (
    "while True: pass",
    "a = []\nwhile True: a.append('x' * 10**6)",
    "while True: print('flood')",
    "import os\nos.fork()",
    "torch.sparse_coo_tensor([[10**9]], [1.0], (2,)).to_dense()",
    "def f(n): return f(n + 1)\nf(0)",
)


async def measure(chosen: Settings, runs: int) -> dict[str, Any]:
    """Memory of the server and of the warm parent before and after, in MiB; what was left behind; wrong answers."""
    worker = LocalWorker(chosen)
    try:
        await worker.run(Job("warm", "1"))
        await _run_all(worker, max(runs // 10, 20))  # caches fill, and the allocator finds its size
        before = _state(worker.pid or 0)
        started = time.perf_counter()
        wrong = await _run_all(worker, runs)
        taken = time.perf_counter() - started
        await asyncio.sleep(1)
        after = _state(worker.pid or 0)
    finally:
        await worker.close()
    grown = (after["server_mib"] / before["server_mib"] - 1) * 100
    figures = {"runs": runs, "runs_per_s": round(runs / taken, 1), "wrong_answers": wrong}
    return {**figures, "before": before, "after": after, "server_grew_percent": round(grown, 2)}


async def _run_all(worker: LocalWorker, runs: int) -> int:
    numbers = iter(range(runs))
    return sum(await asyncio.gather(*(_client(worker, numbers) for _ in range(CLIENTS))))


async def _client(worker: LocalWorker, numbers: Iterator[int]) -> int:
    wrong = 0
    for number in numbers:
        hostile = number % 10 == 9
        source = HOSTILE[number // 10 % len(HOSTILE)] if hostile else f"x = torch.tensor({number})\nprint(x.item())"
        seen = await worker.run(Job(f"soak-{number}", source, deadline_ms=300))
        wrong += seen.status == "ok" if hostile else seen.stdout != f"{number}\n"
    return wrong


def _state(server: int) -> dict[str, Any]:
    [parent] = children_of(server)
    return {
        "server_mib": resident_mib(server),
        "parent_mib": resident_mib(parent),
        "server_descriptors": descriptors(server),
        "parent_descriptors": descriptors(parent),
        "children": len(children_of(parent)),
        "zombies": zombies_of(server) + zombies_of(parent),
    }
