"""The flow: what a student asks for, what it makes of sandbox and store, and what is said when these fail."""

import asyncio
import logging
from collections.abc import Callable

import pytest

from bot.cards import board
from bot.errors import StoreError
from bot.parse import read_message
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Author, Card, Submission, Unread
from bot.workers import Worker
from lessons.course import LANGS
from sandbox.protocol import Fault, Job, Observation
from tests.bot.conftest import MINJI, Scripted, gone, text_of

With = Callable[[Worker], Tutor]
SOLUTION = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a - b)\nprint(a * b)\n3 * a"


async def test_a_solution_is_graded_and_kept(tutor: Tutor) -> None:
    card = await tutor.submit(MINJI, "en", 4, Submission(SOLUTION))
    assert card.accent == "good"
    assert "10 / 10" in text_of(card)
    assert "tensor([5, 7, 9])" in text_of(card)
    assert (await tutor.store.so_far("1", 4, "9"))[0] == 10
    assert "민지" in text_of(await tutor.leaderboard(MINJI, "ko"))
    assert "✅ `10/10` Exercise 4" in text_of(await tutor.progress(MINJI, "en"))
    assert "practise derivatives with bonus exercise 5" in text_of(card)
    assert (card.buttons[0].action, card.buttons[0].label) == ("exercise:5", "Bonus exercise 5")


async def test_a_bonus_is_kept_but_not_on_the_board(tutor: Tutor) -> None:
    source = "x = torch.tensor(4.0, requires_grad=True)\ny = x**3 - 2*x\ny.backward()\nprint(x.grad)"
    card = await tutor.submit(MINJI, "en", 5, Submission(source))
    assert "10 / 10" in text_of(card)
    assert "Go on with exercise 6" in text_of(card)
    assert "민지" not in text_of(await tutor.leaderboard(MINJI, "ko"))
    progress = text_of(await tutor.progress(MINJI, "en"))
    assert "✅ `10/10` Exercise 5" in progress
    assert "**Total: 0 / 40 points**" in progress


async def test_a_better_score_is_said_to_be_one(tutor: Tutor) -> None:
    first = await tutor.submit(MINJI, "en", 4, Submission("\n".join(SOLUTION.split("\n")[:3])))
    assert first.accent == "partly"
    assert "(before: 4)" in text_of(await tutor.submit(MINJI, "en", 4, Submission(SOLUTION)))


async def test_gradients_and_notes_are_on_the_card(tutor: Tutor) -> None:
    read = read_message(
        "```py\nx = torch.tensor(2.0, requires_grad=True)\ny = x ** 2\ny.backward()\nprint(“done”)\n```"
    )
    card = text_of(await tutor.run(MINJI, "en", read))
    assert "x     2.     4.     ≈ 4." in card
    assert "curly quotes" in card
    assert "done" in card


async def test_an_error_keeps_what_was_earned(tutor: Tutor) -> None:
    source = SOLUTION.replace("print(a * b)", "print(a * c)")
    card = await tutor.submit(MINJI, "ko", 4, Submission(source))
    shown = text_of(card)
    assert card.accent == "partly"
    assert "▶ 5 │ print(a * c)" in shown
    assert "NameError" not in shown  # that is a press away
    [full] = [button.action for button in card.buttons if button.label == "오류 원문"]
    said = text_of(await tutor.error(MINJI, "ko", full.removeprefix("error:")))
    assert said.split("\n")[-1] == "NameError: name 'c' is not defined"
    assert 'File "<your code>", line 5' in said
    assert shown.count("이렇게 해 보세요") == 1
    assert (await tutor.store.so_far("1", 4, "9"))[0] == 6


@pytest.mark.parametrize("source", ["print(a", "import os", "open(0)"])
async def test_what_never_ran_is_no_try(source: str, tutor: Tutor) -> None:
    card = await tutor.submit(MINJI, "en", 1, Submission(source))
    assert "does not count as a try" in text_of(card)
    assert [button.action for button in card.buttons][:2] == ["submit:1", "hint:1"]
    assert [button.label for button in card.buttons][2:] == (["Full error"] if source == "print(a" else [])
    assert await tutor.store.progress(MINJI) == ()


async def test_an_endless_loop_is_a_limit(tutor: Tutor) -> None:
    card = text_of(await tutor.submit(MINJI, "en", 2, Submission("while True:\n    pass")))
    assert "limit of 2 seconds" in card
    assert "0 / 10" in card
    assert card.count("stopped") < 6


async def test_a_lesson_card_runs_after_the_cards_before_it(tutor: Tutor) -> None:
    cells = [(each.number, card.number) for each in tutor.course.lessons["ko"] for card in each.cards if card.setup]
    lesson, number = next(
        place for place in cells if tutor.course.lessons["ko"][place[0] - 1].cards[place[1] - 1].cells
    )
    card = await tutor.run_card(MINJI, "ko", lesson, number)
    assert card.accent == "plain"
    assert f"강의 {lesson}, 카드 {number}" in text_of(card)
    assert card.buttons[0] == tutor.lesson("ko", lesson, number).buttons[2]  # the way on


