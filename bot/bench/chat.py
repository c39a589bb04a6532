"""The whole way of a message: typed in a chat, answered by the real bot in a process of its own."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot import playground
from bot.bench.figures import quantiles, resident_mib
from bot.playground.events import Presence
from bot.playground.people import Person, text_of
from bot.playground.places import CHANNELS

ROOT = Path(__file__).resolve().parent.parent.parent
CHANNEL = CHANNELS[0].id
ANSWER = """!submit 4
```py
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a + b)
print(a - b)
print(a * b)
print(3 * a)
```"""
NO_LIMITS = {"TUTOR_USER_RUNS": "0", "TUTOR_GUILD_RUNS": "0", "TUTOR_USER_COMMANDS": "0"}
_PATIENCE = 60.0


async def measure(runs: int) -> dict[str, Any]:
    """Start to ready, memory, and message to reply for exercise 4 and for a lesson card, in ms."""
    async with await playground.start("127.0.0.1", 0) as place, bot_at(place) as (process, ready):
        person = place.person("minji")
        submissions, lessons = [], []
        for index in range(runs + 5):
            started = time.perf_counter()
            person.say(CHANNEL, ANSWER)
            await graded(person)
            taken = time.perf_counter() - started
            started = time.perf_counter()
            person.say(CHANNEL, "!lesson 8")
            await person.reply(_PATIENCE)
            if index >= 5:  # the first few fill caches
                submissions.append(taken * 1000)
                lessons.append((time.perf_counter() - started) * 1000)
        return {
            "bot_start_to_ready_s": round(ready, 2),
            "bot_resident_mib": resident_mib(process.pid),
            "submission_ms": quantiles(submissions),
            "lesson_card_ms": quantiles(lessons),
        }


async def graded(person: Person) -> None:
    """Wait for a grade; what takes a moment is announced first, in the same message."""
    message = await person.reply(_PATIENCE)
    while "10 / 10" not in text_of(message):
        message = await person.edited(message, _PATIENCE)


@contextlib.asynccontextmanager
async def bot_at(
    place: playground.Playground, settings: Mapping[str, str] | None = None, module: str = "bot"
) -> AsyncIterator[tuple[asyncio.subprocess.Process, float]]:
    """The bot, or such a module, with settings beyond a bench's own, and the seconds it took until it was there."""
    with TemporaryDirectory(prefix="tutor-bench-") as folder:
        environment = os.environ | {
            "DISCORD_TOKEN": place.token,
            "TUTOR_DISCORD_API": place.api,
            "TUTOR_DISCORD_GATEWAY": place.gateway,
            "TUTOR_DATABASE": f"sqlite+aiosqlite:///{folder}/bench.db",
            **NO_LIMITS,
            **(settings or {}),
        }
        online = asyncio.Event()
        stop = place.world.listen(lambda event: online.set() if event == Presence(online=True) else None)
        started = time.perf_counter()
        command = (sys.executable, "-m", module)
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            await asyncio.wait_for(online.wait(), _PATIENCE)
            yield process, time.perf_counter() - started
        finally:
            stop()
            process.terminate()
            await process.wait()
