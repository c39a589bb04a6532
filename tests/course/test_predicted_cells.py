"""Every prediction is true: its right answer is what the real sandbox shows, and no wrong one is."""

import pytest

from lessons.compare import shown
from lessons.course import LANGS
from lessons.load import load
from lessons.predictions import among
from sandbox.protocol import Job

COURSE = load()
ASKING = [
    pytest.param(card, id=f"{lang}-{card.lesson}.{card.number}")
    for lang in LANGS
    for lesson in COURSE.lessons[lang]
    for card in lesson.cards
    if card.prediction
]


def program(card):
    """What runs before the predicted code, and that code."""
    if card.prediction.code:
        return "\n".join(filter(None, [card.setup, card.source])), card.prediction.code
    *before, last = [cell.source for cell in card.cells]
    return "\n".join(filter(None, [card.setup, *before])), last


@pytest.mark.parametrize("card", ASKING)
def test_what_is_shown_is_the_right_answer_and_no_other(card, sandbox_run):
    setup, source = program(card)
    seen = sandbox_run(Job(id="cell", source=source, setup=setup, seed=3, deadline_ms=20_000))
    got = shown(seen.outputs)
    if seen.error:
        got = "\n".join(filter(None, [got, f"{seen.error.type}: {seen.error.message}"]))
    assert got.rstrip() == "\n".join(line.rstrip() for line in card.prediction.output.split("\n")).rstrip()
    assert among(card.prediction.right.shows, got)
    for option in card.prediction.wrong:
        assert not among(option.shows, got)
        assert seen.error is None or not option.shows.startswith(seen.error.type)


def test_the_course_asks_about_what_matters():
    korean = [card for lesson in COURSE.lessons["ko"] for card in lesson.cards if card.prediction]
    assert len(korean) >= 12
    asked = "\n".join(card.prediction.code or card.cells[-1].source for card in korean)
    for idea in (
        "from_numpy",
        ".reshape(",
        "x[0].shape",
        ".backward()",
        "x.grad",
        ".detach()",
        "+= 1",
        "dtype",
        "u * v",
    ):
        assert idea in asked
    assert {option.card for card in korean for option in card.prediction.wrong if option.card}


@pytest.mark.parametrize("lang", LANGS)
def test_the_right_answer_does_not_always_stand_in_one_place(lang):
    asked = [card.prediction for lesson in COURSE.lessons[lang] for card in lesson.cards if card.prediction]
    assert len({each.options.index(each.right) for each in asked}) >= 3
    assert all(sum(option == each.right for option in each.options) == 1 for each in asked)
