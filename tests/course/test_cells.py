"""Every cell of both languages runs in the real sandbox as a student runs it and shows what its card says."""

from itertools import accumulate

import pytest

from lessons.compare import difference, shown
from lessons.course import LANGS
from lessons.load import COURSE
from lessons.notebook import read_notebook
from sandbox.protocol import Job

CARDS = [
    pytest.param(card, id=f"{lang}-{card.lesson}.{card.number}")
    for lang in LANGS
    for lesson in read_notebook(COURSE / f"lesson.{lang}.md").lessons
    for card in lesson.cards
    if card.cells
]


def run(sandbox_run, source, setup, seed=0):
    observation = sandbox_run(Job(id="cell", source=source, setup=setup, seed=seed, deadline_ms=20_000))
    assert observation.status == "ok", observation.error
    return shown(observation.outputs)


@pytest.mark.parametrize("card", CARDS)
def test_each_cell_shows_what_it_says(card, sandbox_run):
    setups = accumulate((cell.source for cell in card.cells), lambda code, more: f"{code}\n{more}", initial=card.setup)
    for cell, setup in zip(card.cells, setups, strict=False):
        for seed in (0, 7) if cell.like else (0,):
            assert difference(cell, run(sandbox_run, cell.source, setup, seed)) is None


@pytest.mark.parametrize("card", CARDS)
def test_run_on_a_card_shows_its_outputs_one_after_another(card, sandbox_run):
    whole = run(sandbox_run, card.source, card.setup)
    for cell in card.cells:
        lines = cell.output.count("\n") + 1 if cell.output else 0
        part, whole = "\n".join(whole.split("\n")[:lines]), "\n".join(whole.split("\n")[lines:])
        assert difference(cell, part) is None
    assert whole == ""


@pytest.mark.parametrize("card", [card for card in CARDS if any(cell.like for cell in card.values[0].cells)])
def test_random_cells_are_random(card, sandbox_run):
    assert run(sandbox_run, card.source, card.setup, 1) != run(sandbox_run, card.source, card.setup, 2)
