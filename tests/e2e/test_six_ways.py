"""Six ways to hand in, one pipeline: each is graded alike. And a reader who predicts before running."""

import json
from collections.abc import Awaitable, Callable

import pytest

from bot.playground.files import Upload
from bot.playground.message import Message
from bot.playground.people import button, parts_of, text_of
from tests.e2e.conftest import CHANNEL, Stack

SOLUTION = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a - b)\nprint(a * b)\n3 * a"
BLOCK = f"```py\n{SOLUTION}\n```"
CELLS = SOLUTION.split("\n", 2)
BOOK = {"cells": [{"cell_type": "code", "source": cell} for cell in ("%matplotlib inline", *CELLS)], "nbformat": 4}
SCRIPT, NOTEBOOK = Upload("a.py", SOLUTION.encode()), Upload("a.ipynb", json.dumps(BOOK).encode())


async def _block(stack: Stack) -> None:
    stack.alex.say(CHANNEL, f"!submit 4\n{BLOCK}")


async def _file(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!submit 4", attachments=[NOTEBOOK])


async def _reply_to_a_card(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!exercise 4")
    stack.alex.say(CHANNEL, BLOCK, reply_to=await stack.alex.reply())


async def _reply_to_code(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!submit 4", reply_to=stack.alex.say(CHANNEL, BLOCK))


async def _menu(stack: Stack) -> None:
    stack.alex.menu(stack.alex.say(CHANNEL, BLOCK), "Grade this code")
    asked = await stack.alex.reply()
    stack.alex.press(asked, list_of(asked), ["4"])


async def _form(stack: Stack) -> None:
    stack.alex.slash(CHANNEL, "submit", number=4)
    stack.alex.submit(await stack.alex.modal(), {"code": SOLUTION})


async def _form_with_a_file(stack: Stack) -> None:
    stack.alex.slash(CHANNEL, "submit", number=4)
    stack.alex.submit(await stack.alex.modal(), {"code": ""}, {"file": [SCRIPT]})


async def _slash(stack: Stack) -> None:
    stack.alex.slash(CHANNEL, "submit", number=4, file=NOTEBOOK)


WAYS = (_block, _file, _reply_to_a_card, _reply_to_code, _menu, _form, _form_with_a_file, _slash)


def list_of(card: Message) -> str:
    """The custom_id of a card's list."""
    return next(str(part["custom_id"]) for part in parts_of(card.components) if part.get("type") == 3)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
async def test_each_way_is_graded_alike(stack: Stack, way: Callable[[Stack], Awaitable[None]]) -> None:
    await way(stack)
    assert "10 / 10" in text_of(await stack.alex.reply(30)).split("\n")[0]


async def test_nobody_gets_the_points_of_somebody_elses_message(stack: Stack) -> None:
    code = stack.minji.say(CHANNEL, BLOCK)
    stack.alex.say(CHANNEL, "!submit 4", reply_to=code)
    assert "only your own is graded" in text_of(await stack.alex.reply(30))
    stack.alex.say(CHANNEL, "!run", reply_to=code)
    assert "tensor([5, 7, 9])" in text_of(await stack.alex.reply(30))
    stack.alex.say(CHANNEL, f"!submit 4\n{BLOCK}", reply_to=code)  # their own program, in answer to another's
    assert "10 / 10" in text_of(await stack.alex.reply(30))


async def test_a_reader_predicts_before_running(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!lesson 8")
    card = await stack.alex.reply()
    while "Gradients accumulate" not in text_of(card):
        stack.alex.press(card, button(card, "Next"))
        card = await stack.alex.edited(card)
    assert "tensor(8.)" not in text_of(card)
    stack.alex.press(card, list_of(card), ["tensor(4.)"])
    told = await stack.alex.reply()
    assert told.audience == stack.alex.user.id
    assert "tensor(8.)" in text_of(told)
    assert "added, not replaced" in text_of(told)
    stack.alex.press(told, button(told, "Lesson 8, card 2"))
    assert "How to use autograd" in text_of(await stack.alex.edited(told))
