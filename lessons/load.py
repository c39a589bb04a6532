"""A course's folder comes in, the whole Course goes out, proved: both languages teach the same code on the
same cards, every formula has its picture, every prediction its truth, every exercise loads. A fault is a
CourseError with file and line.
"""

import ast
from itertools import pairwise
from pathlib import Path

from lessons.course import LANGS, Block, Card, Cell, Course, Formula, Prose
from lessons.exercises import load_exercises
from lessons.notebook import Notebook, read_notebook
from lessons.predictions import ask

COURSE = Path(__file__).parent / "pytorch_basic"


def load(folder: Path | None = None) -> Course:
    """Read and prove the course in `folder`, by default the one that is shipped."""
    folder = folder or COURSE
    notebooks = {lang: read_notebook(folder / f"lesson.{lang}.md") for lang in LANGS}
    prove(tuple(notebooks.values()), folder / "pictures")
    return Course(
        title={lang: notebook.title for lang, notebook in notebooks.items()},
        lessons=ask(folder / "predictions.toml", {lang: notebook.lessons for lang, notebook in notebooks.items()}),
        exercises=load_exercises(folder),
    )


def prove(notebooks: tuple[Notebook, ...], pictures: Path) -> None:
    """Raise CourseError unless the notebooks are one course in several languages, every formula drawn."""
    for first, second in pairwise(notebooks):
        _prove_alike(first, second)
    drawn = {file.name for file in pictures.glob("*.png")}
    for notebook in notebooks:
        _prove_drawn(notebook, drawn)


def formulas(notebook: Notebook) -> list[tuple[Card, Formula]]:
    """Every formula of a notebook with the card it is on."""
    return [
        (card, block)
        for lesson in notebook.lessons
        for card in lesson.cards
        for block in card.blocks
        if isinstance(block, Formula)
    ]


def _prove_alike(first: Notebook, second: Notebook) -> None:
    for number, index in sorted(first.lines.keys() ^ second.lines.keys()):
        has, lacks = (first, second) if (number, index) in first.lines else (second, first)
        raise has.fault(number, index, f"{lacks.file.name} has no card {index} in its lesson {number}")
    for number, index in first.lines:
        ours, theirs = (_language_free(book, number, index) for book in (first, second))
        if ours != theirs:
            there = f"{first.file.name}:{first.lines[number, index]}"
            raise second.fault(number, index, f"the code, formulas or bounds are not those of {there}")


def _prove_drawn(notebook: Notebook, drawn: set[str]) -> None:
    for card, formula in formulas(notebook):
        if formula.picture not in drawn:
            what = f"no picture of '{formula.tex}': draw it with 'python -m lessons.draw'"
            raise notebook.fault(card.lesson, card.number, what)


def _language_free(notebook: Notebook, number: int, index: int) -> list[object]:
    """What a card shares with itself in another language: all but prose, comments and printed words."""
    card = notebook.lessons[number - 1].cards[index - 1]
    try:
        return [_traits(block) for block in card.blocks if not isinstance(block, Prose)]
    except SyntaxError as error:
        raise notebook.fault(number, index, f"a cell is not Python: {error.msg}: {error.text!r}") from None


def _traits(block: Block) -> object:
    match block:
        case Cell(source, _, like, low, high):
            return code_of(source), like, low, high
        case Formula(tex):
            return tex
        case Prose():
            return None


def code_of(source: str) -> str:
    """A cell's code without its comments and without the words that it prints."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            for label in node.args:
                if isinstance(label, ast.Constant) and isinstance(label.value, str):
                    label.value = ""
    return ast.dump(tree)
