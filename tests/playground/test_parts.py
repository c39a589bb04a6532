"""Selects of the server's own things, a modal with every kind of field, files and localised names for commands."""

from collections.abc import AsyncIterator

import pytest

from bot.playground import Playground
from bot.playground.files import Upload
from bot.playground.places import ASSISTANTS, CHANNELS, INSTRUCTORS
from bot.playground.refusal import Refusal
from tests.playground.clients import CHANNEL, running
from tests.playground.contract import SPEC, violations
from tests.playground.parts import LESSONS, Parts


@pytest.fixture
async def parts(point: Playground) -> AsyncIterator[Parts]:
    async with running(point, Parts) as client:
        yield client
        assert not SPEC.exists() or violations(point.sent) == []


async def test_roles_channels_and_people_are_chosen(parts: Parts, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!settings")
    card = await minji.reply()
    role, channels = (row["components"][0] for row in card.components[0]["components"][1:3])
    assert role["default_values"] == [{"id": INSTRUCTORS, "type": "role"}]
    assert channels["default_values"] == [{"id": CHANNEL, "type": "channel"}]

    async def told(custom_id: str, *values: str) -> str:
        minji.press(card, custom_id, values)
        return (await minji.reply()).content

    assert await told("role", ASSISTANTS) == "role: ['조교']"
    assert await told("role") == "role: []"
    assert await told("channels", *(c.id for c in CHANNELS[:2])) == "channels: ['자유-연습', '파이토치-기초']"
    assert await told("any", INSTRUCTORS, minji.user.id) == "any: ['minji', '강사']"


@pytest.mark.parametrize(
    ("custom_id", "values"),
    [("role", ["1"]), ("role", [ASSISTANTS, INSTRUCTORS]), ("channels", []), ("user", [CHANNEL])],
)
async def test_what_a_select_does_not_offer_cannot_be_chosen(
    parts: Parts, point: Playground, custom_id: str, values: list[str]
) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!settings")
    card = await minji.reply()
    with pytest.raises(Refusal, match="Not to be chosen"):
        minji.press(card, custom_id, values)


async def test_a_modal_with_a_field_of_each_kind(parts: Parts, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!settings")
    card = await minji.reply()
    minji.press(card, "user", [minji.user.id])
    modal = await minji.modal()
    files = {"files": [Upload("a.py", b"1"), Upload("b.py", b"2")]}
    minji.submit(modal, {"code": "x", "number": "3", "role": [ASSISTANTS]}, files)
    assert (await minji.reply()).content == "x ['a.py', 'b.py'] ko ['3'] ['조교']"
    minji.press(card, "user", [minji.user.id])
    minji.submit(await minji.modal(), {"code": "x", "number": ["1"], "way": "en"})
    assert (await minji.reply()).content == "x [] en ['1'] []"


@pytest.mark.parametrize(
    "wrong", [{"code": ""}, {"number": []}, {"number": "9"}, {"way": "fr"}, {"role": [ASSISTANTS, INSTRUCTORS]}]
)
async def test_a_modal_is_not_sent_with_a_wrong_field(
    parts: Parts, point: Playground, wrong: dict[str, object]
) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!settings")
    minji.press(await minji.reply(), "user", [minji.user.id])
    modal = await minji.modal()
    with pytest.raises(Refusal):
        minji.submit(modal, {"code": "x", "number": "3"} | wrong)
    with pytest.raises(Refusal):
        minji.submit(modal, {"code": "x", "number": "3"}, {"files": [Upload("a.py", b"1")] * 3})


async def test_a_command_takes_a_file_and_a_role(parts: Parts, point: Playground) -> None:
    minji = point.person("minji")
    answer = Upload("풀이.py", b"w = 1")
    minji.slash(CHANNEL, "hand_in", number=2, answer=answer, role=ASSISTANTS)
    assert (await minji.reply()).content == "hand_in 2 풀이.py: w = 1 조교"
    with pytest.raises(Refusal, match="answer"):
        minji.slash(CHANNEL, "hand_in", number=2, answer="not a file")
    with pytest.raises(Refusal, match="required"):
        minji.slash(CHANNEL, "hand_in", number=2)


async def test_a_message_menu_brings_text_and_files(parts: Parts, point: Playground) -> None:
    minji, alex = point.person("minji"), point.person("alex")
    said = alex.say(CHANNEL, "look", attachments=[Upload("a.py", b"123")])
    minji.menu(said, "Weigh")
    assert (await minji.reply()).content == "alex: look [('a.py', 3)]"


async def test_suggestions_for_an_option(parts: Parts, point: Playground) -> None:
    minji = point.person("minji")
    assert [found["name"] for found in await minji.complete(CHANNEL, "open", "lesson")] == list(LESSONS)
    assert await minji.complete(CHANNEL, "open", "lesson", lesson="gra") == [
        {"name": "Gradients", "value": 4},
        {"name": "Graphs", "value": 7},
    ]
    minji.slash(CHANNEL, "open", lesson=7)
    assert (await minji.reply()).content == "lesson 7"
