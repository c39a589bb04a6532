"""A Markdown notebook (the kind Jupytext opens) comes in, its lessons go out: `##` is a lesson, `###` a card.

Right after every ```python cell comes an ```output fence, empty where nothing is shown; right before every
`$$` formula a comment `<!-- alt: ... -->` that says it in words. Anything else is a fault with file and line.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lessons.course import Block, Card, Cell, CourseError, Formula, Lesson, Prose
from lessons.pieces import Piece, fault, read_pieces

MAX_PROSE_CHARS = 900  # with one or two cells beneath it this is one screen of a phone
MAX_CODE_LINES = 18
MAX_CELLS = 2

_LIKE = re.compile(r"output like(?: low=(?P<low>-?[\d.]+))?(?: high=(?P<high>-?[\d.]+))?")


class Notebook(NamedTuple):
    """A notebook that was read. `lines` gives the line of each card's heading by (lesson, card) number."""

    file: Path
    title: str
    lessons: tuple[Lesson, ...]
    lines: dict[tuple[int, int], int]

    def fault(self, lesson: int, card: int, what: str) -> CourseError:
        """The error that points at a card."""
        return fault(self.file, self.lines[lesson, card], what)


def picture_name(tex: str) -> str:
    """The file name of a formula's picture: it follows the TeX, so a new formula never has an old picture."""
    return hashlib.sha256(tex.encode()).hexdigest()[:12] + ".png"


def read_notebook(file: Path) -> Notebook:
    """Read one language's notebook; raises CourseError for anything that is not a lesson."""
    course, *rest = list(read_pieces(file)) or [Piece("empty", "", file, 1)]
    if course.kind != "course":
        raise course.fault("a notebook starts with its title, '# ...'")
    lines: dict[tuple[int, int], int] = {}
    lessons = []
    for number, (heading, body) in enumerate(_split(rest, "lesson", course), 1):
        cards: list[Card] = []
        for index, (title, pieces) in enumerate(_split(body, "card", heading), 1):
            lines[number, index] = title.line
            setup = "\n".join(card.source for card in cards if card.cells)
            cards.append(_card(number, index, title, pieces, setup))
        lessons.append(Lesson(number=number, title=heading.text, cards=tuple(cards)))
    return Notebook(file, course.text, tuple(lessons), lines)


def _split(pieces: Sequence[Piece], kind: str, above: Piece) -> list[tuple[Piece, list[Piece]]]:
    """Parts that each start with a heading of `kind`; there is at least one, and nothing before the first."""
    parts: list[tuple[Piece, list[Piece]]] = []
    for piece in pieces:
        if piece.kind == kind:
            parts.append((piece, []))
        elif not parts:
            raise piece.fault(f"a {above.kind} has nothing before its first {kind}")
        else:
            parts[-1][1].append(piece)
    if not parts:
        raise above.fault(f"this {above.kind} has no {kind}")
    return parts


def _card(lesson: int, number: int, title: Piece, pieces: list[Piece], setup: str) -> Card:
    card = Card(lesson=lesson, number=number, title=title.text, blocks=tuple(_blocks(pieces)), setup=setup)
    prose = sum(len(block.text) for block in card.blocks if isinstance(block, Prose))
    code = sum(len(cell.source.splitlines()) for cell in card.cells)
    sizes = (("characters of prose", prose, MAX_PROSE_CHARS), ("lines of code", code, MAX_CODE_LINES))
    for what, size, most in (*sizes, ("cells", len(card.cells), MAX_CELLS)):
        if size > most:
            raise title.fault(f"the card has {size} {what}, one screen takes {most}")
    if not prose:
        raise title.fault("a card says something in prose")
    return card


def _blocks(pieces: list[Piece]) -> Iterator[Block]:
    rest = iter(pieces)
    paragraphs: list[str] = []
    for piece in rest:
        if piece.kind == "prose":
            paragraphs.append(piece.text)
            continue
        if paragraphs:
            yield Prose(text="\n\n".join(paragraphs))
            paragraphs = []
        yield _shown(piece, next(rest, None))
    if paragraphs:
        yield Prose(text="\n\n".join(paragraphs))


def _shown(piece: Piece, after: Piece | None) -> Formula | Cell:
    """The two constructs that take two pieces: words and their formula, code and its output."""
    if piece.kind == "alt" and after and after.kind == "formula":
        return Formula(tex=after.text, picture=picture_name(after.text), alt=piece.text)
    if piece.kind == "python" and after and after.kind == "output":
        return _cell(piece, after)
    faults = {
        "alt": "an alt text stands right before its formula",
        "formula": "a formula needs '<!-- alt: its words -->' right before it",
        "python": "a cell needs an 'output' fence right after it, empty where it shows nothing",
        "output": "an output stands right after its cell",
    }
    raise piece.fault(faults.get(piece.kind, f"a {piece.kind} heading is out of place here"))


def _cell(code: Piece, output: Piece) -> Cell:
    if code.info != "python" or not code.text.strip():
        raise code.fault("a cell is a 'python' fence with code in it")
    if output.info == "output":
        return Cell(source=code.text, output=output.text)
    like = _LIKE.fullmatch(output.info)
    if not like:
        raise output.fault(f"'{output.info}': write 'output' or 'output like low=0 high=1'")
    low, high = (float(bound) if bound else None for bound in like.group("low", "high"))
    return Cell(source=code.text, output=output.text, like=True, low=low, high=high)
