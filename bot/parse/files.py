"""A file's name and bytes come in, a Submission goes out, or Unread. A notebook's code cells are joined."""

import unicodedata
from pathlib import PurePath
from typing import Literal

import msgspec
from msgspec.structs import replace

from bot.parse.join import Piece, Read, join
from bot.parse.message import plain_lines, read_code
from bot.values import Note, Unread

KIB = 1024
READABLE = {
    ".py": 64 * KIB,
    ".txt": 64 * KIB,
    ".ipynb": KIB * KIB,
}  # the most bytes; a notebook carries its outputs


class _Cell(msgspec.Struct, frozen=True):
    cell_type: str
    source: str | list[str] = ""


class _Notebook(msgspec.Struct, frozen=True):
    cells: list[_Cell]


_notebooks = msgspec.json.Decoder(_Notebook)


def limit_of(name: str) -> int | None:
    """The most bytes that a file of this name may have; None where we do not read such files."""
    return READABLE.get(_suffix(name))


def read_file(name: str, data: bytes) -> Read:
    """The program in a file."""
    shown = unicodedata.normalize("NFC", name)
    limit = limit_of(name)
    if limit is None:
        return Unread("unread.extension", {"name": shown})
    if len(data) > limit:
        return Unread("unread.file_too_big", {"name": shown, "limit": str(limit // KIB)})
    if _suffix(name) == ".ipynb":
        return _read_notebook(shown, data)
    try:
        return read_code(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Unread("unread.not_text", {"name": shown})


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _read_notebook(name: str, data: bytes) -> Read:
    try:
        notebook = _notebooks.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Unread("unread.notebook", {"name": name})
    cells = ["".join(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    kind: Literal["", "cell"] = "cell" if len(cells) > 1 else ""
    full = [Piece(plain_lines(cell), kind, at if kind else 0) for at, cell in enumerate(cells, 1) if cell.strip()]
    if not full:
        return Unread("unread.no_cells", {"name": name})
    read = join(full)
    if isinstance(read, Unread) or len(full) == 1:
        return read
    return replace(read, notes=(Note("note.notebook"), *read.notes))
