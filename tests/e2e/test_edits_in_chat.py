"""An edit that a limit refuses: the earlier answer stays, a line beside it says when, and the newest text is graded."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import playground
from bot.cooldown import Cooldown, Runs
from bot.playground import Playground
from bot.playground.message import Message
from bot.playground.people import text_of
from bot.playground.places import BOT, GUILD_ID
from bot.settings import Settings
from bot.values import Author, GuildSettings
from bot.workers.choose import open_worker
from tests.e2e.conftest import CHANNEL, Stack, tutor_at
from tests.e2e.test_answers_in_chat import RIGHT, WRONG, Slow

OTHER = WRONG.replace("print(a + b)", "print(a + b, a - b)")
WINDOW = 2.0  # seconds, where the tutor's own limit has thirty


class Still(Runs):
    """The tutor's limit of a person, whose time stands still until it is told to pass."""

    now = 0.0

    def __init__(self, person: int, server: int) -> None:
        super().__init__(person, server)
        self._person = Cooldown(person, WINDOW, lambda: Still.now)


def time_passes() -> None:
    Still.now += WINDOW


@pytest.fixture
def outside(settings: Settings, sandbox_socket: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a tutor that takes two programs of a person, and then none until time passes."""
    monkeypatch.setattr("bot.turns.Runs", Still)
    return settings.model_copy(update={"sandbox_socket": sandbox_socket, "user_runs": 2})


@asynccontextmanager
async def limits(place: Playground, outside: Settings, door: Slow) -> AsyncIterator[Stack]:
    """That tutor, in a server that shows all."""
    async with tutor_at(place, outside, door) as tutor:
        await tutor.guilds.set(GUILD_ID, GuildSettings(details="public"))
        minji, alex = place.person("minji"), place.person("alex")
        await tutor.set_language(Author(alex.user.id, alex.user.name, GUILD_ID), "en")
        yield Stack(place, tutor, minji, alex)


@pytest.fixture
async def limited(outside: Settings) -> AsyncIterator[tuple[Stack, Slow]]:
    """It, and the door before its sandbox."""
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        door = Slow(worker)
        door.open.set()
        async with limits(place, outside, door) as stack:
            yield stack, door


def of_the_bot(stack: Stack) -> list[Message]:
    return [each for each in stack.place.world.messages(CHANNEL) if each.author == BOT.id]


async def graded_twice(stack: Stack) -> tuple[Message, Message]:
    """A message of Alex's and its answer; another may not be run for a while."""
    asked = stack.alex.say(CHANNEL, WRONG)
    first = await stack.alex.reply(30)
    stack.alex.edit(asked, OTHER)
    await stack.alex.edited(first, 30)
    return asked, first


async def test_a_refused_edit_leaves_the_answer_and_is_graded_when_the_limit_ends(
    limited: tuple[Stack, Slow],
) -> None:
    stack, _ = limited
    asked, first = await graded_twice(stack)
    stack.alex.edit(asked, RIGHT)
    line = await stack.alex.reply(30)
    assert line.reply_to == asked.id
    assert "as soon as I may: <t:" in text_of(line)
    assert "partly correct" in text_of(stack.place.world.message(CHANNEL, first.id))
    time_passes()
    assert "10 / 10 points" in text_of(await stack.alex.edited(first, 30))
    await stack.alex.deleted(line, 30)
    assert of_the_bot(stack) == [stack.place.world.message(CHANNEL, first.id)]
    stack.alex.edit(asked, f"{RIGHT}\nIs this right?")  # it was read
    await asyncio.sleep(0.5)
    assert len(of_the_bot(stack)) == 1


async def test_of_several_edits_the_newest_is_graded_once(limited: tuple[Stack, Slow]) -> None:
    stack, _ = limited
    asked, first = await graded_twice(stack)
    stack.alex.edit(asked, WRONG)
    line = await stack.alex.reply(30)
    stack.alex.edit(asked, RIGHT)
    stack.alex.edit(asked, f"{RIGHT}\nnow?")  # the same program again, which has no answer yet
    await asyncio.sleep(0.5)
    time_passes()
    assert "10 / 10 points" in text_of(await stack.alex.edited(first, 30))
    await stack.alex.deleted(line, 30)
    [progress] = await stack.tutor.store.progress(Author(stack.alex.user.id, "alex", GUILD_ID))
    assert (progress.best, progress.tries) == (10.0, 3)
    assert len(of_the_bot(stack)) == 1


async def test_the_line_goes_with_the_message_and_with_what_is_no_program(limited: tuple[Stack, Slow]) -> None:
    stack, _ = limited
    asked, first = await graded_twice(stack)
    stack.alex.edit(asked, RIGHT)
    line = await stack.alex.reply(30)
    stack.alex.edit(asked, "never mind")
    await stack.alex.deleted(line, 30)
    assert "partly correct" in text_of(stack.place.world.message(CHANNEL, first.id))
    stack.alex.edit(asked, RIGHT)
    line = await stack.alex.reply(30)
    stack.alex.delete(asked)
    await stack.alex.deleted(line, 30)
    await stack.alex.deleted(first, 30)
    time_passes()
    await asyncio.sleep(WINDOW + 0.5)
    assert of_the_bot(stack) == []


async def test_an_edit_while_another_program_runs_is_graded_after_it(limited: tuple[Stack, Slow]) -> None:
    stack, door = limited
    asked = stack.alex.say(CHANNEL, WRONG)
    first = await stack.alex.reply(30)
    door.open.clear()
    stack.alex.say(CHANNEL, OTHER)
    await asyncio.sleep(0.5)
    stack.alex.edit(asked, RIGHT)
    line = await stack.alex.reply(30)
    assert "as soon as your other program is done" in text_of(line)
    time_passes()
    door.open.set()
    assert "10 / 10 points" in text_of(await stack.alex.edited(first, 30))
    await stack.alex.deleted(line, 30)


async def test_a_refusal_that_is_the_only_answer_makes_way_and_the_same_code_is_read(
    limited: tuple[Stack, Slow],
) -> None:
    stack, _ = limited
    await graded_twice(stack)
    asked = stack.alex.say(CHANNEL, RIGHT)
    refused = await stack.alex.reply(30)
    assert "A little slower" in text_of(refused)
    time_passes()
    stack.alex.edit(asked, f"{RIGHT}\nagain")
    assert "10 / 10 points" in text_of(await stack.alex.edited(refused, 30))


async def test_an_end_leaves_it_to_the_next_start(outside: Settings) -> None:
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        door = Slow(worker)
        door.open.set()
        async with limits(place, outside, door) as stack:
            asked, first = await graded_twice(stack)
            stack.alex.edit(asked, RIGHT)
            line = await stack.alex.reply(30)
            stack.tutor.drain.close()
            assert "I am restarting" in text_of(await stack.alex.edited(line, 30))
            assert "partly correct" in text_of(place.world.message(CHANNEL, first.id))
        async with limits(place, outside, door) as stack:
            answer = await stack.alex.edited(first, 30)
            assert "10 / 10 points" in text_of(answer)
            assert "I was restarted" in text_of(answer)
            await stack.alex.deleted(line, 30)
