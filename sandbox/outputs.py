"""What a program shows, in order: printed text, echoes of bare expressions, figures. Sent at once, and capped.

Comes in: the calls of `print` and of the displayed expressions. Goes out: Printed values. Next room: the server.
"""

import base64
import io
from collections.abc import Callable

from sandbox import figures
from sandbox.pretty import pretty
from sandbox.protocol import MAX_OUTPUT_CHARS, Finished, Output, OutputKind, Printed


class Flood(BaseException):
    """The program showed more than is taken. A BaseException, so that no `except Exception` of a student's holds it."""


def _to_nobody(word: Printed | Finished) -> None:
    """Where output goes before there is a job."""


class Outputs:
    """The one stream of a run. `count` pieces so far (consecutive prints are one); `echo` is Jupyter's Out."""

    def __init__(self) -> None:
        self.send: Callable[[Printed | Finished], None] = _to_nobody
        self._left = MAX_OUTPUT_CHARS
        self._last: OutputKind | None = None
        self.count = 0
        self.echo: str | None = None
        self.full = False
        self.muted = False

    def write(self, text: str) -> None:
        """Take printed text."""
        self._add("stdout", text)

    def display(self, value: object, last: bool) -> None:
        """Take the value of a bare top-level expression. Raises what its `__repr__` raises."""
        if self.muted:
            return
        if value is None:
            return
        text = _plain(pretty(value))
        self._add("echo", text)
        if last:
            self.echo = text

    def figures(self) -> None:
        """Send the open matplotlib figures, as a notebook shows them at a cell's end."""
        if self.full:
            return
        for picture in figures.pictures():
            self._put("figure", base64.b64encode(picture).decode())

    def as_file(self) -> "_File":
        """A text file that writes here, for what libraries print."""
        return _File(self)

    def _add(self, kind: OutputKind, text: str) -> None:
        if self.muted:
            return
        text = _plain(text)
        shown = text[: self._left]
        self._left -= len(shown)
        if shown:
            self._put(kind, shown)
        if len(shown) < len(text):
            self.full = True
            raise Flood

    def _put(self, kind: OutputKind, text: str) -> None:
        if kind != "stdout" or self._last != "stdout":
            self.count += 1
        self._last = kind
        self.send(Printed(Output(kind, text)))


def _plain(text: str) -> str:
    """Text as it can leave the process: of no class of the program's own, without lone surrogates."""
    return str.__str__(text).encode("utf-8", "replace").decode()


class _File(io.TextIOBase):
    """`sys.stdout` while a program runs."""

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._outputs.write(text)
        return len(text)
