"""The whole tutor, as it runs: the real discord.py client over a websocket, a real sandbox, a real database file."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot import playground
from bot.discord import make_client
from bot.playground import Playground
from bot.playground.events import Presence
from bot.playground.message import Message
from bot.playground.people import Person, text_of
from bot.playground.places import CHANNELS, GUILD_ID
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Author, GuildSettings
from bot.workers import Worker
from bot.workers.choose import open_worker
from lessons.load import load
from tests.playground.contract import SPEC, violations

CHANNEL = CHANNELS[0].id
PATIENCE = 30.0  # seconds: on a busy machine an answer is not announced, so that the next message is the answer


class Stack(NamedTuple):
    """Everything that runs, and two who talk to it."""

    place: Playground
    tutor: Tutor
    minji: Person  # she reads what the server speaks: Korean
    alex: Person  # he chose English

    async def ask(self, person: Person, text: str, reply_to: Message | None = None) -> str:
        """Say something and give the text of the answer."""
        person.say(CHANNEL, text, reply_to=reply_to)
        return text_of(await person.reply(30))


@contextlib.asynccontextmanager
async def tutor_at(
    place: Playground, settings: Settings, worker: Worker, patience: float = PATIENCE
) -> AsyncIterator[Tutor]:
    """A bot that stands in the playground's server for as long as the block lasts."""
    store = await Store.open(settings.database)
    tutor = Tutor(load(), worker, store, settings)
    here = settings.model_copy(update={"discord_api": place.api, "discord_gateway": place.gateway})
    client = make_client(here, tutor)
    client.delivery.patience = patience
    serving = asyncio.ensure_future(client.start(place.token))
    online = asyncio.Event()
    stop = place.world.listen(lambda event: online.set() if event == Presence(online=True) else None)
    try:
        await asyncio.wait_for(online.wait(), 20)
        await client.wait_until_ready()
        yield tutor
    finally:
        stop()
        await client.close()
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        await store.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of a test: a database of its own, and a short deadline."""
    return Settings(
        _env_file=None, discord_token=None, database=f"sqlite+aiosqlite:///{tmp_path}/tutor.db", deadline_ms=1500
    )


@pytest.fixture
async def stack(settings: Settings, sandbox_socket: Path) -> AsyncIterator[Stack]:
    """The tutor, running."""
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket})
    async with (
        open_worker(outside) as worker,
        await playground.start("127.0.0.1", 0) as place,
        tutor_at(place, settings, worker) as tutor,
    ):
        await tutor.guilds.set(GUILD_ID, GuildSettings(details="public"))
        minji, alex = place.person("minji"), place.person("alex")
        await tutor.set_language(Author(alex.user.id, alex.user.name, GUILD_ID), "en")
        yield Stack(place, tutor, minji, alex)
        # Whatever the test was about: all that the bot sent is what Discord's published description allows.
        assert not SPEC.exists() or violations(place.sent) == []
