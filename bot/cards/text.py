"""A student's text made fit to be shown (no pings, no broken fence, no hidden signs), and its width."""

import re
import unicodedata
from functools import partial

_ESCAPE = re.compile(r"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # signs that turn the writing direction
_FENCE = re.compile(r"`{3,}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text as it may stand in a code block or a sentence: what it shows is what it is."""
    text = _ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    text = _TURNING.sub("", _CONTROL.sub("", text.expandtabs(4)))
    return _SURROGATE.sub("\ufffd", text.replace("<@", "<\u200b@"))


def fenced(text: str) -> str:
    """Clean text that cannot end the code block around it."""
    return _FENCE.sub(lambda ticks: "`\u200b" * len(ticks[0]), clean(text))


def inline(text: str, limit: int = 120) -> str:
    """Text for between two backticks: one line, no backtick, clipped."""
    line = " ".join(clean(text).replace("`", "'").split())
    return cut(line, limit) or " "


def cut(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis; at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def width(text: str) -> int:
    """Columns that a text takes in a code block: Hangul takes two, a combining mark none."""
    return sum(_columns(sign) for sign in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces to so many columns."""
    space = " " * max(columns - width(text), 0)
    return space + text if right else text + space


def clip(text: str, columns: int) -> str:
    """The text cut to so many columns."""
    taken = 0
    kept = 0  # how much of the text leaves room for the ellipsis
    for at, sign in enumerate(text):
        kept = at if taken <= columns - 1 else kept
        taken += _columns(sign)
        if taken > columns:
            return text[:kept] + "…"
    return text


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


pad_left = partial(pad, right=True)


def number(value: float) -> str:
    """Points as a person writes them: 10, 7.5."""
    return f"{value:g}"
