"""How long the bot's event loop stands still while heavy messages come, beside a loop that has nothing to do."""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bot import playground
from bot.bench import idle
from bot.bench.chat import bot_at
from bot.bench.loads import LOADS, Load, fill
from bot.playground import Playground
from bot.playground.places import GUILD_ID, OWNER
from bot.values import Author
from bot.watch.lag import KEPT_SECONDS

MOST_MS = 50.0  # a loop that stands still for longer is felt by whoever else asks
_LAG = re.compile(r"^tutor_event_loop_lag_seconds (\S+)$", re.MULTILINE)
_PAUSE = 1.0  # seconds between two readings

Reading = Callable[[], Awaitable[float]]


async def measure(times: int, kinds: tuple[str, ...] = tuple(LOADS)) -> dict[str, Any]:
    """By kind of load, each so many times: the longest block, and beside it an idle loop's, in ms, and their ratio."""
    with TemporaryDirectory(prefix="tutor-bench-") as folder:
        async with await playground.start("127.0.0.1", 0) as place, idle.beside() as beside:
            database, port = Path(folder, "full.db"), _free_port()
            await fill(database, Author(OWNER.id, OWNER.name, GUILD_ID))
            settings = {"TUTOR_DATABASE": f"sqlite+aiosqlite:///{database}", "TUTOR_METRICS_PORT": str(port)}
            async with bot_at(place, settings), aiohttp.ClientSession() as session:
                worst = _reader(session, port)
                return {kind: await _measured(LOADS[kind], place, times, worst, beside) for kind in kinds}


async def _measured(load: Load, place: Playground, times: int, bot: Reading, beside: Reading) -> dict[str, float]:
    await asyncio.sleep(KEPT_SECONDS)  # what was before is forgotten
    working = asyncio.create_task(_repeat(load, place, times))
    seen = []
    while not working.done():
        await asyncio.wait({working}, timeout=_PAUSE)
        seen.append((await bot(), await beside()))
    working.result()
    longest, idle_longest = (max(each) * 1000 for each in zip(*seen, strict=True))
    ratio = longest / max(idle_longest, 0.1)
    return {"longest_block_ms": round(longest, 1), "idle_loop_ms": round(idle_longest, 1), "ratio": round(ratio, 1)}


async def _repeat(load: Load, place: Playground, times: int) -> None:
    for mark in range(times):
        person = place.person(OWNER.username)  # who has heard nothing yet
        await load(person, mark)
        person.leave()


def _reader(session: aiohttp.ClientSession, port: int) -> Reading:
    async def worst() -> float:
        async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
            found = _LAG.search(await answer.text())
        assert found is not None  # noqa: S101 - the bot that we started has it
        return float(found[1])

    return worst


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
