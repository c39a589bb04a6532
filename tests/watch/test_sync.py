"""Slash commands are sent by a command, when they changed; a Discord of this machine is told at each start."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.discord import make_client, sync
from bot.errors import SettingError
from bot.playground import Playground
from bot.playground.places import GUILD_ID
from bot.settings import Settings
from bot.tutor import Tutor
from tests.sandbox_client import ROOT


def puts(playground: Playground) -> list[str]:
    sent = [each for each in playground.sent if each.method == "PUT" and each.path.endswith("/commands")]
    return [each.path for each in sent if each.status == 200]


@pytest.fixture
def elsewhere(playground: Playground, settings: Settings) -> Settings:
    """The playground, taken for a Discord like the real one."""
    here = {"discord_api": playground.api, "discord_gateway": playground.gateway, "discord_elsewhere": True}
    return settings.model_copy(update=here)


async def test_on_loopback_each_start_sends_them(playground: Playground, elsewhere: Settings, tutor: Tutor) -> None:
    for _ in range(2):
        async with make_client(elsewhere.model_copy(update={"discord_elsewhere": False}), tutor) as client:
            await client.login(playground.token)
            await sync.at_start(client)
    assert len(puts(playground)) == 2


async def test_elsewhere_a_start_only_says_that_it_is_due(
    playground: Playground, elsewhere: Settings, tutor: Tutor, caplog: pytest.LogCaptureFixture
) -> None:
    async with make_client(elsewhere, tutor) as client:
        await client.login(playground.token)
        await sync.at_start(client)
        assert "./tutor sync sends them" in caplog.text
        assert puts(playground) == []
        assert await sync.send(client) >= 10
        caplog.clear()
        await sync.at_start(client)
        assert not await sync.is_due(client)
        assert caplog.text == ""
        client.tree.remove_command("submit")
        assert await sync.is_due(client)


async def test_what_discord_refuses_is_a_sentence(playground: Playground, elsewhere: Settings, tutor: Tutor) -> None:
    async with make_client(elsewhere, tutor) as client:
        await client.login(playground.token)
        with pytest.raises(SettingError, match="the slash commands were not taken"):
            await sync.send(client, 404)
        assert await sync.is_due(client, 404)


async def test_the_command(playground: Playground, tmp_path: Path) -> None:

    async def tutor(*words: str) -> tuple[int, str]:
        environment = os.environ | {
            "DISCORD_TOKEN": playground.token,
            "TUTOR_DISCORD_API": playground.api,
            "TUTOR_DATABASE": f"sqlite+aiosqlite:///{tmp_path}/tutor.db",
        }
        command = [sys.executable, "-m", "bot", "sync", *words]
        done = await asyncio.to_thread(
            subprocess.run, command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60
        )
        return done.returncode, done.stdout + done.stderr

    said = [await tutor(), await tutor(), await tutor("--force"), await tutor("--guild", GUILD_ID)]
    assert [code for code, _ in said] == [0, 0, 0, 0], said
    assert "commands were sent." in said[0][1]
    assert "Nothing is sent" in said[1][1]
    assert "commands were sent." in said[2][1]
    assert f"to the server {GUILD_ID}" in said[3][1]
    assert [path.count("guilds") for path in puts(playground)] == [0, 0, 1]
    assert len([name for name in os.listdir(tmp_path) if name.endswith(".sha256")]) == 2


def test_without_a_token_it_says_so(tmp_path: Path) -> None:
    environment = os.environ | {"DISCORD_TOKEN": "", "TUTOR_DATABASE": f"sqlite+aiosqlite:///{tmp_path}/tutor.db"}
    command = [sys.executable, "-m", "bot", "sync"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60)
    assert (done.returncode, done.stderr.partition(":")[2].strip().partition(":")[0]) == (3, "DISCORD_TOKEN")
