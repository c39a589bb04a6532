"""A typed slash line into a command's name and its options: `/exercise 4`, `/submit number:4 code:x = 1`.

Named options may come in any order; a bare value goes to the next option not named yet, and the last text
option takes the rest of the line.
"""

import re
from collections.abc import Sequence

from bot.playground.refusal import Json, bad_form

_NAMED = re.compile(r"([\w-]{1,32}):\s*")


def read_line(text: str, commands: Sequence[Json]) -> tuple[str, dict[str, object]]:
    """The full name and the options by name. Raises Refusal where no such command is."""
    word, _, rest = text.removeprefix("/").strip().partition(" ")
    found = next((c for c in commands if c["name"] == word and c.get("type", 1) == 1), None)
    if found is None:
        raise bad_form("data.name", "APPLICATION_COMMAND_NOT_FOUND", f"/{word}")
    name = word
    while any(option["type"] in (1, 2) for option in found.get("options") or ()):
        word, _, after = rest.strip().partition(" ")
        inner = next((option for option in found["options"] if option["name"] == word), None)
        if inner is None:
            break
        found, name, rest = inner, f"{name} {word}", after
    return name, _values(rest.strip(), [option["name"] for option in found.get("options") or ()])


def _values(rest: str, names: list[str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for match, upto in _named_spans(rest, names):
        values[match[1]] = rest[match.end() : upto].strip()
    bare = rest[: min((match.start() for match, _ in _named_spans(rest, names)), default=len(rest))]
    free = [name for name in names if name not in values]
    words = bare.split(maxsplit=max(len(free) - 1, 0)) if free else bare.split()
    if len(words) > len(free):
        raise bad_form("data.options", "APPLICATION_COMMAND_OPTION", f"too many values: {words[len(free)]}")
    return values | dict(zip(free, words, strict=False))


def _named_spans(rest: str, names: list[str]) -> list[tuple[re.Match[str], int]]:
    """Each `name:` of a known option, with where its value ends."""
    starts = [m for m in _NAMED.finditer(rest) if m[1] in names and (m.start() == 0 or rest[m.start() - 1].isspace())]
    ends = [match.start() for match in starts[1:]] + [len(rest)]
    return list(zip(starts, ends, strict=False))
