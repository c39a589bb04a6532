"""Predictions are proved while the course is loaded; a fault names the file and the card."""

import re

import pytest

from lessons.course import LANGS, Cell, CourseError, Prose
from lessons.load import COURSE, load
from lessons.notebook import read_notebook
from lessons.predictions import among, ask

LESSONS = read_notebook(COURSE / "lesson.en.md").lessons
WRITTEN = (COURSE / "predictions.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def course():
    return load()


def asking(course, lang="en"):
    return [card for lesson in course.lessons[lang] for card in lesson.cards if card.prediction]


def test_both_languages_ask_the_same(course):
    korean, english = (asking(course, lang) for lang in LANGS)
    assert [card.prediction for card in korean] == [card.prediction for card in english]


def test_a_predicted_cell_is_open_without_its_output_and_what_follows_is_held(course):
    card = course.lessons["en"][7].cards[5]
    *_, cell = card.open
    assert isinstance(cell, Cell)
    assert (cell.source, cell.output) == (card.cells[-1].source, "")
    assert card.held
    assert len(card.open) + len(card.held) == len(card.blocks)
    assert "so we see 8" in card.held[0].text
    assert not any("8" in block.text for block in card.open if isinstance(block, Prose))


def test_a_card_that_asks_about_other_code_or_nothing_is_open(course):
    for card in (course.lessons["en"][1].cards[1], course.lessons["en"][0].cards[0]):
        assert (card.open, card.held) == (card.blocks, ())


def test_every_reason_is_whole_in_both_languages(course):
    for card in asking(course):
        for option in card.prediction.options:
            assert re.search(r"(요|죠)\.$", option.why["ko"]), option.why["ko"]
            assert re.search(r"[.]$", option.why["en"]), option.why["en"]
            assert option.card != (card.lesson, card.number) or option is not card.prediction.right


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('shows = "tensor(8.)"', 'shows = "tensor(9.)"', "card 8.6: 'tensor\\(9.\\)' is not what is shown"),
        ('shows = "tensor(16.)"', 'shows = "tensor(8.)"', "card 8.6: it has 3 different answers|is shown"),
        ('card = "8.6"', 'card = "8.5"', "card 8.5: there is no such card, or it asks already"),
        ('card = "8.6"', 'card = "8.60"', "card 8.60: there is no such card"),
        ('card = "8.6"', 'card = "8.1"', "card 8.1: it has no code"),
        ('card = "8.6"', 'card = "6.3"', "card 6.3: its last cell shows nothing that can be foretold"),
        ('believes = "M05"', 'believes = "M99"', "card 8.6: there is no misconception 'M99'"),
        ('card = "8.2"', 'card = "12.1"', "there is no card 12.1 to send anybody to"),
        ('output = "None"\n', "", "card 10.4: `code` and its `output` go together"),
        ('code = "z.shape"', 'code = "z.shape("', "card 10.3: its code is not Python"),
        ('code = "z.shape"', 'kode = "z.shape"', "kode"),
        ("Gradients are not multiplied but added: 4 + 4 = 8.", "No.", "needs a reason"),
        (
            'code = "z.shape"\noutput = "torch.Size([3])"',
            'code = "z"\noutput = "x"',
            "card 10.3: .* is not what is shown",
        ),
        (
            'code = "print(x.grad)"\noutput = "None"\n[prediction.right]\nshows = "None"',
            'code = "w"\noutput = "loss.backward()"\n[prediction.right]\nshows = "loss.backward()"',
            "card 10.4: the card gives the answer away",
        ),
    ],
)
def test_a_fault_names_its_card(tmp_path, old, new, what):
    assert old in WRITTEN
    (tmp_path / "predictions.toml").write_text(WRITTEN.replace(old, new), "utf-8")
    with pytest.raises(CourseError, match=rf"predictions\.toml: .*({what})"):
        ask(tmp_path / "predictions.toml", {"en": LESSONS})


def test_a_course_without_predictions_asks_nothing(tmp_path):
    assert ask(tmp_path / "predictions.toml", {"en": LESSONS}) == {"en": LESSONS}


@pytest.mark.parametrize(
    ("shows", "output", "there"),
    [
        ("5", "torch.Size([5])", False),
        ("tensor(4.)", "tensor(4.)", True),
        ("tensor(4.)", "tensor(4.)\ntensor(1.)", True),
        ("tensor(1.)\ntensor(4.)", "tensor(4.)\ntensor(1.)", False),
        ("a\nb", "x\na  \nb", True),
        ("0.1", "0.10000000149011612", False),
    ],
)
def test_an_answer_stands_in_an_output_as_whole_lines(shows, output, there):
    assert among(shows, output) is there
