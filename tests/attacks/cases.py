"""The attacks as data: `programs.txt` comes in, Attacks go out. A new one is a few lines there."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "programs.txt"
_REPEAT = re.compile(r"⟦(\d+)\*(.*?)⟧")


_SHORT_MS = 700
_LONG_MS = 20_000  # for what ends by itself: a busy machine takes its time


@dataclass(frozen=True)
class Attack:
    """One hostile program. `shows` is all of its output, None where that does not matter."""

    name: str
    statuses: frozenset[str]
    source: str
    deadline_ms: int
    shows: str | None = None


def attacks() -> list[Attack]:
    """All of them, in the file's order."""
    parts = re.split(r"^== ", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_attack(*part.split("\n", 1)) for part in parts]


def numbers() -> set[int]:
    """Which lines of the list of ways out have an attack."""
    names = (re.match(r"[A-N](\d+)", attack.name) for attack in attacks())
    return {int(found[1]) for found in names if found}


def _attack(header: str, body: str) -> Attack:
    name, statuses, options = (header + "  ").split(" ", 2)
    deadline = re.search(r"deadline=(\d+)", options)
    shows = re.search(r"shows=(.*)", options)
    lines = [line for line in body.split("\n") if not line.startswith("# ")]
    source = _REPEAT.sub(lambda found: found[2].replace("\\0", "\0") * int(found[1]), "\n".join(lines))
    return Attack(
        name,
        frozenset(statuses.split("/")),
        source.strip("\n"),
        int(deadline[1]) if deadline else _SHORT_MS if "timeout" in statuses else _LONG_MS,
        ast.literal_eval(shows[1].strip()) if shows else None,
    )
