"""The hints on an attempt: one rung a press, and a repair only where it was run and scored more."""

import pytest
from discord import ui
from msgspec.structs import replace

from bot.cards.hint import difference
from bot.discord.forms import code_form
from bot.errors import StoreError
from bot.ladder import ladder
from bot.regrade import Regrader
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Author, Card, GuildSettings, Submission
from lessons.course import LANGS, Lang
from tests.bot.conftest import MINJI, text_of

COPIED = "a = np.array([1.0, 2.0, 3.0])\nt = torch.tensor(a)\nb = t.numpy()\na[0] = 100\nprint(a, t, b)"
MENDED = COPIED.replace("torch.tensor(a)", "torch.from_numpy(a)")
HALF = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)"
OTHER = Author("77", "다른 학생", "9")


def rung_of(card: Card) -> tuple[int, int, float]:
    """The attempt and the rung that a card's hint button leads to, and what it says that it costs."""
    [action] = [button.action for button in card.buttons if button.action.startswith("rung:")]
    _, attempt, at, *said = action.split(":")
    return int(attempt), int(at), float(said[0]) if said else 0.0


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
    line, idea, patch = map(text_of, await climbed(tutor, lang, answer))
    assert tutor.course.exercises[3].texts[lang].criteria["shared"].title in line
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
    [action] = [button.action for button in rungs[1].buttons if button.action.startswith("card:")]
    _, lesson, number = action.split(":")
    assert "copy" in text_of(tutor.lesson("en", int(lesson), int(number)))


async def test_without_a_misconception_the_task_s_own_hint_is_the_last(tutor: Tutor) -> None:
    rungs = await climbed(tutor, "en", await tutor.submit(MINJI, "en", 4, Submission(HALF)))
    assert len(rungs) == 1
    assert "difference" in text_of(rungs[0]).lower()
    assert tutor.course.exercises[4].texts["en"].hint in text_of(rungs[0])


async def test_hints_are_kept_with_the_attempt_and_told(tutor: Tutor) -> None:
    answer = await tutor.submit(MINJI, "ko", 3, Submission(COPIED))
    attempt, *_ = rung_of(answer)
    await tutor.hint_on(MINJI, "ko", attempt, 1)
    await tutor.hint_on(MINJI, "ko", attempt, 2)
    await tutor.hint_on(MINJI, "ko", attempt, 1)
    kept = await tutor.store.attempt(attempt)
    assert kept is not None
    assert kept.hints == 2
    assert "힌트: 2개" in text_of(await tutor.submit(MINJI, "ko", 3, Submission(COPIED)))
    assert "힌트: 2개" not in text_of(await tutor.submit(MINJI, "ko", 4, Submission(HALF)))


async def test_hints_are_for_the_one_whose_attempt_it_is(tutor: Tutor) -> None:
    attempt, *_ = rung_of(await tutor.submit(MINJI, "en", 3, Submission(COPIED)))
    card = await tutor.hint_on(OTHER, "en", attempt, 4)
    assert "somebody else" in text_of(card)
    assert "from_numpy" not in text_of(card)
    assert "no longer have" in text_of(await tutor.hint_on(MINJI, "en", 99_999, 1))


async def test_the_next_try_begins_with_one_s_own_code(tutor: Tutor) -> None:
    answer = await tutor.submit(MINJI, "ko", 4, Submission(HALF))
    rung = await tutor.hint_on(MINJI, "ko", *rung_of(answer)[:2])
    for card in (answer, rung):
        [action] = [button.action for button in card.buttons if button.action.startswith("again:")]
        _, exercise, attempt = action.split(":")
        assert await tutor.earlier(MINJI, int(exercise), int(attempt)) == HALF
    assert await tutor.earlier(OTHER, 4, int(attempt)) == ""
    assert await tutor.earlier(MINJI, 3, int(attempt)) == ""
    assert await tutor.earlier(MINJI, 4, 0) == ""
    assert await tutor.earlier(MINJI, 4, 99_999) == ""


def test_the_form_for_another_try_holds_what_fits() -> None:
    def written(earlier: str) -> str | None:
        box = next(part for part in code_form("ko", 4, earlier).walk_children() if isinstance(part, ui.TextInput))
        return box.default

    assert written(HALF) == HALF
    assert written("") is None
    assert written("#" * 3_501) is None


