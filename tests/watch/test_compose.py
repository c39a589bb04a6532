"""docker-compose.yml agrees with the settings that it passes on."""

import yaml

from bot.settings import Settings
from tests.sandbox_client import ROOT

BOT = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]["bot"]


def test_an_end_has_the_time_it_takes() -> None:
    assert float(BOT["stop_grace_period"].removesuffix("s")) > Settings(_env_file=None).drain_seconds + 5


def test_its_health_is_asked_where_it_listens() -> None:
    assert BOT["healthcheck"]["test"] == ["CMD", "python", "-m", "bot.watch.probe", "/livez"]
    assert f"127.0.0.1:{BOT['environment']['TUTOR_METRICS_PORT']}:" in " ".join(BOT["ports"])


def test_every_variable_is_a_setting_and_its_ports_are_this_machine_s_alone() -> None:
    known = {f"TUTOR_{name.upper()}" for name in Settings.model_fields} | {"DISCORD_TOKEN", "DISCORD_TOKEN_FILE"}
    assert set(BOT["environment"]) <= known
    assert all(port.startswith("127.0.0.1:") for port in BOT["ports"])
