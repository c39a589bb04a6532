"""`./tutor bench`: latency, throughput and memory on this machine, with ratios against yardsticks of the same run."""

import argparse
import asyncio
import os
import platform
from typing import Any

from bot import settings
from bot.bench import blocks, chat, crowd, day, grading, sandbox, soak, start
from bot.cli.io import print_json


def main(options: argparse.Namespace) -> int:
    """Measure and print."""
    if options.soak:
        figures = asyncio.run(soak.measure(settings.load(), options.soak))
    elif options.day:
        figures = asyncio.run(day.memory(options.day))
    elif options.loop:
        figures = asyncio.run(blocks.measure(options.loop))
    else:
        figures = asyncio.run(_measure(runs=40 if options.quick else 200))
    if options.json:
        print_json(figures)
    else:
        _print("", figures)
    return 0


async def _measure(runs: int) -> dict[str, Any]:
    chosen = settings.load()
    return {
        "machine": {
            "cores": os.cpu_count(),
            "processor": platform.machine(),
            "load": round(os.getloadavg()[0], 1),
        },
        "start": await start.measure(),
        "chat": await chat.measure(runs),
        "crowd": await crowd.measure(),
        "event_loop": await blocks.measure(times=runs // 20),
        "grading": await grading.measure(chosen, runs // 2),
        "sandbox": await sandbox.measure(chosen, runs),
    }


def _print(name: str, value: Any, depth: int = -1) -> None:
    if not isinstance(value, dict):
        print(f"{'  ' * depth}{name:<{34 - 2 * depth}} {value}")
    elif "p50" in value:
        print(
            f"{'  ' * depth}{name:<{34 - 2 * depth}} p50 {value['p50']:>8}   p95 {value['p95']:>8}   n {value['runs']}"
        )
    else:
        if name:
            print(f"{'  ' * depth}{name}")
        for key, inner in value.items():
            _print(key, inner, depth + 1)
