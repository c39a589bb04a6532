"""Every setting once, typed, from the environment or `.env`; a name that is nobody's is refused."""

import difflib
import os
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingError

_FILE = ".env"
_TOKEN = ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE")
# Of `./tutor`, of docker-compose.yml, and of the tests: they may stand beside ours.
_OTHERS = {"TORCH", "SANDBOX_MEMORY", "TESTS_MUST_NOT_SKIP", "REWRITE", "REDRAW"}


class Settings(BaseSettings):
    """The tutor's settings. Each is an environment variable `TUTOR_<NAME>`, but for the two of `DISCORD_TOKEN`."""

    model_config = SettingsConfigDict(
        env_prefix="TUTOR_", env_file=_FILE, env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    discord_token_file: Path | None = Field(default=None, validation_alias="DISCORD_TOKEN_FILE")  # a docker secret
    discord_api: str | None = None  # another Discord's REST base, on loopback only
    discord_gateway: str | None = None  # and its gateway
    discord_elsewhere: bool = False  # it may be beyond loopback, and is a Discord like the real one
    message_content: bool = True  # ask Discord for the text of messages that do not mention the bot
    cards: Literal["v2", "plain"] = "v2"  # how cards are drawn; a server's owner may choose plain ones, too
    prefix: str = Field(default="!", min_length=1, max_length=3)
    language: Literal["ko", "en"] = "ko"  # where neither the student nor the server chose
    database: str = "sqlite+aiosqlite:///var/tutor.db"
    folder: Path | None = None  # small files of our own; without it where the SQLite database is, else `var`
    host: str = "127.0.0.1"  # the playground's address
    expose: bool = False  # let what asks no password listen beyond loopback: inside a container alone
    port: int = Field(default=8765, ge=0, le=65535)
    sandbox_socket: Path | None = None  # an outside sandbox; without it one is started here
    sandbox_slots: int = Field(default=2, ge=1, le=64)
    device: Literal["auto", "cpu", "cuda"] = "auto"
    deadline_ms: int = Field(default=5_000, ge=100, le=60_000)
    memory_mib: int = Field(default=512, ge=64, le=65_536)
    log: Literal["auto", "text", "json"] = "auto"  # auto: text on a terminal, JSON elsewhere
    log_level: Literal["auto", "debug", "info", "warning", "error"] = "auto"  # auto: warning on a terminal, else info
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(default=0, ge=0, le=65535)  # 0: no /livez, /readyz and /metrics
    drain_seconds: float = Field(default=20.0, ge=0, le=600)  # what runs may take so long to end after SIGTERM
    user_runs: int = Field(default=6, ge=0, le=1_000)  # of one person within 30 seconds; 0: no limit, here and below
    guild_runs: int = Field(default=300, ge=0, le=100_000)  # of one server within 60 seconds
    user_commands: int = Field(default=10, ge=0, le=1_000)  # of one person within 10 seconds

    @property
    def on_loopback(self) -> bool:
        """Whether the Discord that is named is one of this machine, for trying out and for tests."""
        return self.discord_api is not None and not self.discord_elsewhere

    def token(self) -> str | None:
        """The bot's token, from its variable or its file. Raises SettingError."""
        if self.discord_token is not None:
            return self.discord_token.get_secret_value().strip()
        if self.discord_token_file is None:
            return None
        try:
            text = self.discord_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"DISCORD_TOKEN_FILE: {self.discord_token_file} cannot be read: {error}") from None
        if not text:
            raise SettingError(f"DISCORD_TOKEN_FILE: {self.discord_token_file} is empty")
        return text

    def own_folder(self) -> Path:
        """Where small files are kept: what was synced, when we started."""
        if self.folder is not None:
            return self.folder
        scheme, _, path = self.database.partition(":///")
        in_file = scheme.startswith("sqlite") and path and path != ":memory:"
        return Path(path.partition("?")[0]).parent if in_file else Path("var")


def load() -> Settings:
    """Read the settings. Raises SettingError with the variable's name."""
    _refuse_unknown()
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else f"TUTOR_{name.upper()}"
        raise SettingError(f"{variable}: {first['msg']}") from None


def _refuse_unknown() -> None:
    """A misspelt setting would be passed over in silence otherwise."""
    ours = {f"TUTOR_{name.upper()}" for name in Settings.model_fields if not name.startswith("discord_token")}
    known = ours | {f"TUTOR_{name}" for name in _OTHERS}
    for name in sorted({each.upper() for each in (*os.environ, *dotenv_values(_FILE))}):
        if name.startswith("TUTOR_") and name not in known:
            close = difflib.get_close_matches(name, [*_TOKEN, *sorted(ours)], n=1)
            guess = f"Did you mean {close[0]}?" if close else ".env.example has them all."
            raise SettingError(f"{name}: there is no such setting. {guess}")
