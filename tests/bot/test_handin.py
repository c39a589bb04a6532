"""Six ways to hand in, one pipeline: the form with a box and a file, a slash command's file, and a message's menu."""

import json

import discord
import pytest

from bot.playground import Playground
from bot.playground.files import Upload
from bot.playground.message import Message
from bot.playground.people import Person, parts_of, text_of
from bot.playground.places import BOT, CHANNELS
from bot.playground.sending import create
from bot.settings import Settings
from bot.tutor import Tutor
from bot.values import Submission
from tests.bot.conftest import MINJI, serving

HERE = CHANNELS[0].id
SOLUTION = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a - b)\nprint(a * b)\n3 * a"
BLOCK = f"```py\n{SOLUTION}\n```"
SCRIPT = Upload("답.py", SOLUTION.encode())
RUN, GRADE = "Run this code", "Grade this code"


def book(*cells: str) -> Upload:
    parts = [{"cell_type": "code", "source": cell} for cell in cells]
    return Upload("답.ipynb", json.dumps({"cells": parts, "nbformat": 4}).encode())


@pytest.fixture(autouse=True)
async def warm(tutor: Tutor) -> None:
    """The sandbox has run something: its first run may take longer than Discord waits."""
    await tutor.run(MINJI, "en", Submission("1"))


@pytest.fixture
def minji(chat: Playground) -> Person:
    return chat.person("minji")


async def formed(person: Person, command: str, code: str = "", *files: Upload, **options: object) -> Message:
    """The answer to a form that was filled in."""
    person.slash(HERE, command, **options)
    person.submit(await person.modal(), {"code": code}, {"file": files})
    return await person.reply()


def select(card: Message) -> str:
    """The custom_id of a card's list."""
    return next(str(part["custom_id"]) for part in parts_of(card.components) if part.get("type") == 3)


async def test_a_form_takes_a_file_in_the_place_of_the_box(minji: Person) -> None:
    assert "10 / 10점" in text_of(await formed(minji, "submit", "", SCRIPT, number=4))
    assert "10 / 10점" in text_of(await formed(minji, "submit", " \n", book("%matplotlib inline", SOLUTION), number=4))
    assert "42" in text_of(await formed(minji, "run", "", Upload("a.py", b"40 + 2")))


async def test_the_box_wins_and_says_so(minji: Person) -> None:
    answer = text_of(await formed(minji, "run", "40 + 2", Upload("a.py", b"1 / 0")))
    assert "42" in answer
    assert "`a.py`" in answer


async def test_an_empty_form_is_told_kindly(minji: Person) -> None:
    answer = text_of(await formed(minji, "submit", number=4))
    assert "빈 양식이 왔어요" in answer
    assert "0 / 10" not in answer


