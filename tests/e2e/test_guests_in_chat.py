"""Somebody brought the tutor along: to a server that does not have it, and to a group of people without the bot."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.message import Message
from bot.playground.people import Person, button, text_of
from bot.playground.refusal import Refusal
from bot.playground.sending import parts_of
from bot.values import Author, Submission
from tests.e2e.conftest import CHANNEL, Stack
from tests.e2e.test_answers_in_chat import Slow, slow
from tests.e2e.test_six_ways import BLOCK, NOTEBOOK, SOLUTION, list_of

__all__ = ["slow"]
MOST_FOLLOWUPS = 5


@pytest.fixture(params=["server", "group"])
async def place(request: pytest.FixtureRequest, stack: Stack) -> AsyncIterator[str]:
    """A channel where only Alex has the tutor. At the end: nothing was tried that Discord refuses there."""
    await stack.tutor.run(Author("1", "warm", None), "en", Submission("1"))  # torch is there
    here = bring(stack, request.param)
    before = len(stack.place.sent)
    yield here
    asked = [f"{each.method} {each.path}" for each in list(stack.place.sent)[before:]]
    assert [each for each in asked if "/channels/" in each or "/guilds/" in each] == []
    sent: dict[str, int] = {}
    for each in asked:
        if each.startswith("POST /webhooks/"):
            sent[each] = sent.get(each, 0) + 1
    assert max(sent.values(), default=0) <= MOST_FOLLOWUPS


def bring(stack: Stack, kind: str) -> str:
    stack.place.install(stack.alex.user.id)
    if kind == "group":
        return stack.place.group(stack.alex.user.id, stack.minji.user.id)
    stack.place.lose_guild(removed=True)
    return CHANNEL


def _runs(card: Message) -> bool:
    return any("run:" in str(part.get("custom_id")) and not part.get("disabled") for part in parts_of(card.components))


async def own(alex: Person) -> str:
    """The text of the next answer, which nobody else sees."""
    answer = await alex.reply(30)
    assert answer.audience == alex.user.id
    return text_of(answer)


async def test_commands_and_buttons(stack: Stack, place: str) -> None:
    alex = stack.alex
    alex.slash(place, "lesson", number=8)
    card = await alex.reply(30)
    assert card.audience == alex.user.id
    alex.press(card, button(card, "Next"))
    while not _runs(card := await alex.edited(card, 30)):
        alex.press(card, button(card, "Next"))
    alex.press(card, button(card, "Run"))
    assert "tensor" in await own(alex)
    for name in ("lessons", "help", "progress", "privacy", "language", "leaderboard"):
        alex.slash(place, name)
        assert await own(alex)
    alex.slash(place, "exercise", number=4)
    card = await alex.reply(30)
    alex.press(card, button(card, "Hint"))
    assert "Hint for exercise 4" in await own(alex)


async def test_forms_files_and_menus_are_graded(stack: Stack, place: str) -> None:
    alex = stack.alex
    alex.slash(place, "submit", number=4)
    alex.submit(await alex.modal(30), {"code": SOLUTION})
    assert "10 / 10" in await own(alex)
    alex.slash(place, "submit", number=4, file=NOTEBOOK)
    assert "10 / 10" in await own(alex)
    said = alex.say(place, BLOCK)
    alex.menu(said, "Run this code")
    assert "tensor([5, 7, 9])" in await own(alex)
    alex.menu(said, "Grade this code")
    asked = await alex.reply(30)
    alex.press(asked, list_of(asked), ["4"])
    assert "10 / 10" in await own(alex)
    assert (
        len(await stack.tutor.store.progress(Author(alex.user.id, alex.user.name, None))) == 1
    )  # kept as in direct messages, in no server


async def test_work_in_private_is_in_direct_messages(stack: Stack) -> None:
    here, alex = bring(stack, "server"), stack.alex
    alex.slash(here, "exercise", number=4)
    card = await alex.reply(30)
    before = len(stack.place.sent)
    alex.press(card, button(card, "private"))
    shown = [await alex.reply(30), await alex.reply(30)]
    assert {each.channel for each in shown} == {here, alex.dm}
    assert not any(f"/channels/{here}" in each.path for each in list(stack.place.sent)[before:])


async def test_who_has_not_brought_it_has_no_commands(stack: Stack) -> None:
    here = bring(stack, "server")
    with pytest.raises(Refusal, match="No command lessons"):
        stack.minji.slash(here, "lessons")
    stack.alex.say(here, "!lessons")
    with pytest.raises(TimeoutError):
        await stack.alex.reply(0.5)
    stack.place.return_guild()
    stack.minji.slash(here, "lessons")
    assert (await stack.minji.reply(30)).audience is None


@pytest.mark.parametrize("kind", ["server", "group"])
async def test_a_late_answer_comes_directly(slow: tuple[Stack, Slow], kind: str) -> None:
    stack, door = slow
    here, alex = bring(stack, kind), stack.alex
    alex.slash(here, "submit", number=4)
    alex.submit(await alex.modal(30), {"code": SOLUTION})
    first = await alex.reply(30)
    assert first.audience == alex.user.id
    stack.place.pass_time(16 * 60)
    before = len(stack.place.sent)
    door.open.set()
    while "10 / 10" not in text_of(late := await alex.reply(30)):
        pass
    assert late.channel == alex.dm
    tried = [each.path for each in list(stack.place.sent)[before:]]
    assert f"/channels/{here}/messages" not in tried
