"""Why a run did not end well: an Observation and its source come in, plain words and a cure go out.

`python` and `torch` are tables of what beginners meet: a pattern of the message, and the key of the sentences
about it. A limit of ours is said to be one, so that nobody takes it for a mistake in the program. Next room:
`bot.cards`.
"""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bot import places
from bot.explain import python, suggest, torch
from bot.explain.rule import Rule, safe
from bot.places import facts_in
from bot.values import Part
from bot.words import knows, say
from lessons.course import Lang
from lessons.misconceptions import Found, find, sentence
from sandbox.protocol import Fault, Observation

RULES: tuple[Rule, ...] = (*torch.RULES, *python.RULES)
# What is said of these is said of the kind of error: what it is about stands in Python's own words alone.
_VAGUE = frozenset(
    (
        "SyntaxError",
        "IndentationError",
        "AttributeError",
        "KeyError",
        "TypeError",
        "ValueError",
        "RuntimeError",
        "AssertionError",
        "NotImplementedError",
        "other",
    )
)


class Explanation(msgspec.Struct, frozen=True):
    """`what` and `cure` are in the student's language; `raw` is Python's own line, or empty, `full` all that it says,
    in the student's own lines. `known` is whether `what` says as much as `raw` does. `line` is the program's, and
    `parts` say where it stands in what was sent."""

    what: str
    cure: str
    raw: str = ""
    line: int | None = None
    column: int | None = None
    parts: tuple[Part, ...] = ()
    full: str = ""
    known: bool = False


def explain(
    lang: Lang,
    seen: Observation,
    source: str,
    parts: tuple[Part, ...] = (),
    *,
    deadline_ms: int,
    hits: Sequence[Found] | None = None,
) -> Explanation | None:
    """The explanation of a run, or None where it ended well. `hits` are its misconceptions, where they are known."""
    why = None if seen.status == "ok" else _explained(lang, seen, source, parts, deadline_ms, hits)
    if why is None or not (parts or why.full):
        return why
    return replace(why, parts=parts, full=places.traceback(lang, parts, why.full))


def _explained(
    lang: Lang, seen: Observation, source: str, parts: Sequence[Part], deadline_ms: int, hits: Sequence[Found] | None
) -> Explanation:
    fault = seen.error or Fault(type="", message="")
    if seen.status == "refused":
        return _refused(lang, fault)
    if seen.status == "error":
        known = find(seen, source) if hits is None else hits
        return _raised(lang, fault, source, _in_own_names(lang, fault, known, parts))
    return _limit(lang, seen.status, fault, deadline_ms)


def never_ran(seen: Observation) -> bool:
    """Whether the program was turned away before its first line: nothing happened that could be graded."""
    fault = seen.error
    return seen.status == "refused" or (seen.status == "error" and fault is not None and fault.type in python.SYNTAX)


def _limit(lang: Lang, status: str, fault: Fault, deadline_ms: int) -> Explanation:
    what = say(lang, f"status.{status}.what", seconds=f"{deadline_ms / 1000:g}")
    return Explanation(what, say(lang, f"status.{status}.cure"), line=fault.line)


def _refused(lang: Lang, fault: Fault) -> Explanation:
    key = f"refused.{fault.key}"
    facts = {name: safe(value) for name, value in fault.facts.items()}
    if not knows(f"{key}.what") or "name" not in facts:  # a rule without words still says what it is about
        key, facts = "refused.other", {**facts, "text": safe(fault.message)}
    cure = "refused.instead" if "instead" in facts else f"{key}.cure"
    return Explanation(say(lang, f"{key}.what", **facts), say(lang, cure, **facts), line=fault.line)


def _raised(lang: Lang, fault: Fault, source: str, own: str | None) -> Explanation:
    key, facts = mistake(fault, source)
    what, cure = (say(lang, f"mistake.{key}.{part}", **facts) for part in ("what", "cure"))
    raw = f"{fault.type}: {fault.message}" if fault.message else fault.type
    column = fault.column if fault.type in python.SYNTAX else None
    known = own is not None or key not in _VAGUE
    return Explanation(what, own or cure, raw, fault.line, column, full=fault.traceback, known=known)


def _in_own_names(lang: Lang, fault: Fault, hits: Sequence[Found], parts: Sequence[Part]) -> str | None:
    """What a misconception says of the line that failed: it names the student's own variables."""
    hit = next((hit for hit in hits if hit.line is not None and hit.line == fault.line), None)
    return sentence(lang, replace(hit, facts=facts_in(lang, parts, hit.facts))) if hit else None


def mistake(fault: Fault, source: str) -> tuple[str, dict[str, str]]:
    """The key of the sentences about a fault, and the facts that they name."""
    for rule in RULES:
        facts = rule.match(fault)
        if facts is not None:
            return suggest.refine(rule.key, facts, fault, source)
    name = fault.type if knows(f"mistake.{fault.type}.what") else "other"
    return name, {"type": safe(fault.type), "message": safe(fault.message)}
