"""A typed slash line into a command's name and its options: `/exercise 4`, `/submit number:4 code:x = 1`.

Named options may come in any order; a bare value goes to the next option not named yet, and the last text
option takes the rest of the line. A name is Discord's or, as its client has it too, the person's language's.
"""

import re
from collections.abc import Container, Sequence

from bot.playground.refusal import Json, bad_form

_NAMED = re.compile(r"([\w-]{1,32}):\s*")


FILE = 11  # an option that no text can fill


def read_line(text: str, commands: Sequence[Json], locale: str = "en-US") -> tuple[str, dict[str, object]]:
    """The full name and the options by name, all as registered. Raises Refusal where no such command is."""
    name, found, rest = _command(text.strip(), commands, locale)
    return name, _values(rest.strip(), found.get("options") or (), locale)


def read_partial(text: str, commands: Sequence[Json], locale: str = "en-US") -> tuple[str, Json, dict[str, object]]:
    """Of a line that is still being typed: the full name, the option that the person is at, and the values so far.

    Raises Refusal where no such command or no option is.
    """
    name, found, rest = _command(text.lstrip(), commands, locale)
    options = [option for option in found.get("options") or () if option["type"] not in (1, 2, FILE)]
    values = _values(rest.strip(), options, locale)
    at = _position(rest.lstrip(), options, locale)
    if at is None:
        raise bad_form("data.options", "APPLICATION_COMMAND_OPTION", "no option to complete")
    return (
        name,
        at,
        {key: value for key, value in values.items() if key != at["name"]} | {at["name"]: values.get(at["name"], "")},
    )


def _position(rest: str, options: Sequence[Json], locale: str) -> Json | None:
    named = _named_spans(rest, _names(options, locale))
    if named:
        name = _names(options, locale)[named[-1][0][1]]
        return next(option for option in options if option["name"] == name)
    done = len(rest.split()) - (0 if not rest or rest[-1].isspace() else 1)
    return options[min(done, len(options) - 1)] if options else None


def _command(text: str, commands: Sequence[Json], locale: str) -> tuple[str, Json, str]:
    """The full name, the command or subcommand, and what follows it."""
    word, _, rest = text.removeprefix("/").partition(" ")
    found = next((c for c in commands if c.get("type", 1) == 1 and word in spellings(c, locale)), None)
    if found is None:
        raise bad_form("data.name", "APPLICATION_COMMAND_NOT_FOUND", f"/{word}")
    name = str(found["name"])
    while any(option["type"] in (1, 2) for option in found.get("options") or ()):
        word, _, after = rest.strip().partition(" ")
        inner = next((option for option in found["options"] if word in spellings(option, locale)), None)
        if inner is None:
            break
        found, name, rest = inner, f"{name} {inner['name']}", after
    return name, found, rest


def spellings(item: Json, locale: str) -> set[str]:
    """What a command or an option may be called by someone who reads `locale`."""
    local = (item.get("name_localizations") or {}).get(locale)
    return {str(item["name"])} | ({str(local)} if local else set())


def _values(rest: str, options: Sequence[Json], locale: str) -> dict[str, object]:
    names = _names(options, locale)
    values: dict[str, object] = {}
    spans = _named_spans(rest, names)
    for match, upto in spans:
        values[names[match[1]]] = rest[match.end() : upto].strip()
    bare = rest[: min((match.start() for match, _ in spans), default=len(rest))]
    free = [str(option["name"]) for option in options if option["type"] != FILE and option["name"] not in values]
    words = bare.split(maxsplit=max(len(free) - 1, 0)) if free else bare.split()
    if len(words) > len(free):
        raise bad_form("data.options", "APPLICATION_COMMAND_OPTION", f"too many values: {words[len(free)]}")
    return values | dict(zip(free, words, strict=False))


def _names(options: Sequence[Json], locale: str) -> dict[str, str]:
    """Each option's registered name, by every spelling."""
    return {spelling: str(option["name"]) for option in options for spelling in spellings(option, locale)}


def _named_spans(rest: str, names: Container[str]) -> list[tuple[re.Match[str], int]]:
    """Each `name:` of a known option, with where its value ends."""
    starts = [m for m in _NAMED.finditer(rest) if m[1] in names and (m.start() == 0 or rest[m.start() - 1].isspace())]
    ends = [match.start() for match in starts[1:]] + [len(rest)]
    return list(zip(starts, ends, strict=False))
