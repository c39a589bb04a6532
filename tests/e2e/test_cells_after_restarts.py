"""A notebook's cell is still named after a restart: in the whole of an answer, in hints, and in what comes late."""

import json
from pathlib import Path

import pytest

from bot import playground
from bot.playground.files import Upload
from bot.playground.people import Person, button, text_of
from bot.settings import Settings
from bot.workers.choose import open_worker
from tests.e2e.conftest import CHANNEL, tutor_at
from tests.e2e.test_restarts import HERE, Running, announced, announcement, kill

# Fixtures of the restarts that are real.
from tests.e2e.test_restarts import place as place
from tests.e2e.test_restarts import tutor as tutor

COPIED = (
    "a = np.array([1.0, 2.0, 3.0])",
    "",
    "# 셋째 셀\nt = torch.tensor(a)\nb = t.numpy()",
    "a[0] = 100\nprint(a, t, b)",
)
STOPPED = ("a = torch.ones(3)", "# 둘째 셀\n\nb = a + torch.ones(4)")


def book(*cells: str) -> Upload:
    parts = [{"cell_type": "code", "source": cell} for cell in cells]
    return Upload("a.ipynb", json.dumps({"cells": parts, "nbformat": 4}).encode())


async def pressed(person: Person, card: object, label: str) -> str:
    """What a button answers, for who pressed alone."""
    person.press(card, button(card, label))  # type: ignore[arg-type]
    said = await person.reply(30)
    assert said.audience == person.user.id
    return text_of(said)


@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_details_and_hints_name_the_cell(settings: Settings, sandbox_socket: Path, lang: str) -> None:
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket, "language": lang})
    details, hint = ("자세히 보기", "힌트") if lang == "ko" else ("See details", "Hint")
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        person = place.person("minji")
        async with tutor_at(place, outside, worker):
            person.say(CHANNEL, f"!language {lang}")
            await person.reply(30)
            person.say(CHANNEL, "!submit 3", attachments=[book(*COPIED)])
            copied = await person.reply(30)
            person.say(CHANNEL, "!submit 4", attachments=[book(*STOPPED)])
            stopped = await person.reply(30)
        async with tutor_at(place, outside, worker):
            whole = await pressed(person, stopped, details)
            assert {"ko": "2번 코드 셀 3번째 줄에서", "en": "line 3 of code cell 2"}[lang] in whole
            assert "▶ 3 │ b = a + torch.ones(4)" in whole
            where = {"ko": "3번 코드 셀 2번째 줄", "en": "line 2 of code cell 3"}[lang]
            assert where in await pressed(person, copied, details)
            person.press(copied, button(copied, hint))
            first = await person.reply(30)
            assert where in text_of(first)
            assert "▶ 2 │ t = torch.tensor(a)" in text_of(first)
            assert where in await pressed(person, first, "2")


async def test_a_late_answer_names_the_cell_and_what_was_left_out(tutor: Running, place: playground.Playground) -> None:
    minji = place.person("minji")
    async with tutor() as process:
        minji.say(HERE, "!run", attachments=[book("%matplotlib inline\nx = 1", "y = 2\nwhile True: pass")])
        await announced(minji)
        await kill(process)
    async with tutor():
        while "다시 시작" not in text_of(answer := await minji.edited(announcement(place), 30)):
            pass  # it is announced once more
        assert "2번 코드 셀 2번째 줄에서" in text_of(answer)
        assert "(1번 코드 셀 1번째 줄)" in text_of(answer)
