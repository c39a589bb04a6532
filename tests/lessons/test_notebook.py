"""What a notebook may hold, and that each fault names its file and line."""

from pathlib import Path

import pytest

from lessons.course import Cell, CourseError, Formula, Prose
from lessons.notebook import MAX_CELLS, MAX_CODE_LINES, MAX_PROSE_CHARS, picture_name, read_notebook

FRONT = "---\nkernelspec:\n  name: python3\n---\n\n"
HEAD = "# Course\n\n## Lesson\n\n### Card\n\n"
HEAD_LINES = FRONT.count("\n") + HEAD.count("\n")
X = "x = 1\n"
CELL = f"```python\n{X}```\n\n```output\n```\n"


def read(tmp_path, body, head=HEAD):
    file = tmp_path / "lesson.en.md"
    file.write_text(FRONT + head + body, encoding="utf-8")
    return read_notebook(file)


def card(tmp_path, body):
    return read(tmp_path, body).lessons[0].cards[0]


def test_a_card_keeps_its_blocks_in_order(tmp_path):
    formula = "One.\n\n- a\n- b\n\n<!-- alt: x squared -->\n$$x^2$$\n\n"
    body = formula + "Two.\n\n```python\n1 + 1\n```\n\n```output\n2\n```\n\nEnd.\n"
    assert card(tmp_path, body).blocks == (
        Prose(text="One.\n\n- a\n- b"),
        Formula(tex="x^2", picture=picture_name("x^2"), alt="x squared"),
        Prose(text="Two."),
        Cell(source="1 + 1", output="2"),
        Prose(text="End."),
    )


def test_a_lesson_counts_from_one_and_knows_its_titles(tmp_path):
    notebook = read(tmp_path, "Text.\n\n### Other\n\nText.\n\n## More\n\n### Last\n\nText.\n")
    assert notebook.title == "Course"
    assert [(lesson.number, lesson.title) for lesson in notebook.lessons] == [(1, "Lesson"), (2, "More")]
    assert [(card.lesson, card.number, card.title) for lesson in notebook.lessons for card in lesson.cards] == [
        (1, 1, "Card"),
        (1, 2, "Other"),
        (2, 1, "Last"),
    ]


def test_setup_is_the_earlier_code_of_the_same_lesson_alone(tmp_path):
    def cell(code):
        return f"Text.\n\n```python\n{code}\n```\n\n```output\n```\n\n"

    more = "### B\n\nNo code.\n\n### C\n\n" + cell("c = 3") + cell("d = 4")
    more += "### D\n\n" + cell("e") + "## Next\n\n### E\n\nText.\n"
    cards = [card for lesson in read(tmp_path, cell("a = 1") + more).lessons for card in lesson.cards]
    assert [card.setup for card in cards] == ["", "a = 1", "a = 1", "a = 1\nc = 3\nd = 4", ""]
    assert cards[2].source == "c = 3\nd = 4"


def test_blank_lines_inside_code_and_output_are_kept(tmp_path):
    body = "Text.\n\n```python\nprint(1)\n\nprint()\n```\n\n```output\n1\n\n```\n"
    assert card(tmp_path, body).cells == (Cell(source="print(1)\n\nprint()", output="1\n"),)


@pytest.mark.parametrize(
    ("info", "low", "high"),
    [
        ("output like", None, None),
        ("output like low=0 high=1", 0, 1),
        ("output like high=2.5", None, 2.5),
        ("output like low=-3", -3, None),
    ],
)
def test_a_random_output_may_have_bounds(tmp_path, info, low, high):
    cell = card(tmp_path, f"Text.\n\n```python\nx\n```\n\n```{info}\n0.5\n```\n").cells[0]
    assert (cell.like, cell.low, cell.high) == (True, low, high)


def test_wrapped_lines_are_joined_as_discord_would_show_each(tmp_path):
    body = "A line\nand its end.\n\n- an item\n  that wraps\n- another\n\n1. first\n2. second\n"
    expected = "A line and its end.\n\n- an item that wraps\n- another\n\n1. first\n2. second"
    assert card(tmp_path, body).blocks == (Prose(text=expected),)


