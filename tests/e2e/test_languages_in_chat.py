"""Whose language an answer is in: the reader's where one reads, the server's where all read; and cards read in the
other language, over the real client."""

from bot.playground.people import button, text_of
from bot.playground.places import BOT, GUILD_ID
from bot.playground.sending import create
from bot.values import GuildSettings
from tests.e2e.conftest import CHANNEL, Stack


async def named(stack: Stack, language: str | None) -> None:
    """The server's owner chose a language."""
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings(details="public", language=language))  # type: ignore[arg-type]


async def test_what_all_read_is_in_the_server_s_language(stack: Stack) -> None:
    await named(stack, "ko")
    for command, korean in (("!exercise 4", "채점 기준"), ("!lesson 2", "강의 2/"), ("!lessons", "강의를 고르거나")):
        assert korean in await stack.ask(stack.alex, command)  # he chose English
    stack.alex.slash(CHANNEL, "exercise", number=1)
    assert "채점 기준" in text_of(await stack.alex.reply(30))
    await named(stack, "en")
    assert "How it is graded" in await stack.ask(stack.minji, "!exercise 4")
    await named(stack, None)
    assert "채점 기준" in await stack.ask(stack.minji, "!exercise 4")
    assert "How it is graded" in await stack.ask(stack.alex, "!exercise 4")


async def test_what_one_reads_is_in_theirs(stack: Stack) -> None:
    await named(stack, "ko")
    stack.alex.say(CHANNEL, "!exercise 1")
    card = await stack.alex.reply(30)
    stack.alex.press(card, button(card, "힌트"))
    hint = await stack.alex.reply(30)
    assert hint.audience == stack.alex.user.id
    assert "Hint for exercise 1" in text_of(hint)
    assert "points" in await stack.ask(stack.alex, "!submit 4\n```py\ntorch.ones(2)\n```")  # his own answer
    stack.alex.say(stack.alex.dm, "!exercise 1")
    assert "How it is graded" in text_of(await stack.alex.reply(30))


async def test_a_server_s_choice_goes_before_what_discord_says_of_it(stack: Stack) -> None:
    sam = stack.place.person("sam")  # chose nothing
    await named(stack, "en")
    assert "no lesson" in (await stack.ask(sam, "!lesson 99")).lower()
    await named(stack, "ko")
    assert "없어요" in await stack.ask(sam, "!lesson 99")


async def test_the_corner_gives_a_card_in_the_other_language_to_who_presses(stack: Stack) -> None:
    await named(stack, "ko")
    for command, id, here, other in (
        ("!exercise 4", "read:en:exercise:4", "채점 기준", "How it is graded"),
        ("!lesson 2", "read:en:card:2:1", "강의 2/", "Lesson 2 of"),
        ("!lessons", "read:en:lessons", "강의를 고르거나", "Choose a lesson"),
    ):
        stack.minji.say(CHANNEL, command)
        card = await stack.minji.reply(30)
        assert button(card, "English") == id
        stack.alex.press(card, id)
        read = await stack.alex.reply(30)
        assert read.audience == stack.alex.user.id
        assert other in text_of(read)
        kept = stack.minji.current(card)
        assert kept is not None
        assert here in text_of(kept)  # for all it stays as it is
        back = button(read, "한국어")
        stack.alex.press(read, back)
        assert here in text_of(await stack.alex.edited(read, 30))


async def test_a_card_that_is_turned_keeps_its_language(stack: Stack) -> None:
    await named(stack, "ko")
    stack.minji.say(CHANNEL, "!lesson 2")
    card = await stack.minji.reply(30)
    stack.alex.press(card, button(card, "다음"))
    assert "강의 2/" in text_of(await stack.alex.edited(card, 30))
    stack.minji.press(card, "read:en:card:2:2")
    read = await stack.minji.reply(30)
    stack.minji.press(read, button(read, "Next"))
    assert "Lesson 2 of" in text_of(await stack.minji.edited(read, 30))


async def test_a_forged_corner_is_answered(stack: Stack) -> None:
    for forged in ("read:xx:lessons", "read:en:nothing:1", "read:en", "read:en:card:99:99", "read:en:exercise:x"):
        row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "x", "custom_id": forged}]}
        made = create(stack.place.world, CHANNEL, {"content": "a card", "components": [row]}, (), author=BOT.id)
        assert (await stack.minji.reply(30)).id == made.id
        stack.minji.press(made, forged)
        answer = await stack.minji.reply(30)
        assert answer.audience == stack.minji.user.id
        assert "예전 버전" in text_of(answer) or "There is no" in text_of(answer)
