"""docker-compose.yml agrees with the settings that it passes on."""

import yaml

from bot.settings import Settings
from tests.sandbox_client import ROOT

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
BOT, SANDBOX = SERVICES["bot"], SERVICES["sandbox"]
# What the containers need, whatever .env says.
FIXED = {"TUTOR_FOLDER", "TUTOR_SANDBOX_SOCKET", "TUTOR_HOST", "TUTOR_METRICS_HOST", "TUTOR_EXPOSE"}


def test_an_end_has_the_time_it_takes() -> None:
    assert float(BOT["stop_grace_period"].removesuffix("s")) > Settings(_env_file=None).drain_seconds + 5


def test_its_health_is_asked_where_it_listens() -> None:
    assert BOT["healthcheck"]["test"] == ["CMD", "python", "-m", "bot.watch.probe", "/livez"]
    assert any(port.endswith(f":{BOT['environment']['TUTOR_METRICS_PORT']}") for port in BOT["ports"])


def test_every_setting_of_env_reaches_a_container_and_its_ports_are_this_machine_s_alone() -> None:
    settings = {str(field.validation_alias or f"TUTOR_{name.upper()}") for name, field in Settings.model_fields.items()}
    taken = {name for name in settings if f"${{{name}:-" in str(SERVICES)}
    assert taken | FIXED == settings
    assert settings - set(BOT["environment"]) == {"TUTOR_MEMORY_MIB", "TUTOR_DEVICE"} <= set(SANDBOX["environment"])
    assert set(BOT["environment"]) <= settings
    assert all(port.startswith("127.0.0.1:") for port in BOT["ports"])
