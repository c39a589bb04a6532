"""A playground on any port and the real discord.py client, as an echo bot, connected to it."""

from collections.abc import AsyncIterator

import discord
import discord.gateway
import discord.http
import pytest
import yarl

from bot.playground import Playground, start
from tests.playground.clients import running
from tests.playground.echo import Echo


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with await start("127.0.0.1", 0) as here:
        yield here


@pytest.fixture
def point(playground: Playground, monkeypatch: pytest.MonkeyPatch) -> Playground:
    """Point discord.py at the playground, as the bot's own client does."""
    monkeypatch.setattr(discord.http.Route, "BASE", playground.api)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(playground.gateway))
    return playground


@pytest.fixture
async def echo(point: Playground) -> AsyncIterator[Echo]:
    async with running(point) as client:
        yield client
