"""One message answers a submission, whatever happens meanwhile: edits, deletions, a line of others, a private place."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import playground
from bot.playground.message import Message
from bot.playground.people import button, text_of
from bot.playground.places import GUILD_ID
from bot.settings import Settings
from bot.values import GuildSettings
from bot.workers.choose import open_worker
from sandbox.protocol import Job, Observation
from tests.e2e.conftest import CHANNEL, Stack, tutor_at

WRONG = "!submit 4\n```py\na = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\n```"
RIGHT = WRONG.replace("print(a + b)", "print(a + b, a - b, a * b, 3 * a)")
FOUR = "tensor([5, 7, 9])"


async def answers(stack: Stack, asked: Message) -> list[Message]:
    """All messages that reply to one."""
    return [each for each in stack.place.world.messages(CHANNEL) if each.reply_to == asked.id]


async def test_an_edited_message_has_its_answer_changed(stack: Stack) -> None:
    asked = stack.alex.say(CHANNEL, WRONG)
    first = await stack.alex.reply(30)
    assert "partly correct" in text_of(first)
    stack.alex.edit(asked, RIGHT)
    second = await stack.alex.edited(first, 30)
    assert "10 / 10 points" in text_of(second)
    stack.alex.edit(asked, f"{RIGHT}\nIs this right?")  # no other program
    stack.alex.edit(asked, WRONG)
    third = await stack.alex.edited(first, 30)
    assert "partly correct" in text_of(third)
    assert [each.id for each in await answers(stack, asked)] == [first.id]
    assert "10/10" in (await stack.ask(stack.alex, "!progress")).replace(" ", "")


async def test_code_that_was_missing_can_be_put_in_by_an_edit(stack: Stack) -> None:
    asked = stack.alex.say(CHANNEL, "!submit 4")
    first = await stack.alex.reply(30)
    assert "no code block" in text_of(first)
    stack.alex.edit(asked, RIGHT)
    assert "10 / 10 points" in text_of(await stack.alex.edited(first, 30))


async def test_an_answer_goes_with_the_message_it_answers(stack: Stack) -> None:
    asked = stack.alex.say(CHANNEL, RIGHT)
    first = await stack.alex.reply(30)
    stack.alex.delete(asked)
    await stack.alex.deleted(first, 30)


async def test_a_message_that_goes_while_its_program_runs_gets_no_answer(stack: Stack) -> None:
    asked = stack.alex.say(CHANNEL, "!run\n```py\nwhile True: pass\n```")
    await asyncio.sleep(0.3)
    stack.alex.delete(asked)
    assert "PyTorch Basics" in text_of(await _next_help(stack))
    await asyncio.sleep(2.5)  # beyond the deadline of 1.5 s
    assert not [each for each in stack.place.world.messages(CHANNEL) if "Stopped" in text_of(each)]


async def _next_help(stack: Stack) -> Message:
    """Something else is answered: so far the bot has come."""
    stack.alex.say(CHANNEL, "!lessons")
    return await stack.alex.reply(30)


async def test_the_author_deletes_an_answer_and_nobody_else(stack: Stack) -> None:
    asked = stack.alex.say(CHANNEL, RIGHT)
    first = await stack.alex.reply(30)
    drop = button(first, "Delete")
    stack.minji.press(first, drop)
    assert "물어본 사람" in text_of(await stack.minji.reply(30))
    stack.alex.press(first, drop)
    await stack.alex.deleted(first, 30)
    stack.alex.edit(asked, WRONG)  # what has no answer any more gets none
    assert "PyTorch Basics" in text_of(await _next_help(stack))
    assert await answers(stack, asked) == []


async def test_a_moderator_deletes_an_answer(stack: Stack) -> None:
    stack.alex.say(CHANNEL, RIGHT)
    first = await stack.alex.reply(30)
    teacher = stack.place.person("teacher")
    teacher.press(first, button(first, "Delete"))
    await stack.alex.deleted(first, 30)


async def test_a_server_shows_the_score_and_the_author_the_rest(stack: Stack) -> None:
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings())
    stack.alex.say(CHANNEL, WRONG)
    first = await stack.alex.reply(30)
    assert "points" in text_of(first)
    assert FOUR not in text_of(first)
    assert "print" not in text_of(first)
    details = button(first, "See details")
    stack.minji.press(first, details)
    refused = await stack.minji.reply(30)
    assert refused.audience == stack.minji.user.id
    assert FOUR not in text_of(refused)
    stack.alex.press(first, details)
    shown = await stack.alex.reply(30)
    assert shown.audience == stack.alex.user.id
    assert FOUR in text_of(shown)
    stack.tutor.recent.forget(stack.alex.user.id)  # as a restart does
    stack.alex.press(first, details)
    again = await stack.alex.reply(30)
    assert FOUR in text_of(again)
    assert "points" in text_of(again)


async def test_what_did_not_start_is_the_author_s_own_too(stack: Stack) -> None:
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings())
    stack.alex.say(CHANNEL, "!submit 4\n```py\nprint('my secret'\n```")
    first = await stack.alex.reply(30)
    assert "does not count" in text_of(first)
    assert "secret" not in text_of(first)
    stack.alex.press(first, button(first, "See details"))
    assert "secret" in text_of(await stack.alex.reply(30))
    stack.tutor.recent.forget(stack.alex.user.id)
    stack.alex.press(first, button(first, "See details"))
    assert "no longer have" in text_of(await stack.alex.reply(30))


async def test_a_form_s_answer_is_public_in_score_and_private_in_full(stack: Stack) -> None:
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings())
    stack.alex.slash(CHANNEL, "submit", number=4)
    form = await stack.alex.modal(30)
    code = WRONG.split("```py\n")[1].removesuffix("```")
    stack.alex.submit(form, {"code": code})
    public, private = await stack.alex.reply(30), await stack.alex.reply(30)
    assert (public.audience, private.audience) == (None, stack.alex.user.id)
    assert FOUR not in text_of(public)
    assert FOUR in text_of(private)


async def test_direct_messages_show_all(stack: Stack) -> None:
    stack.alex.say(stack.alex.dm, WRONG)
    assert FOUR in text_of(await stack.alex.reply(30))


class Slow:
    """A real worker behind a door that opens when it is told: for a queue that a test can look at."""

    def __init__(self, worker: object) -> None:
        self._worker = worker
        self.open = asyncio.Event()

    async def run(self, job: Job) -> Observation:
        await self.open.wait()
        seen: Observation = await self._worker.run(job)  # type: ignore[attr-defined]
        return seen

    async def close(self) -> None:
        self.open.set()


@pytest.fixture
async def slow(settings: Settings, sandbox_socket: Path) -> AsyncIterator[tuple[Stack, Slow]]:
    """A tutor that takes its time, two submissions at once."""
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket, "sandbox_slots": 1})
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        door = Slow(worker)
        async with tutor_at(place, outside, door, patience=0.2) as tutor:
            yield Stack(place, tutor, place.person("minji"), place.person("alex")), door


async def test_queued_running_result_by_edits_of_one_message(slow: tuple[Stack, Slow]) -> None:
    stack, door = slow
    people = [stack.place.person(name) for name in ("minji", "teacher", "sam")]
    for person in people:
        person.say(person.dm, WRONG)
    shown = [await person.reply(30) for person in people]
    assert sum("차례를" in text_of(each) or "Waiting" in text_of(each) for each in shown) == 1
    door.open.set()
    for person, first in zip(people, shown, strict=True):
        while FOUR not in text_of(current := await person.edited(first, 30)):
            assert "실행" in text_of(current) or "Running" in text_of(current)
        assert len([m for m in stack.place.world.messages(person.dm) if m.author != person.user.id]) == 1


async def test_after_an_hour_an_edit_gets_a_new_answer(stack: Stack) -> None:
    asked = stack.alex.say(CHANNEL, WRONG)
    first = await stack.alex.reply(30)
    stack.place.pass_time(3_700)
    stack.alex.edit(asked, RIGHT)
    second = await stack.alex.reply(30)
    assert "10 / 10 points" in text_of(second)
    assert [each.id for each in await answers(stack, asked)] == [first.id, second.id]
    stack.alex.edit(asked, WRONG)  # and the new one is changed from now on
    assert "partly correct" in text_of(await stack.alex.edited(second, 30))


async def test_an_answer_deleted_by_a_moderator_is_given_anew_after_an_edit(stack: Stack) -> None:
    asked = stack.alex.say(CHANNEL, WRONG)
    first = await stack.alex.reply(30)
    stack.place.world.delete(first)
    stack.alex.edit(asked, RIGHT)
    assert "10 / 10 points" in text_of(await stack.alex.reply(30))


async def test_a_token_that_expired_ends_in_the_channel(slow: tuple[Stack, Slow]) -> None:
    stack, door = slow
    stack.alex.slash(CHANNEL, "submit", number=4)
    form = await stack.alex.modal(30)
    stack.alex.submit(form, {"code": WRONG.split("```py\n")[1].removesuffix("```")})
    first = await stack.alex.reply(30)
    stack.place.pass_time(16 * 60)
    door.open.set()
    while "4" not in text_of(second := await stack.alex.reply(30)):
        pass
    assert second.id != first.id
    assert f"<@{stack.alex.user.id}>" in text_of(second)
    assert second.mentions == ()
    assert FOUR not in text_of(second)  # the channel has the score alone


async def test_a_private_place(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!exercise 4")
    card = await stack.alex.reply(30)
    stack.alex.press(card, button(card, "private"))
    while (told := await stack.alex.reply(30)).audience != stack.alex.user.id:
        assert "How it is graded" in text_of(told)  # the exercise, in the thread
    thread = next(each for each in stack.place.world.channels.values() if each.name.startswith("Exercise 4"))
    assert f"<#{thread.id}>" in text_of(told)
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings())
    stack.alex.say(thread.id, WRONG)
    assert FOUR in text_of(await stack.alex.reply(30))  # here nobody else reads
    assert not stack.minji.sees(thread.id)