async def test_a_full_answer_has_no_hint(tutor: Tutor) -> None:
    right = HALF + "\nprint(a - b)\nprint(a * b)\nprint(3 * a)"
    answer = await tutor.submit(MINJI, "en", 4, Submission(right))
    assert not any(button.action.startswith(("rung:", "hint:")) for button in answer.buttons)


async def test_a_rung_beyond_the_last_is_the_last(tutor: Tutor) -> None:
    attempt, *_ = rung_of(await tutor.submit(MINJI, "en", 4, Submission(HALF)))
    assert "hint 1 of 1" in text_of(await tutor.hint_on(MINJI, "en", attempt, 9))


async def test_a_repair_that_does_not_help_is_not_offered(tutor: Tutor) -> None:
    """The list is mended by its patch, but the score stays: nothing of this exercise is met by it."""
    source = "t = torch.tensor([1.0, 2.0])\nu = torch.from_numpy([1.0, 2.0])"
    found = await ladder("en", tutor.course.exercises[4], source, "id", 2_000, tutor._observe)
    assert found is not None
    assert found.proof is None
    assert found.found is None
    assert found.rungs == ("line", "idea")


def test_a_difference_shows_what_changed_and_a_line_around_it() -> None:
    before = "\n".join(f"line {number}" for number in range(9))
    assert difference(before, before.replace("line 4", "line four")) == (" line 3\n-line 4\n+line four\n line 5")


