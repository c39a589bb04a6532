"""The part of `logging` that a program may have: its lines go where printed text goes.

Comes in: the wall, and what takes printed text. Goes out: a module of ours. There are no handlers and no files, and a
format has fields of a record's plain texts and numbers alone.
"""

import logging
import time
from types import ModuleType
from typing import Any

from sandbox.policy.refusal import Refusal
from sandbox.policy.system import Write
from sandbox.policy.wall import Wall

LEVELS = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}
READ = frozenset({"name", "level", "setLevel", "getEffectiveLevel", "isEnabledFor", "log", *map(str.lower, LEVELS)})
_FORMAT = "%(levelname)s:%(name)s:%(message)s"
_LAST = "%(message)s"  # of a logger that nobody has configured
_HARMLESS = frozenset({"level", "format", "stream", "force", "datefmt"})


class Logger:
    """One name to log under. A level of 0 means the root's."""

    def __init__(self, settings: "_Settings", name: str, level: int = 0) -> None:
        self.name = name
        self.level = level
        self._settings = settings

    def setLevel(self, level: int | str) -> None:
        """What is below is dropped."""
        self.level = _number(level)

    def getEffectiveLevel(self) -> int:
        """The level that counts."""
        return self.level or self._settings.root.level

    def isEnabledFor(self, level: int) -> bool:
        """Whether such a line is shown."""
        return level >= self.getEffectiveLevel()

    def log(self, level: int, message: object, *args: Any) -> None:
        """One line."""
        if self.isEnabledFor(level):
            self._settings.show(self.name, level, message, args)

    def debug(self, message: object, *args: Any) -> None:
        """A line of level 10."""
        self.log(10, message, *args)

    def info(self, message: object, *args: Any) -> None:
        """A line of level 20."""
        self.log(20, message, *args)

    def warning(self, message: object, *args: Any) -> None:
        """A line of level 30."""
        self.log(30, message, *args)

    def error(self, message: object, *args: Any) -> None:
        """A line of level 40."""
        self.log(40, message, *args)

    def critical(self, message: object, *args: Any) -> None:
        """A line of level 50."""
        self.log(50, message, *args)


class _Settings:
    """What `basicConfig` sets, and the loggers by name."""

    def __init__(self, wall: Wall, write: Write) -> None:
        self._wall = wall
        self._write = write
        self._format: str | None = None
        self._dates = "%Y-%m-%d %H:%M:%S"
        self.root = Logger(self, "root", LEVELS["WARNING"])
        self._loggers = {"root": self.root}

    def configure(self, **options: Any) -> None:
        """`basicConfig`; as the library's, it does nothing the second time."""
        if odd := sorted(options.keys() - _HARMLESS):
            raise self._wall.noted(Refusal("builtin", f"logging.basicConfig({odd[0]})"))
        if self._format is not None and not options.get("force"):
            return
        self._format = str(options.get("format") or _FORMAT)
        self._dates = str(options.get("datefmt") or self._dates)
        if options.get("stream") is not None:
            self._write = self._wall.read(options["stream"], "write")
        if options.get("level") is not None:
            self.root.setLevel(options["level"])

    def logger(self, name: object = None) -> Logger:
        """`getLogger`."""
        name = str(name or "root")
        return self._loggers.setdefault(name, Logger(self, name))

    def show(self, name: str, level: int, message: object, args: tuple[Any, ...]) -> None:
        """Write a line in the format."""
        if name == "root":
            self.configure()
        text = str(message)
        if args:
            text = text % (args[0] if len(args) == 1 and isinstance(args[0], dict) and args[0] else args)
        word = next((word for word, number in LEVELS.items() if number == level), f"Level {level}")
        now = time.strftime(self._dates)
        record = {"message": text, "name": name, "levelname": word, "levelno": level, "asctime": now}
        self._write((self._format or _LAST) % record + "\n")


def logging_module(wall: Wall, write: Write) -> ModuleType:
    """The module."""
    settings = _Settings(wall, write)
    module = ModuleType("logging")
    module.__dir__ = lambda: dir(logging)  # type: ignore[method-assign] # what is not offered is still no misspelling
    vars(module).update(LEVELS, basicConfig=settings.configure, getLogger=settings.logger, Logger=Logger)
    vars(module).update({word.lower(): getattr(settings.root, word.lower()) for word in LEVELS}, log=settings.root.log)
    return module


def _number(level: int | str) -> int:
    number = LEVELS.get(level) if isinstance(level, str) else level
    if not isinstance(number, int):
        raise ValueError(f"Unknown level: {level!r}")
    return number
