"""`./tutor` from its start to a page that answers `!help` (before torch is warm) and runs code (once it is)."""

import asyncio
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bot.playground.places import BOT, CHANNELS

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 90.0


async def measure() -> dict[str, Any]:
    """Seconds from the start of `./tutor` to a page that answers `!help`, and to the first program's output."""
    with TemporaryDirectory(prefix="tutor-bench-") as folder:
        database = f"sqlite+aiosqlite:///{folder}/start.db"
        environment = os.environ | {"TUTOR_PORT": "0", "TUTOR_DATABASE": database, "DISCORD_TOKEN": ""}
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            str(ROOT / "tutor"), cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(_PATIENCE):
                url = await _address(process)
                page = time.perf_counter() - started
                helped, ran = await _talk(url, started)
        finally:
            process.terminate()
            await process.wait()
    return {"page_s": round(page, 2), "help_answered_s": round(helped, 2), "code_answered_s": round(ran, 2)}


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    while line := await process.stdout.readline():
        if found := re.search(rb"http://\S+", line):
            return found.group().decode()
    raise RuntimeError("./tutor ended before it printed an address")


async def _talk(url: str, started: float) -> tuple[float, float]:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}page") as link:
        await _hear(link, lambda news: bool(news.get("online")))
        await _ask(link, "!help")
        helped = time.perf_counter() - started
        await _ask(link, "!run\n```py\n1 + 1\n```")
        return helped, time.perf_counter() - started


async def _ask(link: aiohttp.ClientWebSocketResponse, text: str) -> None:
    """Say something and wait for the bot's next message."""
    await link.send_json({"op": "say", "channel": CHANNELS[0].id, "text": text})
    await _hear(link, lambda news: news["t"] == "create" and news["message"]["author"]["id"] == BOT.id)


async def _hear(link: aiohttp.ClientWebSocketResponse, wanted: Callable[[dict[str, Any]], bool]) -> None:
    while not wanted(json.loads((await link.receive()).data)):
        pass
