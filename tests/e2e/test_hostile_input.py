"""What somebody may send to hurt: a clear answer, no ping, nothing out of its fence, nobody else's data."""

import json
import zipfile
from io import BytesIO

import msgspec
import pytest

from bot.playground.files import Upload
from bot.playground.message import Message
from bot.playground.people import Modal, text_of
from bot.playground.places import CHANNELS
from bot.playground.sending import parts_of
from tests.e2e.conftest import CHANNEL, Stack

RUN = "!run\n```py\n{}\n```"
SCARY = {
    "everyone": "@everyone @here",
    "mentions": "<@1180000000000000021> <@&1180000000000000002> <#1180000000000000031>",
    "fences": "```\n**out**\n```` ~~~",
    "ansi": "\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07",
    "right to left": "\u202etxet\u202c \u2066x\u2069 \u200f",
    "zalgo": "e" + "\u0301" * 400,
    "a grade": "### ✅ Exercise 4 · 10 / 10 points · all correct",
    "controls": "\x00\x01\x07\x08\x0b\x7f\x9b",
    "a link": "[click](https://example.com) https://discord.gift/x",
}


def fenced(message: Message) -> str:
    """All that stands in code blocks."""
    return "".join(text_of(message).split("```")[1::2])


@pytest.mark.parametrize("text", SCARY.values(), ids=SCARY.keys())
async def test_output_is_text_and_nothing_else(stack: Stack, text: str) -> None:
    stack.alex.say(CHANNEL, RUN.format(f"print({text!r})".replace("`", "\\x60")))
    answer = await stack.alex.reply(30)
    shown = text_of(answer)
    assert answer.mentions == ()
    assert "<@1" not in shown
    assert "<@&" not in shown
    assert shown.count("```") % 2 == 0
    assert not set(shown) & set("\x1b\x00\x07\x08\u202e\u2066\u200f\x9b")
    outside = "".join(shown.split("```")[0::2])
    assert not any(word in outside for word in ("@everyone", "**out**", "10 / 10", "[click]", "red"))


@pytest.mark.parametrize("name", ["**bold** @everyone", "`" * 12, "\u202eevil", "a\n\n# head", "||x||", "<@1>", "​"])
async def test_a_name_of_markdown_is_a_name(stack: Stack, name: str) -> None:
    who = msgspec.structs.replace(stack.alex.user, name=name)
    stack.place.world.users[who.id] = who
    await stack.ask(stack.alex, "!submit 4\n```py\nprint(torch.tensor([1,2,3]))\n```")
    stack.alex.say(CHANNEL, "!leaderboard")
    board = await stack.alex.reply(30)
    assert board.mentions == ()
    assert text_of(board).count("```") % 2 == 0
    assert "\u202e" not in text_of(board)
    outside = "".join(text_of(board).split("```")[0::2])
    assert "@everyone" not in outside
    assert "# head" not in outside