FAULTS = {
    "unknown fence": ("Text.\n\n```js\n1\n```\n", 3, "unknown fence 'js'"),
    "fence without a language": ("Text.\n\n```\n1\n```\n", 3, "unknown fence ''"),
    "indented code": ("Text.\n\n    x = 1\n", 3, "cannot hold this"),
    "missing output": ("Text.\n\n```python\nx = 1\n```\n\nMore.\n", 3, "needs an 'output' fence"),
    "missing output at the end": ("Text.\n\n```python\nx = 1\n```\n", 3, "needs an 'output' fence"),
    "prose before the output": (
        "Text.\n\n```python\nx\n```\n\nMore.\n\n```output\n1\n```\n",
        3,
        "needs an 'output'",
    ),
    "output without a cell": ("Text.\n\n```output\n1\n```\n", 3, "right after its cell"),
    "two outputs": (f"Text.\n\n{CELL}\n```output\n```\n", 10, "right after its cell"),
    "empty cell": ("Text.\n\n```python\n```\n\n```output\n```\n", 3, "with code in it"),
    "cell with options": ("Text.\n\n```python hide\nx\n```\n\n```output\n```\n", 3, "a 'python' fence"),
    "misspelt bounds": ("Text.\n\n```python\nx\n```\n\n```output like min=0\n1\n```\n", 7, "write 'output'"),
    "missing alt": ("Text.\n\n$$x^2$$\n", 3, "needs '<!-- alt:"),
    "alt of no formula": ("Text.\n\n<!-- alt: x -->\n\nMore.\n", 3, "right before its formula"),
    "another comment": ("Text.\n\n<!-- later -->\n", 3, "cannot hold this"),
    "inline formula": ("Text with $x$.\n", 1, "no inline '$'"),
    "formula that is not closed": ("Text.\n\n<!-- alt: x -->\n$$x^2\n", 4, "starts and ends with '$$'"),
    "text after a formula": ("Text.\n\n<!-- alt: x -->\n$$x$$ and more\n", 4, "starts and ends with '$$'"),
    "deep heading": ("Text.\n\n#### Deep\n", 3, "cannot hold this"),
    "quote": ("> Said.\n", 1, "cannot hold this"),
    "nothing said": (CELL, -1, "says something"),
    "long card": ("x" * (MAX_PROSE_CHARS + 1) + "\n", -1, "characters of prose"),
    "long code": (f"Text.\n\n{CELL.replace(X, X * (MAX_CODE_LINES + 1))}", -1, "lines of code"),
    "many cells": ("Text.\n\n" + f"{CELL}\n" * (MAX_CELLS + 1), -1, "cells"),
    "lesson without a card": ("Text.\n\n## Bare\n", 3, "has no card"),
    "text before the first card": (
        "Text.\n\n## Bare\n\nText.\n\n### Card\n\nText.\n",
        5,
        "before its first card",
    ),
    "second title": ("Text.\n\n# Again\n", 3, "out of place"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_its_file_and_line(tmp_path, name):
    body, line, what = FAULTS[name]
    with pytest.raises(CourseError) as error:
        read(tmp_path, body)
    assert str(error.value).startswith(f"{tmp_path / 'lesson.en.md'}:{HEAD_LINES + line}: ")
    assert what in str(error.value)


@pytest.mark.parametrize("text", ["", "Text.\n", "## Lesson\n", "# Title\n\nText.\n", "# Title\n"])
def test_a_notebook_without_its_headings_is_a_fault(tmp_path, text):
    with pytest.raises(CourseError, match=r"lesson\.en\.md:\d+: "):
        read(tmp_path, text, head="")


def test_broken_front_matter_is_a_fault(tmp_path):
    file = Path(tmp_path / "lesson.en.md")
    file.write_text("---\nkernelspec: [\n---\n\n# Title\n", encoding="utf-8")
    with pytest.raises(CourseError, match="front matter"):
        read_notebook(file)


def test_a_missing_notebook_is_a_fault(tmp_path):
    with pytest.raises(CourseError, match=r"lesson\.en\.md"):
        read_notebook(tmp_path / "lesson.en.md")
