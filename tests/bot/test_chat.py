"""The real discord.py client with the tutor behind it: what is typed, pressed and sent, and the answers."""

import asyncio
import json
import time
from collections.abc import Callable

import discord
import pytest

from bot.errors import SettingError
from bot.playground import Playground
from bot.playground.files import Upload
from bot.playground.message import Message
from bot.playground.people import Person, button, text_of
from bot.playground.places import BOT, CHANNELS
from bot.settings import Settings
from bot.tutor import Tutor
from bot.workers import Worker
from tests.bot.conftest import Scripted, gone, serving

HERE = CHANNELS[0].id
SOLUTION = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a - b)\nprint(a * b)\n3 * a"
BLOCK = f"```py\n{SOLUTION}\n```"


@pytest.fixture
def minji(chat: Playground) -> Person:
    return chat.person("minji")


async def said(person: Person, text: str, reply_to: Message | None = None, files: list[Upload] | None = None) -> str:
    """What the bot answers."""
    person.say(HERE, text, reply_to, files or [])
    return text_of(await person.reply())


async def test_a_student_does_an_exercise(minji: Person) -> None:
    minji.say(HERE, "!exercise 4")
    card = await minji.reply()
    assert "채점 기준" in text_of(card)
    asked = minji.say(HERE, BLOCK, card)
    result = await minji.reply()
    assert "10 / 10점" in text_of(result)
    assert "tensor([5, 7, 9])" in text_of(result)
    assert result.reply_to == asked.id
    assert result.mentions == ()
    board = await said(minji, "!leaderboard")
    assert board.split("```")[1].splitlines()[2].split() == ["1", "10", "-", "-", "-", "10", "1", "민지"]


@pytest.mark.parametrize(
    "text",
    [
        f"!submit 4\n{BLOCK}",
        f"!submit 4 {BLOCK}",
        f"!submit 4번 {BLOCK}",
        f"!제출 #4\n{BLOCK}",
        f"! SUBMIT 4\n{BLOCK}",
        f"！submit 4\n{BLOCK}",
        f"!submit 4```py\n{SOLUTION}```",
        f"!submit 4\n{SOLUTION}",
    ],
)
async def test_ways_to_write_submit(text: str, minji: Person) -> None:
    assert "10 / 10점" in await said(minji, text)


async def test_files_and_replies_are_submissions_too(minji: Person) -> None:
    minji.say(HERE, "!exercise 4")
    card = await minji.reply()
    script = Upload("답.py", SOLUTION.encode())
    assert "10 / 10점" in await said(minji, "", card, [script])
    book = json.dumps({"cells": [{"cell_type": "code", "source": SOLUTION}], "nbformat": 4}).encode()
    assert "10 / 10점" in await said(minji, "!submit 4", None, [Upload("답.ipynb", book)])
    code = minji.say(HERE, BLOCK)
    assert "10 / 10점" in await said(minji, "!submit 4", code)
    assert "10 / 10점" in await said(minji, f"!submit\n{BLOCK}", card)
    assert "UTF-8" in await said(minji, "", card, [Upload("답.py", "가".encode("euc-kr"))])
    assert "`a.png`" in await said(minji, "!submit 4", None, [Upload("a.png", b"\x89PNG")])


async def test_try_again_by_replying_to_the_result(minji: Person) -> None:
    minji.say(HERE, "!submit 4\n```py\ntorch.tensor([1, 2, 3])\n```")
    result = await minji.reply()
    minji.say(HERE, "아, 알겠어요!", result)  # talk about a result is not for the bot
    assert "10 / 10점" in await said(minji, BLOCK, result)


async def test_the_form_grades_and_runs(minji: Person) -> None:
    minji.say(HERE, "!exercise 4")
    card = await minji.reply()
    minji.press(card, button(card, "코드 쓰기"))
    minji.submit(await minji.modal(), {"code": SOLUTION})
    assert "10 / 10점" in text_of(await minji.reply())
    minji.slash(HERE, "submit", number=4)
    minji.submit(await minji.modal(), {"code": f"```py\n{SOLUTION}\n```"})
    assert "10 / 10점" in text_of(await minji.reply())
    minji.slash(HERE, "run")
    minji.submit(await minji.modal(), {"code": "40 + 2"})
    assert "42" in text_of(await minji.reply())
    minji.slash(HERE, "submit", number=77)
    assert "77번은 없어요" in text_of(await minji.reply())


async def test_a_lesson_is_turned_and_run(minji: Person) -> None:
    minji.say(HERE, "!lesson 1")
    card = await minji.reply()
    minji.press(card, button(card, "실행"))
    assert "'cpu'" in text_of(await minji.reply())
    minji.press(card, button(card, "다음"))
    turned = await minji.edited(card)
    assert "강의 2/" in text_of(turned)
    minji.press(turned, button(turned, "이전"))
    assert text_of(await minji.edited(turned)) == text_of(card)