async def test_a_run_has_its_own_seed_and_a_submission_two_jobs(tutor_with: With) -> None:
    worker = Scripted()
    tutor = tutor_with(worker)
    await tutor.run(MINJI, "ko", Submission("x"))
    await tutor.run(MINJI, "ko", Submission("x"))
    await tutor.submit(MINJI, "ko", 1, Submission("x"))
    ids = [job.id for job in worker.jobs]
    assert len(ids) == len(set(ids)) == 4
    assert worker.jobs[0].seed != worker.jobs[1].seed
    assert {job.deadline_ms for job in worker.jobs} == {2_000}


async def test_one_program_at_a_time(tutor_with: With) -> None:
    worker = Scripted()
    worker.gate.clear()
    tutor = tutor_with(worker)
    first = asyncio.create_task(tutor.run(MINJI, "en", Submission("x = 1")))
    await worker.asked(1)
    second = await tutor.submit(MINJI, "en", 1, Submission("secret = 2", in_chat=False))
    other = asyncio.create_task(tutor.run(Author("2", "Alex", "9"), "en", Submission("y = 1")))
    await worker.asked(2)
    assert "One program at a time" in text_of(second)
    assert "secret = 2" in text_of(second)
    worker.gate.set()
    assert (await first).accent == (await other).accent == "plain"
    assert (await tutor.run(MINJI, "en", Submission("x = 1"))).accent == "plain"


def internal(job: Job) -> Observation:
    return Observation(job.id, "internal", error=Fault("OSError", "no children left"))


@pytest.mark.parametrize("answer", [gone, internal])
@pytest.mark.parametrize("lang", LANGS)
async def test_a_sandbox_that_is_gone_is_our_fault(
    answer: Callable[[Job], Observation], lang: str, tutor_with: With, caplog: pytest.LogCaptureFixture
) -> None:
    tutor = tutor_with(Scripted(answer))
    chosen = next(each for each in LANGS if each == lang)
    with caplog.at_level(logging.ERROR, "bot.faults"):
        card = await tutor.submit(MINJI, chosen, 1, Submission("mine = 1", in_chat=False))
    fault_id = _id_in(caplog.records[0].getMessage())
    assert fault_id in text_of(card)
    assert "mine = 1" in text_of(card)
    assert "bot/tutor.py:" in caplog.records[0].getMessage()
    assert await tutor.store.progress(MINJI) == ()
    tutor.worker = Scripted()
    assert (await tutor.run(MINJI, chosen, Submission("x"))).accent == "plain"  # the turn was given back


def _id_in(message: str) -> str:
    return message.split()[1].rstrip(":")


async def test_code_that_the_chat_shows_is_not_shown_again(tutor_with: With) -> None:
    card = await tutor_with(Scripted(gone)).run(MINJI, "en", Submission("mine = 1"))
    assert "mine = 1" not in text_of(card)


async def test_a_closed_database_does_not_hide_the_grade(tutor: Tutor, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Store, "add_attempt", fails)
    card = text_of(await tutor.submit(MINJI, "en", 4, Submission(SOLUTION)))
    assert "10 / 10" in card
    assert "could not save this score: our fault" in card


async def test_a_database_that_fails_is_our_fault(tutor_with: With, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    for name in ("language", "set_language", "progress", "board"):
        monkeypatch.setattr(Store, name, fails)
    tutor = tutor_with(Scripted())
    cards: list[Card] = [
        await tutor.progress(MINJI, "en"),
        await tutor.leaderboard(MINJI, "en"),
        await tutor.set_language(MINJI, "en"),
    ]
    assert all("our fault" in text_of(card) for card in cards)
    assert await tutor.language("1", "en-US") == "en"


async def test_languages_in_their_order(tutor_with: With) -> None:
    tutor = tutor_with(Scripted())
    assert await tutor.language("1") == "ko"
    assert await tutor.language("1", None, "en-GB") == "en"
    assert await tutor.language("1", "ja", "ko") == "ko"
    assert await tutor.language("1", "ko", "en-US") == "ko"
    assert "English" in text_of(await tutor.set_language(MINJI, "en"))
    assert await tutor.language("1", "ko", "ko") == "en"
    assert await tutor.language("2", "ko") == "ko"


@pytest.mark.parametrize("lang", LANGS)
async def test_what_is_not_there_is_said(lang: str, tutor_with: With) -> None:
    tutor = tutor_with(Scripted())
    chosen = next(each for each in LANGS if each == lang)
    huge = 10**40
    for card in (
        tutor.lesson(chosen, 99),
        tutor.lesson(chosen, 0),
        tutor.lesson(chosen, 1, 99),
        tutor.exercise(chosen, 99),
        tutor.exercise(chosen, huge),
        await tutor.hint(MINJI, chosen, -1),
        await tutor.submit(MINJI, chosen, 99, Submission("x")),
        await tutor.run_card(MINJI, chosen, 9, 99),
    ):
        assert card.accent == "plain"
        assert len(text_of(card)) > 10
    assert "`!lessons`" in text_of(tutor.lesson(chosen, 99))


async def test_no_program_is_no_run(tutor_with: With) -> None:
    worker = Scripted()
    card = await tutor_with(worker).submit(MINJI, "ko", 1, Unread("unread.empty"))
    assert "비어 있어요" in text_of(card)
    assert worker.jobs == []


async def test_a_direct_message_has_no_board(tutor_with: With) -> None:
    card = await tutor_with(Scripted()).leaderboard(Author("1", "민지", None), "en")
    assert card == board.private("en", "!")
