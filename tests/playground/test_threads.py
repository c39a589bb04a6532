"""Threads through the real client: who sees them, archived ones, members, and those that were there before the bot."""

import discord
import pytest
from playwright.async_api import Browser, expect

from bot.playground import Playground
from bot.playground.places import BOT, PRIVATE_THREADS
from bot.playground.refusal import Refusal
from tests.playground.clients import CHANNEL, running, until
from tests.playground.contract import SPEC, violations
from tests.playground.echo import Echo
from tests.playground.test_page import opened, say


def _channel(echo: Echo) -> discord.TextChannel:
    channel = echo.get_channel(int(CHANNEL))
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_a_private_thread_is_for_its_members_and_moderators(echo: Echo, point: Playground) -> None:
    minji, alex, teacher = (point.person(name) for name in ("minji", "alex", "teacher"))
    thread = await _channel(echo).create_thread(name="민지의 연습")
    await thread.add_user(discord.Object(int(minji.user.id)))
    here = str(thread.id)
    assert (minji.sees(here), alex.sees(here), teacher.sees(here)) == (True, False, True)
    minji.say(here, "!echo inside")
    assert (await minji.reply()).content == "inside [-]"
    with pytest.raises(Refusal, match="Missing Access"):
        alex.say(here, "me too")
    assert {member.id for member in await thread.fetch_members()} == {int(minji.user.id), int(BOT.id)}
    await thread.remove_user(discord.Object(int(minji.user.id)))
    assert not minji.sees(here)
    assert not SPEC.exists() or violations(point.sent) == []


async def test_a_message_opens_an_archived_thread_but_not_a_locked_one(echo: Echo, point: Playground) -> None:
    minji, teacher = point.person("minji"), point.person("teacher")
    thread = await _channel(echo).create_thread(name="here", invitable=False)
    await thread.add_user(discord.Object(int(minji.user.id)))
    said = await thread.send("first")
    await thread.edit(archived=True)
    with pytest.raises(discord.HTTPException) as archived:
        await said.edit(content="second")
    assert (archived.value.status, archived.value.code) == (400, 50083)
    with pytest.raises(discord.HTTPException) as closed:
        await thread.add_user(discord.Object(int(teacher.user.id)))
    assert closed.value.code == 50083
    minji.say(str(thread.id), "again")
    await said.edit(content="second")
    teacher.archive(str(thread.id), locked=True)
    with pytest.raises(discord.HTTPException) as locked:
        await thread.send("third")
    assert locked.value.code == 50083
    with pytest.raises(discord.Forbidden):
        await thread.edit(archived=False)


async def test_a_thread_from_a_message(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    said = minji.say(CHANNEL, "a question")
    message = _channel(echo).get_partial_message(int(said.id))
    thread = await message.create_thread(name="answers")
    assert (str(thread.id), thread.type) == (said.id, discord.ChannelType.public_thread)
    assert (await message.fetch()).flags.has_thread
    with pytest.raises(discord.HTTPException) as twice:
        await message.create_thread(name="again")
    assert twice.value.code == 160004
    with pytest.raises(discord.HTTPException):
        await _channel(echo).create_thread(name="x" * 101)
    point.permit(CHANNEL, deny=PRIVATE_THREADS)
    with pytest.raises(discord.Forbidden) as missing:
        await _channel(echo).create_thread(name="no")
    assert missing.value.code == 50013


async def test_the_bot_hears_of_threads_and_finds_those_of_before(point: Playground) -> None:
    minji = point.person("minji")
    before = minji.start_thread(CHANNEL, "before")
    hidden = minji.start_thread(CHANNEL, "hidden", private=True)
    async with running(point) as echo:
        assert {thread.name for thread in _channel(echo).threads} == {"before"}
        minji.say(hidden.id, f"<@{BOT.id}> come in")
        minji.say(before.id, "!echo hello")
        assert (await minji.reply()).content == "hello [-]"
        assert {thread.name for thread in _channel(echo).threads} == {"before", "hidden"}
        minji.archive(before.id)
        await until(lambda: echo.get_channel(int(before.id)) is None)  # the client forgets archived threads


@pytest.mark.browser
async def test_the_page_lists_threads_below_their_channel(browser: Browser, echo: Echo, point: Playground) -> None:
    page, wrong = await opened(browser, point, 1200, "?user=minji")
    thread = await _channel(echo).create_thread(name="둘만의 방")
    await thread.add_user(discord.Object(int(point.person("minji").user.id)))
    await page.click(".channel.thread")
    await say(page, "!echo 여기")
    await expect(page.locator(".message").last).to_contain_text("여기 [-]")
    said = point.person("alex").say(CHANNEL, "a question")
    await _channel(echo).get_partial_message(int(said.id)).create_thread(name="answers")
    await page.locator(".channel").first.click()
    await page.click(".below")
    await expect(page.locator("#channel-name")).to_have_text("answers")
    await page.click("#me")
    await page.click("[data-user=sam]")
    await expect(page.locator(".channel.thread")).to_have_count(1)
    assert wrong == []
