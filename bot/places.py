"""Where a line of a program stands in what the student sent: its number in their text, cell or block, in words."""

import re
from collections.abc import Mapping, Sequence

from bot.values import Part
from bot.words import say
from lessons.course import Lang
from sandbox.protocol import STUDENT_FILE

_LINES = ("line", "look")  # the facts of a sentence that are lines of the program
_MOST = 5
_FRAME = re.compile(rf'(?<=^  )File "{re.escape(STUDENT_FILE)}", line (\d+)', re.MULTILINE)


def part_of(parts: Sequence[Part], line: int) -> Part:
    """The part that a line of the program is in."""
    return max((part for part in parts if part.start <= line), key=lambda part: part.start, default=Part(1))


def own(parts: Sequence[Part], line: int) -> int:
    """The number that the student's own editor gives to a line of the program."""
    part = part_of(parts, line)
    return line - part.start + part.line


def named(lang: Lang, parts: Sequence[Part], line: int) -> str:
    """A line's number as it stands in a sentence after "line": "2", or "2 of code cell 3"."""
    part = part_of(parts, line)
    number = own(parts, line)
    return say(lang, f"place.{part.kind}", line=number, number=part.number) if part.kind else str(number)


def traceback(lang: Lang, parts: Sequence[Part], text: str) -> str:
    """Python's own words about a program, its lines as they stand in what was sent."""

    def told(found: re.Match[str]) -> str:
        line = int(found[1])
        part = part_of(parts, line)
        file = say(lang, f"place.in_{part.kind}", number=part.number) if part.kind else STUDENT_FILE
        return f'File "{file}", line {own(parts, line)}'

    return _FRAME.sub(told, text) if parts else text


def listed(lang: Lang, parts: Sequence[Part], lines: Sequence[int]) -> str:
    """Several lines in words; of many the first."""
    said = [say(lang, "place.line", line=named(lang, parts, line)) for line in lines[:_MOST]]
    return ", ".join([*said, "…"] if len(lines) > _MOST else said)


def facts_in(lang: Lang, parts: Sequence[Part], facts: Mapping[str, str]) -> dict[str, str]:
    """The facts of a sentence with the student's own lines in the place of the program's."""
    if not parts:
        return dict(facts)
    return {
        name: named(lang, parts, int(fact)) if name in _LINES and fact.isascii() and fact.isdigit() else fact
        for name, fact in facts.items()
    }