def bomb() -> bytes:
    """A zip of a gigabyte of zeros' beginning, under a notebook's name."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.ipynb", b"\0" * 10_000_000)
    return packed.getvalue()


FILES = {
    "no json": (Upload("a.ipynb", b"{"), "notebook"),
    "json, but no notebook": (Upload("a.ipynb", b"[1, 2]"), "notebook"),
    "a zip bomb": (Upload("a.ipynb", bomb()), "notebook"),
    "deep json": (Upload("a.ipynb", b"[" * 100_000), "notebook"),
    "cells of numbers": (Upload("a.ipynb", json.dumps({"cells": [1, None]}).encode()), "notebook"),
    "too big": (Upload("a.ipynb", b" " * (1024 * 1024 + 1)), "1024 KiB"),
    "a name that is a path": (Upload("../../etc/passwd", b"x"), ".py"),
    "a name of markdown": (Upload("`**x**`@everyone.exe", b"x"), ".py"),
    "empty": (Upload("a.py", b""), "empty"),
}


@pytest.mark.parametrize(("file", "told"), FILES.values(), ids=FILES.keys())
async def test_a_file_that_is_not_what_it_says(stack: Stack, file: Upload, told: str) -> None:
    stack.alex.say(CHANNEL, "!submit 4", attachments=[file])
    answer = await stack.alex.reply(30)
    assert told in text_of(answer)
    assert answer.mentions == ()


async def test_ten_files_are_one_submission(stack: Stack) -> None:
    names = [f"{'가' * 50}{at}.py" for at in range(10)]
    stack.alex.say(
        CHANNEL, "!run", attachments=[Upload(name, f"print({at})".encode()) for at, name in enumerate(names)]
    )
    assert "0" in fenced(await stack.alex.reply(30))


FORGED = [
    "card:99999999:1",
    "run:1:999",
    "rung:1:1",
    "rung:999999999999:9",
    "hint:0",
    "submit:777",
    "again:0",
    "again:4:999999999999",
    "exercise:12345",
    "details:1",
    "drop:1",
    "language:xx",
    "privacy:everything",
    "privacy:" + "9" * 40,
    "board:page:-1",
    "board:no:such",
    "predict:99:99",
    "setup:language",
    "read:xx:card:1:1",
    "private:99",
    "nobody:knows",
]
NOT_OURS = ("nonsense", "details:../../x", "x" * 100, "DROP:1", "hint:" + "1" * 90)


@pytest.mark.parametrize("custom_id", FORGED)
async def test_a_forged_button_gets_a_sentence_and_no_more(stack: Stack, custom_id: str) -> None:
    """The very button of a card of ours, with another custom_id, as a tampered client could send it."""
    stack.alex.say(CHANNEL, "!exercise 4")
    card = await stack.alex.reply(30)
    button = next(part for part in parts_of(card.components) if part.get("custom_id") == "submit:4")
    button["custom_id"] = custom_id
    act = stack.alex.press(card, custom_id)
    await stack.alex.settled(act, 30)
    said = [each for each in stack.place.world.messages(CHANNEL) if each.id > card.id]
    assert all("Traceback" not in text_of(each) for each in said)
    assert "our fault" not in " ".join(map(text_of, said))


@pytest.mark.parametrize("custom_id", NOT_OURS)
async def test_a_button_that_is_none_of_ours_is_left_alone(stack: Stack, custom_id: str) -> None:
    stack.alex.say(CHANNEL, "!exercise 4")
    card = await stack.alex.reply(30)
    next(part for part in parts_of(card.components) if part.get("custom_id") == "submit:4")["custom_id"] = custom_id
    stack.alex.press(card, custom_id)
    assert "PyTorch" in await stack.ask(stack.minji, "!lessons")
    assert all(each.audience is None for each in stack.place.world.messages(CHANNEL))


async def test_another_s_attempt_is_not_to_be_had(stack: Stack) -> None:
    await stack.ask(stack.minji, "!submit 4\n```py\nsecret = torch.tensor([1,2,3])\nprint(secret)\n```")
    for action in ("details:1", "rung:1:1", "rung:1:4"):
        stack.alex.say(CHANNEL, "!exercise 4")
        card = await stack.alex.reply(30)
        next(part for part in parts_of(card.components) if part.get("custom_id") == "submit:4")["custom_id"] = action
        stack.alex.press(card, action)
        assert "secret" not in text_of(await stack.alex.reply(30))


async def test_a_form_of_four_thousand_signs(stack: Stack) -> None:
    stack.alex.slash(CHANNEL, "submit", number=4)
    form = await stack.alex.modal(30)
    box = next(part for part in parts_of(form.payload["components"]) if part.get("custom_id") == "code")
    box["max_length"] = 4000  # what another version's form, or a tampered one, lets in
    code = "x = (\n" + "# 가나다라\n" * 450
    stack.alex.submit(form, {"code": code[:4000]})
    answer = await stack.alex.reply(30)
    assert "Exercise 4" in text_of(answer)
    assert sum(len(str(part.get("content", ""))) for part in parts_of(answer.components)) <= 4000


async def test_a_message_as_long_as_can_be(stack: Stack) -> None:
    assert "```" in await stack.ask(stack.alex, ("!submit 4 " + "`" * 3000)[:2000])


async def test_talk_of_others_is_left_alone(stack: Stack) -> None:
    before = len(list(stack.place.world.messages(CHANNEL)))
    for text in ("hello", "!!!", "`code`", "@everyone", "```py\n1\n```", "!", "! !", "<@1180000000000000021> hi"):
        stack.minji.say(CHANNEL, text)
    await stack.ask(stack.alex, "!lessons")
    assert len(list(stack.place.world.messages(CHANNEL))) == before + 8 + 2
    assert not list(stack.place.world.messages(CHANNELS[1].id))


@pytest.mark.parametrize("custom_id", ["setup-prefix", "form:4:" + "x" * 90, "form", "nobody:knows", "FORM:4"])
async def test_a_form_that_is_none_of_ours_gets_a_sentence_for_who_sent_it(stack: Stack, custom_id: str) -> None:
    stack.alex.slash(CHANNEL, "submit", number=4)
    form = await stack.alex.modal(30)
    sent = stack.alex.submit(Modal(form.opened, form.payload | {"custom_id": custom_id}), {"code": "print(1)"})
    await stack.alex.settled(sent, 30)
    said = [each for each in stack.place.world.messages(CHANNEL) if each.audience is not None]
    assert "an older version" in text_of(said[-1])
