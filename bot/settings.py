"""Every setting once, typed, from the environment or `.env`."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingError


class Settings(BaseSettings):
    """The tutor's settings. Each is an environment variable `TUTOR_<NAME>`, but for `DISCORD_TOKEN`."""

    model_config = SettingsConfigDict(
        env_prefix="TUTOR_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    discord_api: str | None = None  # another Discord's REST base, on loopback only
    discord_gateway: str | None = None  # and its gateway
    prefix: str = Field(default="!", min_length=1, max_length=3)
    language: Literal["ko", "en"] = "ko"  # where neither the student nor the server chose
    database: str = "sqlite+aiosqlite:///var/tutor.db"
    host: str = "127.0.0.1"  # the playground's address
    expose: bool = False  # let the playground listen beyond loopback: inside a container alone, for it asks no password
    port: int = Field(default=8765, ge=0, le=65535)
    sandbox_socket: Path | None = None  # an outside sandbox; without it one is started here
    sandbox_slots: int = Field(default=2, ge=1, le=64)
    device: Literal["auto", "cpu", "cuda"] = "auto"
    deadline_ms: int = Field(default=5_000, ge=100, le=60_000)
    memory_mib: int = Field(default=512, ge=64, le=65_536)


def load() -> Settings:
    """Read the settings. Raises SettingError with the variable's name."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else f"TUTOR_{name.upper()}"
        raise SettingError(f"{variable}: {first['msg']}") from None
