"""The log: a record comes in, and a line goes out, as JSON or for a terminal.

A line holds no code, no message, no name and no id. Of a record that is not our own only the format and its numbers
are written, for its other arguments may quote a student; of an exception where it happened (`bot.faults`).
"""

import json
import logging
import secrets
import sys
import time
from typing import Any, TextIO

from bot.faults import told
from bot.settings import Settings
from bot.watch.context import Hasher, doing

_OURS = ("bot", "lessons", "sandbox", "__main__")
_MOST = 2_000  # characters of an event


def set_up(settings: Settings, token: str | None = None, stream: TextIO | None = None) -> bool:
    """Write the log to standard error, as the settings want it; gives whether it is JSON. `token` keys the hashes."""
    stream = stream or sys.stderr
    terminal = stream.isatty()
    in_json = settings.log == "json" or (settings.log == "auto" and not terminal)
    handler = logging.StreamHandler(stream)
    handler.setFormatter((Json if in_json else Line)(Hasher(token or secrets.token_hex())))
    logging.basicConfig(handlers=[handler], force=True)
    chosen = ("warning" if terminal else "info") if settings.log_level == "auto" else settings.log_level
    level = logging.getLevelNamesMapping()[chosen.upper()]
    logging.getLogger("bot").setLevel(level)
    logging.getLogger().setLevel(max(level, logging.WARNING))
    # It says when it connects; below that, it writes down what it sends and receives.
    logging.getLogger("discord").setLevel(max(level, logging.INFO))
    logging.captureWarnings(True)
    return in_json


class Facts(logging.Formatter):
    """What is written of a record, whatever the form."""

    def __init__(self, hasher: Hasher) -> None:
        super().__init__()
        self._hash = hasher

    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        """The fields of a line."""
        fields = {
            "time": _moment(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self._event(record),
        }
        return fields | self._context() | getattr(record, "facts", {}) | self._error(record)

    def _event(self, record: logging.LogRecord) -> str:
        text = record.getMessage() if record.name.split(".")[0] in _OURS else _foreign(record)
        return self._hash.all_in(text)[:_MOST]

    def _context(self) -> dict[str, Any]:
        now = doing()
        if now is None:
            return {}
        named = {
            "user": self._hash(now.user),
            "guild": now.guild and self._hash(now.guild),
            "command": now.command,
        }
        return {name: value for name, value in named.items() if value is not None}

    def _error(self, record: logging.LogRecord) -> dict[str, Any]:
        error = record.exc_info[1] if record.exc_info else None
        return {"error": self._hash.all_in(told(error))} if error is not None else {}


class Json(Facts):
    """One object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(self.facts(record), ensure_ascii=False, default=str)


class Line(Facts):
    """One line, for a person; an error takes more."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        fields = self.facts(record)
        head = f"{fields.pop('time')} {fields.pop('logger')} {fields.pop('level').upper()} {fields.pop('event')}"
        error = fields.pop("error", None)
        rest = "".join(f" {name}={value}" for name, value in fields.items() if name != "fault")
        return head + rest + (f"\n{error}" if error else "")


class _Hidden:
    """Stands for an argument that is not shown."""

    def __str__(self) -> str:
        return "…"

    __repr__ = __str__


def _foreign(record: logging.LogRecord) -> str:
    """A library's format with its numbers alone. What was formatted before it came is cut at its first line."""
    text = str(record.msg).partition("\n")[0]
    if not isinstance(record.args, tuple) or not record.args:
        return text
    shown = tuple(each if isinstance(each, int | float) else _Hidden() for each in record.args)
    try:
        return text % shown
    except (TypeError, ValueError):
        return text


def _moment(seconds: float) -> str:
    whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{whole}.{int(seconds % 1 * 1000):03}Z"