async def test_every_card_can_be_turned_to(minji: Person) -> None:
    minji.say(HERE, "!lesson 1")
    card = await minji.reply()
    pictures = 0
    for _ in range(60):
        pictures += len(card.files)
        following = button(card, "다음")
        if following.startswith("none"):
            break
        minji.press(card, following)
        card = await minji.edited(card)
    assert following == "none:last"
    assert pictures >= 5
    minji.press(card, "exercise:1")
    assert "연습 문제 1/" in text_of(await minji.reply())


async def test_a_hint_is_for_who_asked(chat: Playground, minji: Person) -> None:
    minji.say(HERE, "!exercise 1")
    card = await minji.reply()
    alex = chat.person("alex")
    alex.press(card, button(card, "힌트"))
    hint = await alex.reply()
    assert "Hint for exercise 1" in text_of(hint)
    assert minji.current(hint) is None


async def test_cards_work_after_a_restart(playground: Playground, settings: Settings, tutor: Tutor) -> None:
    minji = playground.person("minji")
    async with serving(playground, settings, tutor):
        minji.say(HERE, "!exercise 4")
        card = await minji.reply()
        minji.press(card, button(card, "코드 쓰기"))
        form = await minji.modal()
    async with serving(playground, settings, tutor):
        minji.submit(form, {"code": SOLUTION})
        assert "10 / 10점" in text_of(await minji.reply())
        minji.press(card, button(card, "힌트"))
        assert "힌트" in text_of(await minji.reply())
        assert "10 / 10점" in await said(minji, BLOCK, card)


WRONG = {
    "!exercize 4": "`!exercise`",
    "!exercise4": "`!exercise 4`",
    "!연습 아홉": "‘아홉’",
    "!exercise": "몇 번 문제인가요?",
    "!exercise 99": "연습 문제 99번은 없어요",
    "!lesson 99": "강의 99번은 없어요",
    "!lesson 하나": "‘하나’",
    '!exercise "4': "`!exercise 1`",
    "!submit": "몇 번 문제인가요?",
    "!submit 넷\n```py\n1\n```": "‘넷’",
    "!submit 9\n```py\n1\n```": "연습 문제 9번은 없어요",
    "!submit 4": "코드 블록이 없어요",
    "!submit 4 ```py\n```": "비어 있어요",
    "!submit 4\n```js\nlet x\n```": "`js`",
    "!run": "코드 블록이 없어요",
    "!language 日本語": "‘日本語’",
    "!zzzzzz": "`!help`",
    "!help": "Tensor Tutor",
    "!language": "다른 언어를 고르세요",
}


@pytest.mark.parametrize(("text", "answer"), WRONG.items(), ids=WRONG.keys())
async def test_wrong_commands_get_a_useful_sentence(text: str, answer: str, minji: Person) -> None:
    assert answer in await said(minji, text)


async def test_an_exercise_card_answers_any_reply(minji: Person) -> None:
    minji.say(HERE, "!exercise 1")
    card = await minji.reply()
    assert "코드 블록이 없어요" in await said(minji, "이건 어떻게 하나요?", card)


async def test_talk_is_left_alone_and_a_mention_is_not(chat: Playground, minji: Person) -> None:
    for text in ("안녕하세요", "!!!", "와! 신기해요", "```py\n1\n```"):
        minji.say(HERE, text)
    assert "Tensor Tutor" in await said(minji, f"<@{BOT.id}>")
    assert "Tensor Tutor" in await said(minji, f"<@{BOT.id}> 텐서가 뭐예요?")
    assert "혹시 `!exercise`" in await said(minji, f"<@{BOT.id}> exercize 4")
    assert [each.author for each in chat.world.messages(HERE)].count(BOT.id) == 3


async def test_a_direct_message_runs_code_and_helps(minji: Person) -> None:
    minji.say(minji.dm, "```py\n40 + 2\n```")
    assert "42" in text_of(await minji.reply())
    minji.say(minji.dm, "hello")
    assert "Tensor Tutor" in text_of(await minji.reply())
    minji.say(minji.dm, "!leaderboard")
    assert "서버마다" in text_of(await minji.reply())


async def test_slash_commands_speak_the_presser_s_language(chat: Playground, minji: Person) -> None:
    alex = chat.person("alex")
    for name, options, korean, english in (
        ("lessons", {}, "강의를 고르거나", "Choose a lesson"),
        ("lesson", {"number": 2}, "강의 2/", "Lesson 2 of"),
        ("exercise", {"number": 1}, "채점 기준", "How it is graded"),
        ("progress", {}, "내 진도", "Your progress"),
        ("leaderboard", {}, "순위표", "Leaderboard"),
        ("help", {}, "가르쳐요", "I teach"),
    ):
        minji.slash(HERE, name, **options)
        alex.slash(HERE, name, **options)
        assert korean in text_of(await minji.reply())
        assert english in text_of(await alex.reply())


