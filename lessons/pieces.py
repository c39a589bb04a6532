"""A Markdown file comes in, its top-level pieces go out, each with its line; next is `lessons.notebook`.

Only what a card can show is let through: three levels of headings, prose, formulas with their alt texts,
cells and their outputs. Anything else is a fault.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import frontmatter
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lessons.course import CourseError

_COMMONMARK = MarkdownIt("commonmark")
_PROSE = ("paragraph_open", "bullet_list_open", "ordered_list_open")
_HEADINGS = {"h1": "course", "h2": "lesson", "h3": "card"}
_FENCES = ("python", "output")
_ALT = re.compile(r"<!--\s*alt:\s*(.+?)\s*-->", re.DOTALL)
_ITEM = re.compile(r"\s*([-*]|\d+\.)\s")


class Piece(NamedTuple):
    """`kind` is course, lesson, card (headings), prose, alt, formula, python or output; `info` a fence's."""

    kind: str
    text: str
    file: Path
    line: int
    info: str = ""

    def fault(self, what: str) -> CourseError:
        """The error that points at this piece."""
        return fault(self.file, self.line, what)


def fault(file: Path, line: int, what: str) -> CourseError:
    """The error that points at a line, in the form that editors and terminals can follow."""
    return CourseError(f"{file}:{line}: {what}")


def read_pieces(file: Path) -> Iterator[Piece]:
    """The pieces of a Markdown file in their order; raises CourseError at the first that no card can show."""
    body, above = _body(file)
    lines = body.split("\n")
    for token in _COMMONMARK.parse(body):
        if token.level == 0 and token.map and token.nesting >= 0:
            start, end = token.map
            yield _piece(token, lines[start:end], file, above + start + 1)


def _body(file: Path) -> tuple[str, int]:
    """What stands under the front matter, and how many lines are above it."""
    try:
        text = file.read_text(encoding="utf-8")
        body = frontmatter.parse(text)[1]
    except Exception as error:  # the file's, the encoding's or the YAML library's own
        raise fault(file, 1, f"the file or its front matter cannot be read: {error}") from error
    return body, text[: text.index(body)].count("\n")


def _piece(token: Token, lines: list[str], file: Path, line: int) -> Piece:
    text = "\n".join(lines).strip()
    if token.type == "heading_open" and token.tag in _HEADINGS:
        return Piece(_HEADINGS[token.tag], text.lstrip("# "), file, line)
    if token.type == "fence" and token.info.split(" ")[0] in _FENCES:
        return Piece(token.info.split(" ")[0], token.content.removesuffix("\n"), file, line, token.info)
    if token.type == "fence":
        raise fault(file, line, f"unknown fence '{token.info}': a cell is 'python', what it shows 'output'")
    if token.type == "html_block" and (alt := _ALT.fullmatch(text)):
        return Piece("alt", " ".join(alt[1].split()), file, line)
    if token.type not in _PROSE:
        raise fault(file, line, f"a card cannot hold this: {text.splitlines()[0]!r}")
    return _formula(text, file, line) if text.startswith("$$") else _prose(lines, file, line)


def _formula(text: str, file: Path, line: int) -> Piece:
    tex = " ".join(text[2:-2].split())
    if not text.endswith("$$") or not tex or "$" in tex:
        raise fault(file, line, "a formula is one block that starts and ends with '$$'")
    return Piece("formula", tex, file, line)


def _prose(lines: list[str], file: Path, line: int) -> Piece:
    if any("$" in text for text in lines):
        raise fault(file, line, "no inline '$': a formula is a '$$ ... $$' block of its own")
    return Piece("prose", _unwrapped(lines), file, line)


def _unwrapped(lines: list[str]) -> str:
    """Discord shows a line break of the file as one, so lines are joined up to the next list item."""
    joined: list[str] = []
    for line in (line.rstrip() for line in lines if line.strip()):
        if joined and not _ITEM.match(line):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    return "\n".join(joined)
