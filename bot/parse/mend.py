"""What a phone, a keyboard or a copied session did to a program is undone; what is Python is left alone.

In: a block's text. Out: the program, and notes that say what was changed, and on which lines. Lines keep their places,
so that an error's line is the student's.
"""

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator

from bot.parse.transcript import has_prompts, without_prompts
from bot.values import Note

_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_ALIKE = {  # by what they are called, the signs that look like Python's
    "quotes": {**dict.fromkeys("“”„‟＂″", '"'), **dict.fromkeys("‘’‚‛＇′´", "'")},
    "spaces": dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    "hidden": dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    "dashes": dict.fromkeys("−–—", "-"),  # look-alikes of the minus
    "wide": {
        "…": "...",
        "、": ",",
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "＂＇"},
    },
}
_PLAIN = {sign: plain for signs in _ALIKE.values() for sign, plain in signs.items()}


def is_python(source: str) -> bool:
    """Whether the text is a Python program."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape is the student's to see, not our log's
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def mend(text: str) -> tuple[str, tuple[Note, ...]]:
    """The program in a block's text. What cannot be mended stays as the student wrote it."""
    source = textwrap.dedent(text.strip("\n").rstrip())
    if is_python(source):
        return source, ()
    notes: tuple[Note, ...] = ()
    if has_prompts(source):
        source, notes = without_prompts(source), (Note("note.prompts"),)
    if (magics := _magics(source)) and not is_python(source):
        source, notes = _MAGIC.sub("", source), (*notes, Note("note.magics", lines=magics))
    if not is_python(source):
        signs = list(_typed_plainly(source))
        plain = textwrap.dedent("".join(signs))
        if plain != source and is_python(plain):
            return plain, (*notes, *_retyped(source, signs))
    return source, notes


def _magics(source: str) -> tuple[int, ...]:
    return tuple(at for at, line in enumerate(source.split("\n"), 1) if _MAGIC.match(line))


def _retyped(source: str, signs: list[str]) -> Iterator[Note]:
    """What was replaced by a plain sign, by what it is called; `signs` stand for those of the source, one each."""
    found: dict[str, dict[int, None]] = {}
    line = 1
    for sign, plain in zip(source, signs, strict=True):
        if sign != plain:
            found.setdefault(next(name for name, alike in _ALIKE.items() if sign in alike), {})[line] = None
        line += sign == "\n"
    return (Note(f"note.{name}", lines=tuple(lines)) for name, lines in found.items())


def undo_copying(source: str) -> str:
    """A program without the prompts and the common indentation that a notebook would pass over, too."""
    if is_python(source):
        return source
    plain = textwrap.dedent(source)
    plain = without_prompts(plain) if has_prompts(plain) else plain
    return plain if is_python(plain) else source


def _typed_plainly(source: str) -> Iterator[str]:
    """The text with plain signs for look-alikes, but for those inside strings and comments."""
    closing = ""  # what ends the string or comment that we are in
    escaped = False
    for sign in source:
        plain = _PLAIN.get(sign, sign)
        if not closing:
            closing = {"'": "'", '"': '"', "#": "\n"}.get(plain, "")
            yield plain
        elif not escaped and plain == closing and (sign == closing or _curly(sign)):
            closing = ""
            yield plain
        else:
            yield sign
        escaped = closing != "" and sign == "\\" and not escaped


def _curly(sign: str) -> bool:
    return sign in "“”„‟＂‘’‚‛＇"
