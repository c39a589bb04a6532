"""Code fences: text comes in, its blocks go out with the language they are marked with.

Discord pairs any two runs of three backticks, also in the middle of a line: that is what a student sees.
"""

import re

import msgspec

_PYTHON = "py python python3 python2 py3 pycon ipython ipython3 torch pytorch pyi"
_OUTPUT = "text txt plaintext plain output out console log traceback none"
_OTHERS = """
js javascript ts typescript java c cpp c++ cs csharp c# go rust rs rb ruby php sh bash zsh shell powershell ps1
bat html xml css scss json yaml yml toml ini sql r julia jl kotlin kt swift scala lua perl haskell hs matlab dart
md markdown tex latex diff dockerfile makefile asm vb
"""
PYTHON, OUTPUT, OTHERS = (frozenset(words.split()) for words in (_PYTHON, _OUTPUT, _OTHERS))

_TICKS = re.compile(r"`{3,}")
_TAG = re.compile(r"[^\S\n]*([^\s`()\[\]{}=,:;'\"]+)[^\S\n]*(?=\n|\Z)")
_TAG_THEN_CODE = re.compile(r"[^\S\n]*([\w+#]+)[^\S\n]+(?![=.+\-*/,:])(?=\S)")
_QUOTED_FENCE = re.compile(r"^> ?`{3}", re.MULTILINE)
_CODE = re.compile(r"\w[ \t]{0,9}=[ \t]{0,9}\S|\w\([^()\n]*\)|^[ \t]*import \w|torch\.", re.MULTILINE)
_QUOTE = re.compile(r"^> ?", re.MULTILINE)


class Fenced(msgspec.Struct, frozen=True):
    """A block: its tag in lower case ("" for none), its code, and whether its closing fence was there."""

    tag: str
    code: str
    closed: bool = True


def has_fence(text: str) -> bool:
    """Whether there is a code block in it."""
    return _TICKS.search(text) is not None


def looks_like_code(text: str) -> bool:
    """Whether a text without a fence is meant as code and not as talk."""
    return has_fence(text) or _CODE.search(text) is not None


def unquote(text: str) -> tuple[str, bool]:
    """Take Discord's quote marks off a quoted code block; and whether there were any."""
    return (_QUOTE.sub("", text), True) if _QUOTED_FENCE.search(text) else (text, False)


def blocks(text: str) -> list[Fenced]:
    """The fenced blocks of a text, in order. The last one may lack its closing fence."""
    found: list[Fenced] = []
    at = 0
    while opening := _TICKS.search(text, at):
        closing = _closing(text, opening)
        end = closing.start() if closing else len(text)
        found.append(_block(text[opening.end() : end], closed=closing is not None))
        at = closing.end() if closing else len(text)
    return found


def longest(text: str) -> Fenced | None:
    """The text between the first fence and the last as one block: a docstring may hold fences of its own."""
    ticks = list(_TICKS.finditer(text))
    if len(ticks) < 4:
        return None
    return _block(text[ticks[0].end() : ticks[-1].start()], closed=True)


def _closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    later = _TICKS.finditer(text, opening.end())
    return next((ticks for ticks in later if len(ticks[0]) >= len(opening[0])), None)


def _block(inside: str, *, closed: bool) -> Fenced:
    line_tag = _TAG.match(inside)
    if line_tag and "\n" in inside:
        return Fenced(line_tag[1].lower(), inside[line_tag.end() :].removeprefix("\n"), closed)
    word = _TAG_THEN_CODE.match(inside)
    if word and word[1].lower() in PYTHON:
        return Fenced(word[1].lower(), inside[word.end() :], closed)
    if line_tag and line_tag[1].lower() in PYTHON:
        return Fenced(line_tag[1].lower(), "", closed)
    return Fenced("", inside, closed)
