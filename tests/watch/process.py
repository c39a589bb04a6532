"""`./tutor` as a process of its own, on a playground that it takes for a Discord like the real one."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp

from bot.playground import Playground
from bot.playground.message import Message
from bot.playground.people import text_of
from bot.playground.places import CHANNELS
from tests.sandbox_client import ROOT

CHANNEL = CHANNELS[0].id
PATIENCE = 45.0


class Process:
    """One that was started. `port` has its metrics."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process, self.port = process, port
        self.printed: list[str] = []  # on standard output
        self.errors: list[str] = []  # on standard error
        self._readers = [
            asyncio.create_task(_read(stream, lines))
            for stream, lines in ((process.stdout, self.printed), (process.stderr, self.errors))
        ]

    @property
    def log(self) -> list[dict[str, Any]]:
        """Its log so far. Every line must be JSON."""
        return [json.loads(line) for line in self.errors]

    async def logs(self, text: str, within: float = PATIENCE) -> dict[str, Any]:
        """Wait for a line of the log."""
        await until(lambda: any(text in line["event"] for line in self.log), within, lambda: self.errors)
        return next(line for line in self.log if text in line["event"])

    async def get(self, path: str) -> tuple[int, str]:
        """Ask its port."""
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self.port}{path}") as got:
            return got.status, await got.text()

    async def is_at(self, state: str, within: float = PATIENCE) -> None:
        """Wait for a state of its gateway."""
        deadline = time.monotonic() + within
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                said = json.loads((await self.get("/readyz"))[1])["gateway"]
                if said == ("ok" if state == "ready" else state):
                    return
            assert self.process.returncode is None, self.errors
            assert time.monotonic() < deadline, self.errors
            await asyncio.sleep(0.05)

    async def is_well(self, within: float = PATIENCE) -> None:
        """Wait until it says that it is ready, the sandbox's torch being warm."""
        deadline = time.monotonic() + within
        while (await self.get("/readyz"))[0] != 200:
            assert time.monotonic() < deadline, self.errors
            await asyncio.sleep(0.1)

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    async def ended(self, within: float = PATIENCE) -> int:
        """Wait for the end; gives the exit code."""
        code = await asyncio.wait_for(self.process.wait(), within)
        await asyncio.gather(*self._readers)
        return code


@contextlib.asynccontextmanager
async def tutor(place: Playground, folder: Path, sandbox: Path, **variables: str) -> AsyncIterator[Process]:
    """A tutor for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "DISCORD_TOKEN": place.token,
        "TUTOR_DISCORD_API": place.api,
        "TUTOR_DISCORD_GATEWAY": place.gateway,
        "TUTOR_DISCORD_ELSEWHERE": "1",
        "TUTOR_DATABASE": f"sqlite+aiosqlite:///{folder}/tutor.db",
        "TUTOR_SANDBOX_SOCKET": str(sandbox),
        "TUTOR_METRICS_PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=ROOT,
        env=environment | variables,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Process(process, port)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await running.ended()


async def until(holds: Callable[[], bool], within: float = PATIENCE, why: Callable[[], object] = lambda: None) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, why()
        await asyncio.sleep(0.02)


def answers(place: Playground, asked: Message) -> list[str]:
    """The texts of all messages that reply to one, as they are now."""
    return [text_of(each) for each in place.world.messages(CHANNEL) if each.reply_to == asked.id]


async def answered(place: Playground, asked: Message, text: str, within: float = PATIENCE) -> None:
    """Wait until an answer has this text."""
    await until(lambda: any(text in each for each in answers(place, asked)), within, lambda: answers(place, asked))


async def _read(stream: asyncio.StreamReader | None, lines: list[str]) -> None:
    assert stream is not None
    while line := await stream.readline():
        lines.append(line.decode().rstrip("\n"))
