"""A message's text comes in, a Submission goes out, or Unread with the reason.

Of several blocks, those that are Python are joined and those that are output are left out.
"""

import textwrap
from typing import Literal

from msgspec.structs import replace

from bot.parse.fences import OTHERS, OUTPUT, PYTHON, Fenced, blocks, has_fence, longest, unquote
from bot.parse.join import Piece, Read, join
from bot.parse.mend import is_python, mend
from bot.parse.transcript import looks_like_output
from bot.values import Note, Unread


def read_message(text: str, *, bare: bool = False) -> Read:
    """The program in a message's code blocks; with `bare`, in the whole text where it has none."""
    text, quoted = unquote(plain_lines(text))
    if not has_fence(text):
        if bare and text.strip():
            return _noted(read_code(text), (Note("note.bare"),))
        return Unread("unread.nothing")
    whole = longest(text)
    if whole is not None and is_python(textwrap.dedent(whole.code)):
        return checked(whole.code)
    return _noted(_join(blocks(text)), (Note("note.quoted"),) if quoted else ())


def read_code(text: str) -> Read:
    """The program in a text that is meant as code: a form's box, or a file's."""
    text = plain_lines(text)
    if not text.strip():
        return Unread("unread.empty")
    in_words = has_fence(text) and not is_python(mend(text)[0])  # words around a block are no code
    return read_message(text) if in_words or text.lstrip().startswith("```") else checked(text)


def checked(text: str) -> Read:
    """The mended program of a text, or why it cannot be one."""
    return join([Piece(text)])


def plain_lines(text: str) -> str:
    """Text without a byte order mark, every line ended by one sign."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _join(found: list[Fenced]) -> Read:
    """One program out of the blocks."""
    full = [(at, block) for at, block in enumerate(found, 1) if block.code.strip()]
    if not full:
        return Unread("unread.empty")
    ours = [(at, block) for at, block in full if block.tag not in OTHERS]
    if not ours:
        return Unread("unread.language", {"language": full[0][1].tag})
    code = [(at, block) for at, block in ours if not _is_output(block, alone=len(ours) == 1)]
    if not code:
        return Unread("unread.output_only")
    return _as_one(code, [at for at, block in full if (at, block) not in code])


def _is_output(block: Fenced, *, alone: bool) -> bool:
    if block.code.lstrip().startswith("Traceback (most recent call last)"):
        return True
    if block.tag in PYTHON:
        return False
    if block.tag in OUTPUT:
        return looks_like_output(block.code) or not is_python(mend(block.code)[0])
    return not alone and (looks_like_output(block.code) or not is_python(mend(block.code)[0]))


def _as_one(code: list[tuple[int, Fenced]], left_out: list[int]) -> Read:
    notes: list[Note] = []
    if left_out:
        notes.append(Note("note.dropped", {"blocks": _listed(left_out)}))
    if len(code) > 1:
        notes.append(Note("note.joined", {"blocks": _listed([at for at, _ in code])}))
    if not code[-1][1].closed:
        notes.append(Note("note.unclosed"))
    kind: Literal["", "block"] = "block" if len(code) > 1 else ""
    return _noted(join([Piece(block.code, kind, at if kind else 0) for at, block in code]), tuple(notes))


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _noted(read: Read, notes: tuple[Note, ...]) -> Read:
    return read if isinstance(read, Unread) else replace(read, notes=(*notes, *read.notes))
