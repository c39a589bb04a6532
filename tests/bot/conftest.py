"""What the bot's tests share: the course, a real store, workers made by hand, and the real client on a playground."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import discord.gateway
import discord.http
import pytest

from bot.discord import make_client
from bot.errors import SandboxGone
from bot.playground import Playground, start
from bot.playground.places import GUILD_ID
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Author, Card, Code, GuildSettings, Text
from bot.workers import Worker
from bot.workers.socket import SocketWorker
from lessons.course import Course
from lessons.load import load
from sandbox.protocol import Job, Observation

MINJI = Author("1", "민지", "9")
PATIENCE = 30.0  # seconds: on a busy machine an answer is not announced, so that the next message is the answer


class Scripted:
    """A worker that answers as it is told; `jobs` is what it was asked. For what a healthy sandbox never does."""

    def __init__(self, answer: Callable[[Job], Observation] | None = None) -> None:
        self.answer = answer or (lambda job: Observation(job.id, "ok"))
        self.jobs: list[Job] = []
        self.gate = asyncio.Event()
        self._news = asyncio.Event()
        self.gate.set()

    async def run(self, job: Job) -> Observation:
        self.jobs.append(job)
        self._news.set()
        await self.gate.wait()
        return self.answer(job)

    async def asked(self, jobs: int) -> None:
        """Wait until so many jobs were asked for."""
        async with asyncio.timeout(5):
            while len(self.jobs) < jobs:
                self._news.clear()
                await self._news.wait()

    async def close(self) -> None:
        self.gate.set()


def gone(job: Job) -> Observation:
    """A sandbox that was killed in the middle of a run."""
    raise SandboxGone(f"the sandbox ended during {job.id}")


@pytest.fixture(scope="session")
def course() -> Course:
    return load()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(database=f"sqlite+aiosqlite:///{tmp_path / 'tutor.db'}", deadline_ms=2_000)


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[Store]:
    store = await Store.open(settings.database)
    yield store
    await store.close()


@pytest.fixture
def tutor_with(course: Course, store: Store, settings: Settings) -> Callable[[Worker], Tutor]:
    return lambda worker: Tutor(course, worker, store, settings)


@pytest.fixture
async def tutor(sandbox_socket: Path, tutor_with: Callable[[Worker], Tutor]) -> AsyncIterator[Tutor]:
    """A tutor on a real sandbox."""
    worker = SocketWorker(sandbox_socket)
    tutor = tutor_with(worker)
    await tutor.guilds.set(GUILD_ID, GuildSettings(details="public"))
    yield tutor
    await worker.close()


@contextlib.asynccontextmanager
async def serving(playground: Playground, settings: Settings, tutor: Tutor) -> AsyncIterator[None]:
    """The real client from login until close."""
    here = settings.model_copy(update={"discord_api": playground.api, "discord_gateway": playground.gateway})
    async with make_client(here, tutor) as client:
        client.delivery.patience = PATIENCE
        task = asyncio.create_task(client.start(playground.token))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({task, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        assert client.is_ready(), task
        yield
        await client.close()
        await task


@pytest.fixture
async def playground(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """A Discord on loopback; discord.py points at the real one again afterwards."""
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    gateway = discord.gateway.DiscordWebSocket
    monkeypatch.setattr(gateway, "DEFAULT_GATEWAY", gateway.DEFAULT_GATEWAY)
    async with await start("127.0.0.1", 0) as here:
        yield here


@pytest.fixture
async def chat(playground: Playground, settings: Settings, tutor: Tutor) -> AsyncIterator[Playground]:
    """A playground where the tutor answers."""
    async with serving(playground, settings, tutor):
        yield playground


def text_of(card: Card) -> str:
    """All the text that a card shows."""
    parts = (b.markdown if isinstance(b, Text) else b.text for b in card.blocks if isinstance(b, Text | Code))
    return "\n".join(parts)
