"""An end in good order, inside the tutor: what runs is waited for, and what comes is told to come again."""

import asyncio
from collections.abc import Callable

import pytest

from bot.tutor import Tutor
from bot.values import Author, Card, Submission
from bot.words import say
from bot.workers import Worker
from lessons.course import LANGS, Lang
from tests.bot.conftest import MINJI, Scripted, text_of

ALEX = Author("2", "alex", "9")
CODE = Submission("1 + 1", in_chat=False)


async def test_what_runs_is_waited_for(tutor_with: Callable[[Worker], Tutor]) -> None:
    worker = Scripted()
    worker.gate.clear()
    tutor = tutor_with(worker)
    await asyncio.wait_for(tutor.drain.idle(), 1)
    running = asyncio.ensure_future(tutor.run(MINJI, "ko", CODE))
    await worker.asked(1)
    idle = asyncio.ensure_future(tutor.drain.idle())
    assert (await asyncio.wait({idle}, timeout=0.05))[0] == set()
    worker.gate.set()
    await asyncio.wait_for(idle, 5)
    assert isinstance(await running, Card)


@pytest.mark.parametrize("lang", LANGS)
async def test_what_comes_is_told_to_come_again_and_gets_its_code_back(
    lang: Lang, tutor_with: Callable[[Worker], Tutor]
) -> None:
    worker = Scripted()
    tutor = tutor_with(worker)
    tutor.drain.close()
    for card in (await tutor.run(ALEX, lang, CODE), await tutor.submit(ALEX, lang, 1, CODE)):
        assert say(lang, "restart.text") in text_of(card)
        assert "1 + 1" in text_of(card)
    assert worker.jobs == []


async def test_a_failure_is_an_end_too(tutor_with: Callable[[Worker], Tutor]) -> None:
    def broken(_: object) -> None:
        raise ValueError

    tutor = tutor_with(Scripted(broken))  # type: ignore[arg-type]
    await tutor.run(MINJI, "en", CODE)
    assert tutor.drain.running == 0