async def test_a_language_is_kept(minji: Person) -> None:
    assert "English" in await said(minji, "!language en")
    assert "How it is graded" in await said(minji, "!exercise 1")
    minji.slash(HERE, "language", language="ko")
    assert "한국어" in text_of(await minji.reply())
    minji.say(HERE, "!help")
    card = await minji.reply()
    minji.press(card, "language:en")
    assert "From now on" in text_of(await minji.reply())
    assert "How it is graded" in await said(minji, "!exercise 1")


async def test_output_pings_nobody(minji: Person) -> None:
    minji.say(HERE, "!run\n```py\nprint('<@1> @everyone ` ` `')\nprint('`' * 3)\n```")
    answer = await minji.reply()
    assert answer.mentions == ()
    assert "<\u200b@1>" in text_of(answer)


async def test_a_slow_run_is_announced_and_then_shown(
    playground: Playground, settings: Settings, tutor_with: Callable[[Worker], Tutor]
) -> None:
    worker = Scripted()
    worker.gate.clear()
    minji = playground.person("minji")
    async with serving(playground, settings, tutor_with(worker)):
        minji.slash(HERE, "run")
        minji.submit(await minji.modal(), {"code": "x = 1"})
        await asyncio.sleep(1.7)
        minji.say(HERE, "!run\n```py\n2\n```")
        assert "한 번에 하나씩" in text_of(await minji.reply())
        worker.gate.set()
        assert "실행했어요" in text_of(await minji.reply())


async def test_our_faults_are_said_to_be_ours(
    playground: Playground, settings: Settings, tutor_with: Callable[[Worker], Tutor], monkeypatch: pytest.MonkeyPatch
) -> None:
    minji = playground.person("minji")
    tutor = tutor_with(Scripted(gone))
    async with serving(playground, settings, tutor):
        assert "저희 쪽 문제예요" in await said(minji, "!run\n```py\n1\n```")

        def broken(*_: object) -> None:
            raise RuntimeError("a bug of ours")

        for name in ("lessons", "lesson", "help", "hint"):
            monkeypatch.setattr(tutor, name, broken)
        assert "저희 쪽 문제예요" in await said(minji, "!lessons")
        minji.slash(HERE, "help")
        assert "저희 쪽 문제예요" in text_of(await minji.reply())
        minji.say(HERE, "!exercise 1")
        card = await minji.reply()
        minji.press(card, "hint:1")
        assert "저희 쪽 문제예요" in text_of(await minji.reply())
        minji.say(minji.dm, "hello")
        assert "저희 쪽 문제예요" in text_of(await minji.reply())


async def test_a_wrong_token_is_a_setting(playground: Playground, settings: Settings, tutor: Tutor) -> None:
    from bot.discord import make_client

    here = settings.model_copy(update={"discord_api": playground.api, "discord_gateway": playground.gateway})
    async with make_client(here, tutor) as client:
        with pytest.raises(SettingError, match="DISCORD_TOKEN"):
            await client.start("not-the-token")


@pytest.mark.parametrize(
    "url", ["http://example.com/api", "https://192.0.2.1", "ftp:/x", "http://127.0.0.1.evil.example"]
)
def test_another_machine_never_gets_the_token(url: str, settings: Settings) -> None:
    from bot.discord import connect

    for name in ("discord_api", "discord_gateway"):
        with pytest.raises(SettingError, match=f"TUTOR_{name.upper()}"):
            connect.point(settings.model_copy(update={name: url}))


async def test_an_answer_is_quick(minji: Person) -> None:
    """Not a benchmark: nothing in the way of an answer waits for a timer."""
    await said(minji, f"!submit 4\n{BLOCK}")
    started = time.monotonic()
    await said(minji, f"!submit 4\n{BLOCK}")
    assert time.monotonic() - started < 0.7


async def test_where_the_bot_may_not_write_it_says_so_in_private(
    chat: Playground, monkeypatch: pytest.MonkeyPatch, tutor: Tutor
) -> None:
    class Refusing:
        status, reason = 403, "Forbidden"

    def forbidden(*_: object) -> None:
        raise discord.Forbidden(Refusing(), {"code": 50013, "message": "Missing Permissions"})  # type: ignore[arg-type]

    monkeypatch.setattr(tutor, "lessons", forbidden)
    minji = chat.person("minji")
    minji.say(HERE, "!lessons")
    answer = await minji.reply()
    assert answer.channel == minji.dm
    assert "권한이 없어요" in text_of(answer)
