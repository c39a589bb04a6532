"""The lessons are notebooks: Jupytext opens them, and every cell survives the way there and back."""

import jupytext
import pytest

from lessons.course import LANGS
from lessons.load import COURSE
from lessons.notebook import read_notebook


@pytest.mark.parametrize("lang", LANGS)
def test_jupytext_sees_the_same_cells(lang):
    file = COURSE / f"lesson.{lang}.md"
    notebook = jupytext.read(file)
    ours = [cell.source for lesson in read_notebook(file).lessons for card in lesson.cards for cell in card.cells]
    assert [cell.source for cell in notebook.cells if cell.cell_type == "code"] == ours
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("lang", LANGS)
def test_a_round_trip_through_ipynb_changes_no_lesson(lang, tmp_path):
    file = COURSE / f"lesson.{lang}.md"
    jupytext.write(jupytext.read(file), tmp_path / "lesson.ipynb")
    jupytext.write(jupytext.read(tmp_path / "lesson.ipynb"), tmp_path / "back.md", fmt="md")
    back, ours = read_notebook(tmp_path / "back.md"), read_notebook(file)
    assert (back.title, back.lessons) == (ours.title, ours.lessons)
