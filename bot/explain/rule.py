"""A rule: which errors it is about, and the key of the sentences that explain them."""

import re

import msgspec

from sandbox.protocol import Fault

_MOST = 500  # what a message is about stands at its beginning
_UNSAFE = re.compile(r"[`\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Rule(msgspec.Struct, frozen=True):
    """`pattern` is sought in the message, its named groups are the sentence's facts; no `types` means any."""

    key: str
    pattern: re.Pattern[str]
    types: tuple[str, ...] = ()

    def match(self, fault: Fault) -> dict[str, str] | None:
        """The facts, where the rule is about this fault."""
        if self.types and fault.type not in self.types:
            return None
        found = self.pattern.search(fault.message[:_MOST])
        return None if found is None else {name: safe(value or "") for name, value in found.groupdict().items()}


def rule(key: str, pattern: str, *types: str) -> Rule:
    """A rule of a pattern."""
    return Rule(key, re.compile(pattern, re.DOTALL), types)


def safe(text: str, limit: int = 80) -> str:
    """A student's words as they may stand between backticks: one line, clipped."""
    line = _UNSAFE.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"
