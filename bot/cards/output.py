"""What a program showed: its outputs come in, the blocks of a card go out, clipped, and the card says so."""

import base64
import binascii
from collections.abc import Iterable

from bot.cards.text import clean, cut
from bot.values import Block, Code, File, Picture, Text
from bot.words import say
from lessons.course import Lang
from sandbox.protocol import Observation, Output

MAX_LINES = 24
MAX_CHARS = 1_300
MAX_LINE = 400
MAX_FIGURES = 3
FILE = "output.txt"  # all of an output that the card shows a part of
_TAIL = 6  # lines kept from the end: the newest values stand there
_PNG = b"\x89PNG\r\n\x1a\n"


def blocks(lang: Lang, observation: Observation) -> list[Block]:
    """Text and figures of a run, in this order. Without any, a line that says so."""
    text = shown_text(observation.outputs)
    figures = list(_figures(lang, observation.outputs))
    if not text.strip() and not figures:
        return [Text(say(lang, "output.none"))]
    return [*_text_blocks(lang, text, cut_off=observation.clipped), *figures]


def shown_text(outputs: Iterable[Output]) -> str:
    """Printed text and echoes in their order, each echo on lines of its own."""
    text = ""
    for piece in outputs:
        if piece.kind == "stdout":
            text += piece.text
        elif piece.kind == "echo":
            text += ("\n" if text and not text.endswith("\n") else "") + piece.text + "\n"
    return text


def _text_blocks(lang: Lang, text: str, *, cut_off: bool) -> list[Block]:
    if not text.strip():
        return []
    shown, reason = _clip(lang, clean(text).rstrip().strip("\n"))
    notes = [reason] if reason else []
    if cut_off:
        notes.append(say(lang, "output.cut"))
    whole = [File(FILE, clean(text).encode())] if reason else []
    brief = None if reason else say(lang, "card.output_cut")
    return [Text(say(lang, "output.head")), Code(shown, kind="output", brief=brief), *map(Text, notes), *whole]


def _clip(lang: Lang, text: str) -> tuple[str, str]:
    """What is shown of a text, and the sentence that says what is not."""
    lines = [cut(line, MAX_LINE) for line in text.split("\n")]
    left = len(lines) - MAX_LINES
    if left > 0:
        lines = [*lines[: MAX_LINES - _TAIL], "⋮", *lines[-_TAIL:]]
    shown = "\n".join(lines)
    if len(shown) > MAX_CHARS:
        return cut(shown, MAX_CHARS), say(lang, "output.chars")
    if left > 0:
        return shown, say(lang, "output.lines_one") if left == 1 else say(lang, "output.lines", left=left)
    return shown, ""


def _figures(lang: Lang, outputs: Iterable[Output]) -> Iterable[Block]:
    figures = [png for piece in outputs if piece.kind == "figure" and (png := _png(piece.text))]
    for number, png in enumerate(figures[:MAX_FIGURES], 1):
        yield Picture(f"figure-{number}.png", png, say(lang, "output.figure", number=number))
    if len(figures) > MAX_FIGURES:
        yield Text(say(lang, "output.figures", count=len(figures), shown=MAX_FIGURES))


def _png(text: str) -> bytes | None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if data.startswith(_PNG) else None
