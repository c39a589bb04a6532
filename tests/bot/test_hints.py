"""The hints on an attempt: one rung a press, and a repair only where it was run and scored more."""

import pytest

from bot.cards.hint import difference
from bot.errors import StoreError
from bot.ladder import ladder
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Author, Card, Submission
from lessons.course import LANGS, Lang
from tests.bot.conftest import MINJI, text_of

COPIED = "a = np.array([1.0, 2.0, 3.0])\nt = torch.tensor(a)\nb = t.numpy()\na[0] = 100\nprint(a, t, b)"
HALF = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)"
OTHER = Author("77", "다른 학생", "9")


def rung_of(card: Card) -> tuple[int, int]:
    """The attempt and the rung that a card's hint button leads to."""
    [action] = [button.action for button in card.buttons if button.action.startswith("rung:")]
    _, attempt, at = action.split(":")
    return int(attempt), int(at)


async def climbed(tutor: Tutor, lang: Lang, card: Card) -> list[Card]:
    """Every rung, pressed one after the other."""
    cards = []
    while any(button.action.startswith("rung:") for button in card.buttons):
        card = await tutor.hint_on(MINJI, lang, *rung_of(card))
        cards.append(card)
    return cards


@pytest.mark.parametrize("lang", LANGS)
async def test_the_ladder_ends_in_a_repair_that_scores_more(tutor: Tutor, lang: Lang) -> None:
    answer = await tutor.submit(MINJI, lang, 3, Submission(COPIED))
    criterion, line, idea, patch = map(text_of, await climbed(tutor, lang, answer))
    assert "2" in criterion
    assert "▶ 2 │ t = torch.tensor(a)" in line
    assert "from_numpy" in idea
    assert "-t = torch.tensor(a)" in patch
    assert "+t = torch." in patch
    assert "tensor([100.,   2.,   3.], dtype=torch.float64)" in patch
    repaired = next(row[1:] for row in patch.split("\n") if row.startswith("+"))
    again = await tutor.submit(MINJI, lang, 3, Submission(COPIED.replace("t = torch.tensor(a)", repaired)))
    assert again.accent == "good"


async def test_the_idea_leads_to_the_card_that_teaches_it(tutor: Tutor) -> None:
    rungs = await climbed(tutor, "en", await tutor.submit(MINJI, "en", 3, Submission(COPIED)))
    [action] = [button.action for button in rungs[2].buttons if button.action.startswith("card:")]
    _, lesson, number = action.split(":")
    assert "copy" in text_of(tutor.lesson("en", int(lesson), int(number)))


async def test_without_a_misconception_the_task_s_own_hint_is_the_last(tutor: Tutor) -> None:
    rungs = await climbed(tutor, "en", await tutor.submit(MINJI, "en", 4, Submission(HALF)))
    assert len(rungs) == 2
    assert "difference" in text_of(rungs[0]).lower()
    assert tutor.course.exercises[4].texts["en"].hint in text_of(rungs[1])


async def test_hints_are_kept_with_the_attempt_and_told(tutor: Tutor) -> None:
    answer = await tutor.submit(MINJI, "ko", 3, Submission(COPIED))
    attempt, _ = rung_of(answer)
    await tutor.hint_on(MINJI, "ko", attempt, 1)
    await tutor.hint_on(MINJI, "ko", attempt, 2)
    await tutor.hint_on(MINJI, "ko", attempt, 1)
    kept = await tutor.store.attempt(attempt)
    assert kept is not None
    assert kept.hints == 2
    assert "힌트: 2개" in text_of(await tutor.submit(MINJI, "ko", 3, Submission(COPIED)))
    assert "힌트: 2개" not in text_of(await tutor.submit(MINJI, "ko", 4, Submission(HALF)))


async def test_hints_are_for_the_one_whose_attempt_it_is(tutor: Tutor) -> None:
    attempt, _ = rung_of(await tutor.submit(MINJI, "en", 3, Submission(COPIED)))
    card = await tutor.hint_on(OTHER, "en", attempt, 4)
    assert "somebody else" in text_of(card)
    assert "from_numpy" not in text_of(card)
    assert "no longer have" in text_of(await tutor.hint_on(MINJI, "en", 99_999, 1))


async def test_a_full_answer_has_no_hint(tutor: Tutor) -> None:
    right = HALF + "\nprint(a - b)\nprint(a * b)\nprint(3 * a)"
    answer = await tutor.submit(MINJI, "en", 4, Submission(right))
    assert not any(button.action.startswith(("rung:", "hint:")) for button in answer.buttons)


async def test_a_rung_beyond_the_last_is_the_last(tutor: Tutor) -> None:
    attempt, _ = rung_of(await tutor.submit(MINJI, "en", 4, Submission(HALF)))
    assert "hint 2 of 2" in text_of(await tutor.hint_on(MINJI, "en", attempt, 9))


async def test_a_repair_that_does_not_help_is_not_offered(tutor: Tutor) -> None:
    """The list is mended by its patch, but the score stays: nothing of this exercise is met by it."""
    source = "t = torch.tensor([1.0, 2.0])\nu = torch.from_numpy([1.0, 2.0])"
    found = await ladder("en", tutor.course.exercises[4], source, "id", 2_000, tutor._observe)
    assert found is not None
    assert found.proof is None
    assert found.found is None
    assert found.rungs == ("criterion", "line", "idea")


def test_a_difference_shows_what_changed_and_a_line_around_it() -> None:
    before = "\n".join(f"line {number}" for number in range(9))
    assert difference(before, before.replace("line 4", "line four")) == (" line 3\n-line 4\n+line four\n line 5")


async def test_a_store_that_fails_is_our_fault(tutor: Tutor, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise StoreError("no database")

    answer = await tutor.submit(MINJI, "en", 4, Submission(HALF))
    monkeypatch.setattr(store, "attempt", broken)
    assert "our fault, not yours" in text_of(await tutor.hint_on(MINJI, "en", *rung_of(answer)))
