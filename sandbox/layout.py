"""Fits text into the columns of a page as a notebook does: words, spaces that may become line breaks, and groups.

A line that grows too long is broken at the spaces of its outermost group that still can be. Comes in: calls in the
order of the text. Goes out: the text. Raises Full beyond a limit, for what is shown is cut there anyway.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class Full(Exception):
    """The page has taken more than its limit."""


@dataclass(eq=False, slots=True)
class _Group:
    """`waiting` spaces of it are on the line that is being written; `broken`, its spaces are line breaks."""

    depth: int
    waiting: int = 0
    broken: bool = False


_Space = tuple[_Group, int]  # with the indent of the line that it would begin


class Page:
    """A page of `width` columns that takes about `limit` characters."""

    def __init__(self, width: int, limit: int) -> None:
        self._width, self._limit = width, limit
        self._written: list[str] = []
        self._length = 0
        self._column = 0  # at the end of what is written
        self._undecided: deque[str | _Space] = deque()
        self._undecided_width = 0
        self._open = [_Group(0)]
        self._breakable: list[list[_Group]] = [[]]  # groups that are not broken yet, by depth
        self._indent = 0

    def finished(self) -> str:
        """All text."""
        self._decide_all()
        return self.so_far()

    def so_far(self) -> str:
        """The text that is decided."""
        return "".join(self._written)

    def text(self, word: str) -> None:
        """Text without a line break."""
        if not self._undecided:
            self._write(word)
            return
        self._undecided.append(word)
        self._undecided_width += len(word)
        self._fit()

    def space(self) -> None:
        """A space, or a line break where the group does not fit."""
        group = self._open[-1]
        if group.broken:
            self._decide_all()
            self._new_line(self._indent)
            return
        group.waiting += 1
        self._undecided.append((group, self._indent))
        self._undecided_width += 1
        self._fit()

    def line_break(self) -> None:
        """A line break, which breaks the group around it too."""
        if (group := self._outermost()) is not None:
            self._break(group)
        self._decide_all()
        self._new_line(self._indent)

    @contextmanager
    def group(self, opening: str = "", closing: str = "") -> Iterator[None]:
        """What stands inside is broken together, and indented by the opening's width."""
        if opening:
            self.text(opening)
        group = _Group(len(self._open))
        self._open.append(group)
        self._breakable.extend([] for _ in range(len(self._open) - len(self._breakable)))
        self._breakable[group.depth].append(group)
        self._indent += len(opening)
        yield
        self._indent -= len(opening)
        self._open.pop()
        if not group.waiting:
            self._settle(group)
        if closing:
            self.text(closing)

    def _fit(self) -> None:
        while self._column + self._undecided_width > self._width and (group := self._outermost()) is not None:
            self._break(group)

    def _outermost(self) -> _Group | None:
        """The group to break next: of several of one depth, the latest."""
        for level in self._breakable:
            for place, group in enumerate(reversed(level)):
                if group.waiting:
                    group.broken = True
                    del level[place]  # counted from the other end, as notebooks do: the layout shows it
                    return group
            for group in level:
                group.broken = True
            level.clear()
        return None

    def _break(self, group: _Group) -> None:
        while group.waiting or (self._undecided and isinstance(self._undecided[0], str)):
            self._decide(self._undecided.popleft())

    def _decide_all(self) -> None:
        while self._undecided:
            self._decide(self._undecided.popleft())

    def _decide(self, piece: str | _Space) -> None:
        if isinstance(piece, str):
            self._undecided_width -= len(piece)
            self._write(piece)
            return
        group, indent = piece
        group.waiting -= 1
        self._undecided_width -= 1
        if group.broken:
            self._new_line(indent)
            return
        if not group.waiting:
            self._settle(group)
        self._write(" ")

    def _settle(self, group: _Group) -> None:
        level = self._breakable[group.depth]
        if group in level:
            level.remove(group)

    def _new_line(self, indent: int) -> None:
        self._write("\n" + " " * indent)
        self._column = indent

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._column += len(text)
        self._length += len(text)
        if self._length > self._limit:
            raise Full
