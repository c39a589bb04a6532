"""How a class stands: its figures, what is missing most, who has not solved it, and for whom."""

import pytest

from bot.cards import overview
from bot.cards.overview import ROWS
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Attempt, Author, Best, Card, Code
from lessons.course import LANGS, Course, Lang
from tests.bot.conftest import text_of
from tests.bot.payloads import check, check_plain

FULL = {"inputs": 2.0, "sum": 2.0, "difference": 2.0, "product": 2.0, "scaled": 2.0}
ANA = Best("1", "Ana", 4, 10, True, FULL, 1)
BO = Best("2", "Bo", 4, 6, False, FULL | {"product": 0.0, "difference": 0.0}, 4)
CY = Best("3", "Cy", 4, 8, False, FULL | {"product": 0.0}, 1)
DEE = Best("4", "<@1> ```Dee", 1, 10, True, {}, 2)
CLASS = (ANA, BO, CY, DEE)


def rows(card: Card) -> list[list[str]]:
    [table] = [block.text for block in card.blocks if isinstance(block, Code)]
    return [line.split() for line in table.splitlines()][1:]


def test_each_exercise_has_its_figures(course: Course) -> None:
    found = rows(overview.shown("en", CLASS, course))
    assert [row[0] for row in found] == [str(at) for at in sorted(course.exercises)]
    assert found[0][1:] == ["1", "1", "10", "2"]
    assert found[3][1:] == ["3", "1", "8", "2"]
    assert found[7][1:] == ["0", "0", "-", "-"]


def test_one_exercise_says_what_is_missing_and_who_has_not_solved_it(course: Course) -> None:
    card = overview.shown("en", CLASS, course, 4)
    text = text_of(card)
    assert "sent by 3 of 4 · all correct: 1 · mean 8 of 10 · 2 tries each" in text
    lost = [line for line in text.splitlines() if " of 3`" in line]
    assert lost == ["`2 of 3` The elementwise product, shown", "`1 of 3` The difference, shown"]
    assert [row[:2] for row in rows(card)] == [["-", "-"], ["6", "4"], ["8", "1"]]
    assert "Ana" not in text
    assert "<@1>" not in text


def test_what_hints_cost_does_not_make_it_unsolved(course: Course) -> None:
    card = overview.shown("en", (Best("1", "Ana", 4, 8, True, FULL, 3),), course, 4)
    assert "Everybody has solved it" in text_of(card)
    assert "Missing" not in text_of(card)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("exercise", [0, 4, 7, 99])
def test_a_class_of_any_size_fits(course: Course, lang: Lang, exercise: int) -> None:
    many = tuple(Best(str(at), "가" * 64, 4, at / 1000, False, {}, 999) for at in range(300))
    for bests in ((), CLASS, many):
        card = overview.shown(lang, bests, course, exercise)
        check(card)
        check_plain(card)
    if exercise == 4:
        assert len(rows(card)) == ROWS
        assert str(300 - ROWS) in text_of(card)


async def test_it_is_for_instructors_of_the_server(tutor: Tutor, store: Store) -> None:
    pupil = Author("7", "Gus", "9")
    for score, verdict, earned in ((4, "partial", {"inputs": 2.0, "sum": 2.0}), (2, "partial", {"inputs": 2.0})):
        await store.add_attempt(Attempt(pupil, 4, "x", verdict, "ok", score, 10, 1, 1_790_000_000.0, "en", earned))
    seen = text_of(await tutor.board.overview(Author("8", "Ines", "9"), "en", 4, instructor=True))
    assert "Gus" in seen
    assert "mean 4 of 10 · 2 tries each" in seen
    assert "The sum" not in seen  # the best attempt has it
    assert "Gus" not in text_of(await tutor.board.overview(pupil, "en", 4, instructor=False))
    assert "Gus" not in text_of(await tutor.board.overview(Author("8", "Ines", "10"), "en", 4, instructor=True))
    assert "Gus" not in text_of(await tutor.board.overview(Author("8", "Ines", None), "en", 4, instructor=True))