async def test_a_store_that_fails_is_our_fault(tutor: Tutor, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise StoreError("no database")

    answer = await tutor.submit(MINJI, "en", 4, Submission(HALF))
    monkeypatch.setattr(store, "attempt", broken)
    assert "our fault, not yours" in text_of(await tutor.hint_on(MINJI, "en", *rung_of(answer)))
    assert await tutor.earlier(MINJI, 4, rung_of(answer)[0]) == ""


@pytest.mark.parametrize("lang", LANGS)
async def test_hints_cost_what_the_server_says(tutor: Tutor, lang: Lang) -> None:
    await tutor.guilds.set("9", GuildSettings(details="public", hint_cost=0.5))
    answer = await tutor.submit(MINJI, lang, 3, Submission(COPIED))
    [button] = [each for each in answer.buttons if each.action.startswith("rung:")]
    assert "−0.5" in button.label
    rungs = await climbed(tutor, lang, answer)
    assert ["−0.5" in text_of(rungs[0]) or "0.5점" in text_of(rungs[0]), "−1.5" in text_of(rungs[2])] == [True, True]
    first = await tutor.store.attempt(rung_of(answer)[0])
    assert first is not None
    assert (first.hints, first.penalty) == (3, 0)
    again = await tutor.submit(MINJI, lang, 3, Submission(MENDED))
    assert again.accent == "good"
    assert "8.5 / 10" in text_of(again)
    assert "−1.5" in text_of(again)
    [progress] = await tutor.store.progress(MINJI)
    assert (progress.best, progress.solved) == (8.5, True)
    [row] = (await tutor.store.board("9", [3], after=0, limit=5)).rows
    assert row.total == 8.5
    assert await tutor.store.so_far(OTHER.id, 3, "9") == (None, 0)
    assert "exercise 3" not in text_of(await tutor.progress(MINJI, lang)).split("\n")[-1]


async def test_a_score_never_falls_below_nothing_and_a_regrade_keeps_the_cost(tutor: Tutor) -> None:
    await tutor.guilds.set("9", GuildSettings(hint_cost=2.0))
    for _ in range(2):
        await climbed(tutor, "en", await tutor.submit(MINJI, "en", 3, Submission(COPIED)))
    await tutor.submit(MINJI, "en", 3, Submission(MENDED))
    kept = (await tutor.store.attempts())[-1]
    assert (kept.score, kept.penalty, sum(kept.earned.values())) == (0.0, 10.0, 10.0)
    regrader = Regrader(tutor.course, tutor.worker, "2.99", 2_000, "why")
    await tutor.store.regrade(await regrader.again(replace(kept, penalty=3.0)))
    again = (await tutor.store.attempts())[-1]
    assert (again.score, again.penalty, sum(again.earned.values())) == (7.0, 10.0, 10.0)


async def test_an_answer_that_is_shown_again_tells_of_the_cost(tutor: Tutor) -> None:
    await tutor.guilds.set("9", GuildSettings(details="private", hint_cost=1.0))
    answer = await tutor.submit(MINJI, "en", 3, Submission(COPIED), public=True)
    await tutor.hint_on(MINJI, "en", *rung_of(answer))
    again = await tutor.submit(MINJI, "en", 3, Submission(MENDED), public=True)
    assert "9 / 10" in text_of(again)
    [key] = [each.action.split(":")[1] for each in again.buttons if each.action.startswith("details:")]
    tutor.recent.forget(MINJI.id)
    whole = text_of(await tutor.details(MINJI, "en", key))
    assert "9 / 10" in whole
    assert "−1 (graded 10)" in whole


async def test_in_direct_messages_hints_are_free(tutor: Tutor) -> None:
    await tutor.guilds.set("9", GuildSettings(hint_cost=2.0))
    alone = Author(MINJI.id, MINJI.name, None)
    await tutor.hint_on(alone, "en", rung_of(await tutor.submit(alone, "en", 3, Submission(COPIED)))[0], 1)
    assert "10 / 10" in text_of(await tutor.submit(alone, "en", 3, Submission(MENDED)))


OWN = "hint:3"


@pytest.mark.parametrize("lang", LANGS)
async def test_the_hint_on_an_exercise_s_card_costs_as_much_and_once(tutor: Tutor, lang: Lang) -> None:
    await tutor.guilds.set("9", GuildSettings(hint_cost=0.5))
    here = await tutor.at("9")
    [button] = [each for each in here.exercise(lang, 3).buttons if each.action.startswith(OWN)]
    assert (button.action, "−0.5" in button.label) == (f"{OWN}:0.5", True)
    for _ in range(2):
        opened = await tutor.hint(MINJI, lang, 3, 0.5)
    assert tutor.course.exercises[3].texts[lang].hint in text_of(opened)
    assert "0.5" in text_of(opened)
    answer = await tutor.submit(MINJI, lang, 3, Submission(COPIED))
    await tutor.hint_on(MINJI, lang, *rung_of(answer))
    again = await tutor.submit(MINJI, lang, 3, Submission(MENDED))
    assert "9 / 10" in text_of(again)
    assert "−1" in text_of(again)
    assert "10 / 10" in text_of(await tutor.submit(OTHER, lang, 3, Submission(MENDED)))


@pytest.mark.parametrize("lang", LANGS)
async def test_what_a_hint_costs_is_said_before_it_opens(tutor: Tutor, lang: Lang) -> None:
    """A card from before the price was set, or from when it was another."""
    answer = await tutor.submit(MINJI, lang, 3, Submission(COPIED))
    await tutor.guilds.set("9", GuildSettings(hint_cost=1.0))
    own = tutor.course.exercises[3].texts[lang].hint
    for said in (0.0, 0.5):
        asked = await tutor.hint(MINJI, lang, 3, said)
        assert own not in text_of(asked)
        assert [each.action for each in asked.buttons] == [f"{OWN}:1"]
    attempt, at, said = rung_of(answer)
    asked = await tutor.hint_on(MINJI, lang, attempt, at, said)
    assert rung_of(asked) == (attempt, at, 1.0)
    assert (await tutor.store.so_far(MINJI.id, 3, "9"))[1] == 0
    assert own in text_of(await tutor.hint(MINJI, lang, 3, 1.0))
    await tutor.hint_on(MINJI, lang, *rung_of(asked))
    assert own in text_of(await tutor.hint(MINJI, lang, 3))  # it is open: nothing more to say
    assert text_of(await tutor.hint_on(MINJI, lang, attempt, at)) != text_of(asked)
    assert (await tutor.store.so_far(MINJI.id, 3, "9"))[1] == 2


async def test_what_costs_is_not_opened_where_it_cannot_be_kept(
    tutor: Tutor, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise StoreError("no database")

    monkeypatch.setattr(store, "note_hint", broken)
    own = tutor.course.exercises[3].texts["en"].hint
    assert own in text_of(await tutor.hint(MINJI, "en", 3))
    await tutor.guilds.set("9", GuildSettings(hint_cost=1.0))
    assert "our fault, not yours" in text_of(await tutor.hint(MINJI, "en", 3, 1.0))


async def test_an_exercise_s_own_hint_is_kept_where_it_is_free_too(tutor: Tutor) -> None:
    await tutor.hint(MINJI, "ko", 3)
    assert "힌트: 1개" in text_of(await tutor.submit(MINJI, "ko", 3, Submission(COPIED)))
