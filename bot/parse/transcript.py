"""A copied session (`>>>`, `In [3]:`) comes in, its code goes out; prompts and outputs become empty.

Lines keep their places: an error's line number is that of the text that was sent.
"""

import re

_SHELL = re.compile(r"^\s*(?:>>>|\.\.\.)(?: (.*)|)$")
_CELL = re.compile(r"^\s*In\s*\[[\d\s*]*\]:[ \t]?(.*)$")
_MORE = re.compile(r"^\s*\.\.\.: ?(.*)$")
_OUT = re.compile(r"^\s*Out\s*\[\d+\]:")
_SHOWN = re.compile(r"^\s*(?:tensor\(|array\(|torch\.Size\(|Traceback|\(?array|-?\d+(?:\.\d+)?$|['\"].*['\"]$)")


def has_prompts(text: str) -> bool:
    """Whether the first line that is not blank begins with a prompt."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return first.lstrip().startswith(">>>") or _CELL.match(first) is not None


def looks_like_output(text: str) -> bool:
    """Whether a block is what a program printed."""
    return _SHOWN.match(text.lstrip("\n")) is not None


def without_prompts(text: str) -> str:
    """The code of a session."""
    lines = text.splitlines()
    shell = any(line.lstrip().startswith(">>>") for line in lines)
    return "\n".join(_shell(lines) if shell else _notebook(lines))


def _shell(lines: list[str]) -> list[str]:
    return [(match[1] or "") if (match := _SHELL.match(line)) else "" for line in lines]


def _notebook(lines: list[str]) -> list[str]:
    """A cell's code goes on until `Out`, or until a paragraph that looks like output."""
    code: list[str] = []
    inside = False
    after_blank = False
    for line in lines:
        prompt = _CELL.match(line) or _MORE.match(line)
        if prompt:
            inside = True
        elif _OUT.match(line) or (after_blank and _SHOWN.match(line)):
            inside = False
        after_blank = not line.strip()
        code.append((prompt[1] if prompt else line) if inside else "")
    return code
