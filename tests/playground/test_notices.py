"""What Discord itself says of threads, when they go to sleep, who may wake them; and the menu of a person."""

import discord
import pytest
from discord import app_commands
from playwright.async_api import Browser, expect

from bot.playground import Playground
from bot.playground.places import BOT
from bot.playground.refusal import Refusal
from tests.playground.clients import CHANNEL, running, until
from tests.playground.contract import SPEC, violations
from tests.playground.echo import Echo
from tests.playground.test_page import opened

HOUR, DAY = 3_600, 24 * 3_600


async def _thread(echo: Echo, point: Playground) -> tuple[str, discord.Thread]:
    """A public thread of Minji's, as the bot knows it."""
    made = point.person("minji").start_thread(CHANNEL, "연습")
    await until(lambda: echo.get_channel(int(made.id)) is not None)
    thread = echo.get_channel(int(made.id))
    assert isinstance(thread, discord.Thread)
    return made.id, thread


async def test_silence_archives_a_thread_and_a_message_opens_it(echo: Echo, point: Playground) -> None:
    here, thread = await _thread(echo, point)
    point.pass_time(DAY - HOUR)
    assert not point.world.channel(here).archived
    await thread.send("still here")
    point.pass_time(2 * HOUR)
    assert not point.world.channel(here).archived  # the day counts from the last message
    point.pass_time(DAY)
    assert point.world.channel(here).archived
    await until(lambda: echo.get_channel(int(here)) is None)
    await thread.send("good morning")
    assert not point.world.channel(here).archived
    await until(lambda: echo.get_channel(int(here)) is not None)
    point.person("minji").archive(here)
    point.person("minji").archive(here, archived=False)
    point.pass_time(HOUR)
    assert not point.world.channel(here).archived  # nor from before it was opened


async def test_a_locked_thread_is_closed_to_the_bot_even_while_it_is_open(echo: Echo, point: Playground) -> None:
    here, thread = await _thread(echo, point)
    point.person("teacher").archive(here, archived=False, locked=True)
    with pytest.raises(discord.Forbidden) as locked:
        await thread.send("x")
    assert locked.value.code == 160005
    with pytest.raises(Refusal, match="locked"):
        point.person("minji").say(here, "x")
    point.person("teacher").say(here, "moderators may")
    point.pass_time(2 * DAY)
    with pytest.raises(discord.HTTPException) as asleep:
        await thread.send("x")
    assert asleep.value.code == 50083


async def test_notices_are_told_to_the_bot(echo: Echo, point: Playground) -> None:
    heard: list[discord.Message] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message)

    echo.add_listener(on_message)
    minji, alex = point.person("minji"), point.person("alex")
    _, thread = await _thread(echo, point)
    await thread.add_user(discord.Object(int(alex.user.id)))
    await thread.add_user(discord.Object(int(alex.user.id)))  # is there already
    said = minji.say(CHANNEL, "a question")
    minji.start_thread(CHANNEL, "answers", message=said)
    await until(lambda: len(heard) == 4)
    started, welcomed, _, starter = heard
    assert (started.type, started.content, started.author.id) == (
        discord.MessageType.thread_created,
        "연습",
        int(minji.user.id),
    )
    assert started.reference is not None
    assert started.reference.channel_id == thread.id
    assert (welcomed.type, welcomed.author.id) == (discord.MessageType.recipient_add, int(BOT.id))
    assert [user.id for user in welcomed.mentions] == [int(alex.user.id)]
    assert starter.type is discord.MessageType.thread_starter_message
    assert starter.reference is not None
    assert isinstance(starter.reference.resolved, discord.Message)
    assert starter.reference.resolved.content == "a question"
    with pytest.raises(TimeoutError):
        await minji.reply(0.3)  # a notice in the bot's name is no answer
    assert not SPEC.exists() or violations(point.sent) == []


async def test_the_menu_of_a_person(point: Playground) -> None:
    @app_commands.context_menu(name="Wave")
    async def wave(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"{interaction.user.display_name} → {member.display_name}")

    class Waving(Echo):
        async def setup_hook(self) -> None:
            self.tree.add_command(wave)
            await super().setup_hook()

    minji, alex = point.person("minji"), point.person("alex")
    async with running(point, Waving):
        minji.user_menu(CHANNEL, alex.user.id, "Wave")
        answer = await minji.reply()
        assert answer.content.endswith(f"→ {alex.user.name}")
        assert answer.kind == 23
        with pytest.raises(Refusal, match="No command Wave"):
            minji.menu(minji.say(CHANNEL, "x"), "Wave")
        with pytest.raises(Refusal, match="No command Count"):
            minji.user_menu(CHANNEL, alex.user.id, "Count")


@pytest.mark.browser
async def test_the_page_shows_notices_and_the_emoji_of_what_is_replied_to(
    browser: Browser, echo: Echo, point: Playground
) -> None:
    page, wrong = await opened(browser, point, 390, "?user=minji")
    minji, alex = point.person("minji"), point.person("alex")
    done = alex.say(CHANNEL, "✅ 다 했어요")
    minji.say(CHANNEL, "축하해요", reply_to=done)
    minji.start_thread(CHANNEL, "연습 🎉")
    await expect(page.locator(".context .quoted .emoji")).to_have_count(1)
    notice = page.locator(".message.notice")
    await expect(notice).to_contain_text("님이 스레드를 시작했어요: 연습")
    assert await notice.locator(".tools, .avatar").count() == 0
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    assert wrong == []
