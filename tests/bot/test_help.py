"""Help: where to begin, by subject, by command, and what is said to a word that is neither."""

import pytest

from bot.cards import help
from bot.discord import make_client
from bot.playground import Playground
from bot.playground.people import button, text_of
from bot.playground.places import CHANNELS, GUILD_ID
from bot.settings import Settings
from bot.tutor import Tutor
from bot.values import GuildSettings
from bot.words import knows
from lessons.course import LANGS, Lang
from tests.bot.payloads import check, check_plain

HERE = CHANNELS[0].id


@pytest.mark.parametrize("lang", LANGS)
async def test_every_card_is_one_that_discord_takes(lang: Lang) -> None:
    for card in (
        help.card(lang, "!"),
        *(help.subject(lang, "!", key) for key in help.SUBJECTS),
        help.command(lang, "!", "submit", ["제출"]),
        help.unknown(lang, "!", "`x`" * 50, None),
    ):
        check(card)
        check_plain(card)


async def test_every_command_is_explained(settings: Settings, tutor: Tutor) -> None:
    async with make_client(settings, tutor) as client:
        await client.setup_hook()
        names = {command.name for command in client.commands}
    assert len(names) >= 10
    assert [name for name in names if not knows(f"help.of.{name}")] == []


async def test_help_on_a_command_speaks_with_the_server_s_prefix(chat: Playground, tutor: Tutor) -> None:
    minji, alex = chat.person("minji"), chat.person("alex")
    await tutor.guilds.set(GUILD_ID, GuildSettings(prefix="?"))
    minji.slash(HERE, "help", topic="submit")
    said = text_of(await minji.reply())
    for part in ("`?submit`", "?submit 4", "`?제출`", "`/제출`", "\\`\\`\\`py"):
        assert part in said
    alex.slash(HERE, "help", topic="/submit")
    assert "Runs and grades your code" in text_of(await alex.reply())


async def test_words_in_either_language(chat: Playground) -> None:
    minji = chat.person("minji")
    for word, said in (
        ("!help 제출", "실행해서 채점해요"),
        ("!도움말 submit", "실행해서 채점해요"),
        ("!help !exercise", "예상 출력"),
        ("!help 점수와 순위표", "### 점수와 순위표"),
        ("!help learning", "### 배우기"),
        ("!help exercsie", "`!help exercise`"),
        ("!help 연슴", "`!help 연습`"),
        ("!help ㄴㅕㅡㅠㅑㅅ", "`!help submit`"),
        ("!help 전혀모르는말", "대한 도움말은 없어요"),
        ("!연슴 4", "`!연습`"),
        ("!dustmq 4", "`!연습`"),
        ("!ㅗ디ㅔ", "`!help`"),
    ):
        minji.say(HERE, word)
        assert said in text_of(await minji.reply()), word


async def test_a_subject_is_read_alone_and_turned_there(chat: Playground) -> None:
    minji, alex = chat.person("minji"), chat.person("alex")
    minji.say(HERE, "!help")
    card = await minji.reply()
    alex.press(card, "help:subject", ["handin"])
    read = await alex.reply()
    assert read.audience == alex.user.id
    assert "Exercises and handing in code" in text_of(read)
    alex.press(read, "help:subject", ["privacy"])
    turned = await alex.edited(read)
    assert "### Privacy" in text_of(turned)
    alex.press(turned, button(turned, "한국어"))
    assert "### 개인정보" in text_of(await alex.edited(read))
    alex.press(card, button(card, "English"))
    assert "solve an exercise" in text_of(await alex.reply())
