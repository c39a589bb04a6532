"""A message's text comes in, a Submission goes out, or Unread with the reason.

Of several blocks, those that are Python are joined and those that are output are left out.
"""

import textwrap

from bot.parse.fences import OTHERS, OUTPUT, PYTHON, Fenced, blocks, has_fence, longest, unquote
from bot.parse.mend import is_python, mend
from bot.parse.transcript import looks_like_output
from bot.values import Submission, Unread
from sandbox.protocol import MAX_SOURCE_BYTES

Read = Submission | Unread


def read_message(text: str, *, bare: bool = False) -> Read:
    """The program in a message's code blocks; with `bare`, in the whole text where it has none."""
    text, quoted = unquote(_plain_lines(text))
    if not has_fence(text):
        if bare and text.strip():
            return _noted(read_code(text), ("note.bare",))
        return Unread("unread.nothing")
    whole = longest(text)
    if whole is not None and is_python(textwrap.dedent(whole.code)):
        return checked(whole.code)
    return _noted(_join(blocks(text)), ("note.quoted",) if quoted else ())


def read_code(text: str) -> Read:
    """The program in a text that is meant as code: a form's box, or a file's."""
    text = _plain_lines(text)
    if not text.strip():
        return Unread("unread.empty")
    in_words = has_fence(text) and not is_python(mend(text)[0])  # words around a block are no code
    return read_message(text) if in_words or text.lstrip().startswith("```") else checked(text)


def checked(text: str) -> Read:
    """The mended program of a text, or why it cannot be one."""
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        return Unread("unread.surrogate")
    if "\0" in text:
        return Unread("unread.nul")
    if size > MAX_SOURCE_BYTES:
        return Unread("unread.too_long", {"size": f"{size:,}", "limit": f"{MAX_SOURCE_BYTES:,}"})
    source, notes = mend(text)
    return Submission(source, notes) if source.strip() else Unread("unread.empty")


def _plain_lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _join(found: list[Fenced]) -> Read:
    """One program out of the blocks."""
    full = [block for block in found if block.code.strip()]
    if not full:
        return Unread("unread.empty")
    ours = [block for block in full if block.tag not in OTHERS]
    if not ours:
        return Unread("unread.language", {"language": full[0].tag})
    code = [block for block in ours if not _is_output(block, alone=len(ours) == 1)]
    if not code:
        return Unread("unread.output_only")
    return _as_one(code, left_out=len(code) < len(full))


def _is_output(block: Fenced, *, alone: bool) -> bool:
    if block.code.lstrip().startswith("Traceback (most recent call last)"):
        return True
    if block.tag in PYTHON:
        return False
    if block.tag in OUTPUT:
        return looks_like_output(block.code) or not is_python(mend(block.code)[0])
    return not alone and (looks_like_output(block.code) or not is_python(mend(block.code)[0]))


def _as_one(code: list[Fenced], *, left_out: bool) -> Read:
    sources: list[str] = []
    notes: list[str] = []
    for block in code:
        read = checked(block.code)
        if isinstance(read, Unread):
            return read
        sources.append(read.source)
        notes.extend(read.notes)
    if left_out:
        notes.append("note.dropped")
    if len(code) > 1:
        notes.append("note.joined")
    if not code[-1].closed:
        notes.append("note.unclosed")
    return _noted(checked("\n\n".join(sources)), tuple(notes))


def _noted(read: Read, notes: tuple[str, ...]) -> Read:
    if isinstance(read, Unread):
        return read
    return Submission(read.source, tuple(dict.fromkeys((*notes, *read.notes))), read.in_chat)
