"""A class's submissions, as they were sent: `exercise_N.txt` come in, Sent values go out.

Each begins with a line `#### points per criterion | name`; what follows is the text of the submission.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bot.parse import read_code
from bot.values import Submission

_HEAD = re.compile(r"^#### ([\d. ]+) \| (.+)\n", re.MULTILINE)


class Sent(msgspec.Struct, frozen=True):
    """One submission, the program that is read in it, and what an instructor gives for it."""

    exercise: int
    name: str
    earned: list[float]
    program: str


def submissions(folder: Path = Path(__file__).parent) -> Iterator[Sent]:
    """All of a folder's, in order."""
    for file in sorted(folder.glob("exercise_*.txt")):
        _, *parts = _HEAD.split(file.read_text("utf-8"))
        for earned, name, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            read = read_code(text)
            assert isinstance(read, Submission), (file, name)
            yield Sent(int(file.stem.rpartition("_")[2]), name, list(map(float, earned.split())), read.source)
