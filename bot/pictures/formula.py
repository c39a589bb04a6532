"""A formula comes in, its picture goes out. Pictures are drawn beforehand: the bot has no matplotlib."""

from functools import lru_cache
from pathlib import Path

from lessons.course import Formula
from lessons.load import COURSE


def picture(formula: Formula) -> bytes:
    """The PNG of a formula, read once."""
    return _read(COURSE / "pictures" / formula.picture)


@lru_cache(maxsize=128)
def _read(file: Path) -> bytes:
    return file.read_bytes()
