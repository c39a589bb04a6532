"""Texts that are code come in, one program goes out: each mended on its own, with the map of its lines to theirs."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from bot.parse.mend import mend
from bot.values import Note, Part, Submission, Unread
from sandbox.protocol import MAX_SOURCE_BYTES

Read = Submission | Unread
_BETWEEN = 2  # line breaks between two pieces


class Piece(NamedTuple):
    """A text that is code: a message's block, a notebook's cell, or the whole of what was sent."""

    text: str
    kind: Literal["", "cell", "block"] = ""
    number: int = 0


def join(pieces: Sequence[Piece]) -> Read:
    """One program out of the pieces, or why it cannot be one."""
    if (why := _unfit("\n\n".join(piece.text for piece in pieces))) is not None:
        return why
    sources: list[str] = []
    notes: list[Note] = []
    parts: list[Part] = []
    start = 1
    for piece in pieces:
        source, mended = mend(piece.text)
        above = len(piece.text) - len(piece.text.lstrip("\n"))  # blank lines that mending takes off
        sources.append(source)
        notes += [replace(note, lines=tuple(line + start - 1 for line in note.lines)) for note in mended]
        parts.append(Part(start, 1 + above, piece.kind, piece.number))
        start += source.count("\n") + _BETWEEN
    whole = ("\n" * _BETWEEN).join(sources)
    if not whole.strip():
        return Unread("unread.empty")
    return Submission(whole, tuple(_merged(notes)), parts=() if parts == [Part(1)] else tuple(parts))


def _unfit(text: str) -> Unread | None:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        return Unread("unread.surrogate")
    if "\0" in text:
        return Unread("unread.nul")
    if size > MAX_SOURCE_BYTES:
        return Unread("unread.too_long", {"size": f"{size:,}", "limit": f"{MAX_SOURCE_BYTES:,}"})
    return None


def _merged(notes: Sequence[Note]) -> Iterator[Note]:
    """Each kind of note once, with the lines of all of its kind."""
    for key in dict.fromkeys(note.key for note in notes):
        alike = [note for note in notes if note.key == key]
        yield replace(alike[0], lines=tuple(line for note in alike for line in note.lines))
