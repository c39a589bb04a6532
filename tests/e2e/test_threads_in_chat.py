"""The tutor where students talk in threads: notices are no commands, a sleeping thread wakes, a locked one is left."""

import pytest

from bot.playground.people import text_of
from tests.e2e.conftest import CHANNEL, Stack
from tests.e2e.test_six_ways import BLOCK

DAY = 24 * 3_600


async def test_a_thread_s_name_is_no_command_and_its_first_message_no_second_answer(stack: Stack) -> None:
    alex = stack.alex
    said = alex.say(CHANNEL, f"!submit 4\n{BLOCK}")
    assert "10 / 10" in text_of(await alex.reply(30))
    alex.start_thread(CHANNEL, "!lessons")
    alex.start_thread(CHANNEL, "!submit 4", message=said)
    with pytest.raises(TimeoutError):
        await alex.reply(1.5)
    assert await stack.ask(alex, "!help")


async def test_an_answer_wakes_a_thread_that_went_to_sleep(stack: Stack) -> None:
    alex = stack.alex
    thread = alex.start_thread(CHANNEL, "exercise 4").id
    alex.say(thread, f"!submit 4\n{BLOCK}")
    first = await alex.reply(30)
    stack.place.pass_time(2 * DAY)
    assert stack.place.world.channel(thread).archived
    alex.say(thread, "!exercise 4")
    assert (await alex.reply(30)).channel == thread
    assert not stack.place.world.channel(thread).archived
    assert first.channel == thread


async def test_who_asks_in_a_locked_thread_is_told_directly(stack: Stack) -> None:
    alex, teacher = stack.alex, stack.place.person("teacher")
    thread = alex.start_thread(CHANNEL, "closed").id
    teacher.archive(thread, archived=False, locked=True)
    teacher.say(thread, "!lessons")
    told = await teacher.reply(30)
    assert told.channel == teacher.dm
    tried = [each.status for each in stack.place.sent if each.path.endswith(f"/channels/{thread}/messages")]
    assert tried == [403]
    assert await stack.ask(alex, "!help")  # elsewhere all is as it was