@pytest.mark.parametrize(
    ("file", "what"),
    [(Upload("a.png", b"\x89PNG"), "`a.png`"), (Upload("big.py", b"#" * 70_000), "64KiB")],
)
async def test_what_is_not_read_is_not_fetched(
    minji: Person, file: Upload, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = []
    monkeypatch.setattr(discord.Attachment, "read", lambda self: fetched.append(self.filename))
    assert what in text_of(await formed(minji, "run", "", file))
    minji.slash(HERE, "run", file=file)
    assert what in text_of(await minji.reply())
    assert fetched == []


async def test_an_error_in_a_form_s_notebook_names_its_cell(minji: Person) -> None:
    answer = text_of(await formed(minji, "run", "", book("x = 1", "y = 2\nz")))
    assert "2번 코드 셀 2번째 줄" in answer


async def test_a_form_from_before_a_restart_keeps_its_file(
    playground: Playground, settings: Settings, tutor: Tutor
) -> None:
    minji = playground.person("minji")
    async with serving(playground, settings, tutor):
        minji.slash(HERE, "submit", number=4)
        form = await minji.modal()
    async with serving(playground, settings, tutor):
        minji.submit(form, {"code": ""}, {"file": [SCRIPT]})
        assert "10 / 10점" in text_of(await minji.reply())


async def test_slash_commands_take_a_file_and_open_no_form(minji: Person) -> None:
    minji.slash(HERE, "submit", number=4, file=SCRIPT)
    assert "10 / 10점" in text_of(await minji.reply())
    minji.slash(HERE, "run", file=book("40", "40 + 2"))
    assert "42" in text_of(await minji.reply())
    minji.slash(HERE, "submit", number=77, file=SCRIPT)
    assert "77번은 없어요" in text_of(await minji.reply())


async def test_a_message_s_menu_runs_anybody_s_code_for_who_asks(chat: Playground, minji: Person) -> None:
    theirs = chat.person("alex").say(HERE, "이거 봐\n```py\n40 + 2\n```")
    minji.menu(theirs, RUN)
    answer = await minji.reply()
    assert "42" in text_of(answer)
    assert answer.audience == minji.user.id
    minji.menu(minji.say(HERE, "그냥 말이에요"), RUN)
    assert "코드 블록이 없어요" in text_of(await minji.reply())


async def test_only_one_s_own_code_is_graded(chat: Playground, minji: Person) -> None:
    theirs = chat.person("alex").say(HERE, BLOCK)
    minji.menu(theirs, GRADE)
    answer = await minji.reply()
    assert "다른 사람의 메시지" in text_of(answer)
    assert answer.audience == minji.user.id


async def test_the_menu_asks_which_exercise(minji: Person) -> None:
    own = minji.say(HERE, BLOCK)
    minji.menu(own, GRADE)
    asked = await minji.reply()
    assert asked.audience == minji.user.id
    minji.press(asked, select(asked), ["4"])
    assert "10 / 10점" in text_of(await minji.reply())


async def test_a_reply_to_an_exercise_is_graded_for_it(minji: Person) -> None:
    minji.say(HERE, "!exercise 4")
    card = await minji.reply()
    own = minji.say(HERE, BLOCK, card)
    assert "10 / 10점" in text_of(await minji.reply())
    minji.menu(own, GRADE)
    assert "10 / 10점" in text_of(await minji.reply())


async def test_the_choice_outlives_a_restart_and_says_when_the_message_is_gone(
    playground: Playground, settings: Settings, tutor: Tutor
) -> None:
    minji = playground.person("minji")
    async with serving(playground, settings, tutor):
        minji.menu(own := minji.say(HERE, BLOCK), GRADE)
        asked = await minji.reply()
        minji.menu(gone := minji.say(HERE, "x = 1"), GRADE)
        other = await minji.reply()
    assert select(asked) == f"grade:{own.id}"
    async with serving(playground, settings, tutor):
        minji.press(asked, select(asked), ["4"])
        assert "10 / 10점" in text_of(await minji.reply())
        minji.delete(gone)
        minji.press(other, select(other), ["4"])
        assert "다시 열고" in text_of(await minji.reply())


async def test_menus_and_files_work_without_the_intent_for_messages(
    playground: Playground, settings: Settings, tutor: Tutor
) -> None:
    minji = playground.person("minji")
    blind = settings.model_copy(update={"message_content": False})
    async with serving(playground, blind, tutor):
        own = minji.say(HERE, "```py\n40 + 2\n```")
        minji.menu(own, RUN)
        assert "42" in text_of(await minji.reply())
        minji.menu(own, GRADE)
        asked = await minji.reply()
        minji.press(asked, select(asked), ["4"])
        assert "/ 10점" in text_of(await minji.reply())
        minji.slash(HERE, "run", file=Upload("a.py", b"6 * 7"))
        assert "42" in text_of(await minji.reply())


@pytest.mark.parametrize("forged", ["theirs", "0", "9" * 40, "x"])
async def test_a_forged_choice_gets_nobody_s_code(chat: Playground, minji: Person, forged: str) -> None:
    theirs = chat.person("alex").say(HERE, BLOCK)
    custom_id = f"grade:{theirs.id if forged == 'theirs' else forged}"
    options = [{"label": "4", "value": "4"}]
    row = {"type": 1, "components": [{"type": 3, "custom_id": custom_id, "options": options}]}
    card = create(chat.world, HERE, {"content": "a card", "components": [row]}, (), author=BOT.id)
    assert (await minji.reply()).id == card.id
    minji.press(card, custom_id, ["4"])
    assert "다시 열고" in text_of(await minji.reply())
