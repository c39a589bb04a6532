"""Settings: what is misspelt is refused, a token may be in a file, and it goes to no other machine by mistake."""

import os
import subprocess
import sys
from pathlib import Path

import discord.gateway
import discord.http
import pytest

from bot import settings as bot_settings
from bot.discord import connect
from bot.errors import SettingError
from bot.settings import Settings
from tests.sandbox_client import ROOT


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("TUTOR_LANGAUGE", "Did you mean TUTOR_LANGUAGE?"),
        ("TUTOR_METRIC_PORT", "Did you mean TUTOR_METRICS_PORT?"),
        ("tutor_databse", "Did you mean TUTOR_DATABASE?"),
        ("TUTOR_DISCORD_TOKEN", "Did you mean DISCORD_TOKEN?"),
        ("TUTOR_XYZZY_QQ", ".env.example has them all."),
    ],
)
@pytest.mark.parametrize("in_file", [True, False])
def test_a_misspelt_setting_is_refused(
    name: str, guess: str, in_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if in_file:
        Path(".env").write_text(f"{name}=1\n")
    else:
        monkeypatch.setenv(name, "1")
    with pytest.raises(SettingError) as error:
        bot_settings.load()
    assert str(error.value) == f"{name.upper()}: there is no such setting. {guess}"


def test_what_belongs_to_others_may_stand_beside_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("TUTOR_TORCH=torch==2.13.0\nTUTOR_SANDBOX_MEMORY=3g\nCOMPOSE_PROJECT_NAME=x\n")
    monkeypatch.setenv("TUTOR_TESTS_MUST_NOT_SKIP", "1")
    assert bot_settings.load().prefix == "!"


def test_the_command_says_it_in_one_line() -> None:
    environment = os.environ | {"TUTOR_LANGAUGE": "ko"}
    command = [sys.executable, "-m", "bot"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60)
    assert done.returncode == 3
    assert done.stderr == "tutor: TUTOR_LANGAUGE: there is no such setting. Did you mean TUTOR_LANGUAGE?\n"


def test_a_token_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("abc.def\n")
    assert Settings(_env_file=None, DISCORD_TOKEN_FILE=file).token() == "abc.def"
    assert Settings(_env_file=None, DISCORD_TOKEN_FILE=file, **{"DISCORD_TOKEN": "own "}).token() == "own"
    assert Settings(_env_file=None).token() is None
    file.write_text("\n")
    for bad in (file, tmp_path / "none", tmp_path):
        with pytest.raises(SettingError, match=r"^DISCORD_TOKEN_FILE: "):
            Settings(_env_file=None, DISCORD_TOKEN_FILE=bad).token()


@pytest.mark.parametrize(
    ("fields", "folder"),
    [
        ({}, "var"),
        ({"database": "sqlite+aiosqlite:////data/tutor.db"}, "/data"),
        ({"database": "sqlite:///x/tutor.db?mode=ro"}, "x"),
        ({"database": "sqlite+aiosqlite:///:memory:"}, "var"),
        ({"database": "postgresql+asyncpg://tutor@/tutor?host=/run"}, "var"),
        ({"database": "postgresql+asyncpg://tutor@db/tutor", "folder": "/data"}, "/data"),
    ],
)
def test_where_small_files_go(fields: dict[str, str], folder: str) -> None:
    assert Settings(_env_file=None, **fields).own_folder() == Path(folder)


@pytest.mark.parametrize("api", ["https://discord.example.org/api/v10", "http://192.0.2.1:8080/api/v10"])
def test_beyond_this_machine_only_with_the_flag(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = f"ws{api.removeprefix('http').partition('/api')[0]}/gateway"
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    monkeypatch.setattr(
        discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    )
    chosen = Settings(_env_file=None, discord_api=api, discord_gateway=gateway)
    with pytest.raises(SettingError, match=r"TUTOR_DISCORD_API: .* TUTOR_DISCORD_ELSEWHERE=1"):
        connect.point(chosen)
    assert api != discord.http.Route.BASE
    meant = chosen.model_copy(update={"discord_elsewhere": True})
    connect.point(meant)
    assert api == discord.http.Route.BASE
    assert str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY) == gateway
    assert chosen.on_loopback
    assert not meant.on_loopback


@pytest.mark.parametrize("url", ["ftp://discord.example.org", "discord.example.org", "http:///api", "file:///etc"])
def test_the_flag_makes_no_address_of_what_is_none(url: str) -> None:
    for name in ("discord_api", "discord_gateway"):
        with pytest.raises(SettingError, match=f"TUTOR_{name.upper()}: .* is no address"):
            connect.point(Settings(_env_file=None, discord_elsewhere=True, **{name: url}))
