"""An error in Python's own words is one press away, for who sent the code, and after a restart too."""

import asyncio
from pathlib import Path

import pytest

from bot import playground
from bot.playground.message import Message
from bot.playground.people import Person, button, text_of
from bot.playground.places import GUILD_ID
from bot.settings import Settings
from bot.values import GuildSettings
from bot.workers.choose import open_worker
from tests.e2e.conftest import CHANNEL, Stack, tutor_at
from tests.e2e.test_cells_after_restarts import book

RAW = "RuntimeError: The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0"
CELLS = book("def add(x):\n    return x + torch.ones(4)", "a = torch.ones(3)\nadd(a)")
TRACE = (
    'File "code cell 2", line 2, in <module>',
    "add(a)",
    'File "code cell 1", line 2, in add',
    "return x + torch.ones(4)",
)


async def full(person: Person, card: Message, label: str = "Full error") -> str:
    """What the button answers, for who pressed alone."""
    person.press(card, button(card, label))
    said = await person.reply(30)
    assert said.audience == person.user.id
    return text_of(said)


@pytest.mark.parametrize("asked", ["!run", "!submit 4"])
async def test_the_card_has_plain_words_and_a_press_has_python_s(stack: Stack, asked: str) -> None:
    stack.alex.say(CHANNEL, asked, attachments=[CELLS])
    card = await stack.alex.reply(30)
    assert "RuntimeError" not in text_of(card)
    assert "Traceback" not in text_of(card)
    assert "**In plain words.**" in text_of(card)
    assert "line 2 of code cell 1" in text_of(card)
    said = await full(stack.alex, card)
    assert said.index(TRACE[0]) < said.index(TRACE[1]) < said.index(TRACE[2]) < said.index(TRACE[3]) < said.index(RAW)
    assert "Traceback" not in await full(stack.minji, card)


async def test_in_a_server_that_shows_the_score_alone_it_is_on_the_details(stack: Stack) -> None:
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings())
    stack.alex.say(CHANNEL, "!submit 4", attachments=[CELLS])
    card = await stack.alex.reply(30)
    with pytest.raises(KeyError):
        button(card, "Full error")
    stack.alex.press(card, button(card, "See details"))
    assert RAW in await full(stack.alex, await stack.alex.reply(30))


async def test_what_we_have_no_words_for_stands_on_the_card(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!run\n```py\nx = dict(a=1)\nx['w_1']\n```")
    card = await stack.alex.reply(30)
    assert "`KeyError: 'w_1'`" in text_of(card)
    assert 'File "<your code>", line 2, in <module>' in await full(stack.alex, card)


async def test_a_limit_has_no_words_of_python_s(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!run\n```py\nwhile True: pass\n```")
    with pytest.raises(KeyError):
        button(await stack.alex.reply(30), "Full error")


async def test_after_a_restart_and_after_a_day(settings: Settings, sandbox_socket: Path) -> None:
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket})
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        minji = place.person("minji")
        cards = []
        async with tutor_at(place, outside, worker) as tutor:
            await tutor.guilds.set(GUILD_ID, GuildSettings(details="public"))
            for asked in ("!run", "!submit 4"):
                minji.say(CHANNEL, asked, attachments=[CELLS])
                cards.append(await minji.reply(30))
            minji.slash(CHANNEL, "run")
            minji.submit(await minji.modal(30), {"code": "print(zzz)"})
            cards.append(await minji.reply(30))
        ran, graded, formed = cards
        async with tutor_at(place, outside, worker) as tutor:
            for card in (ran, graded):
                assert RAW in await full(minji, card, "오류 원문")
            said = await full(minji, formed, "오류 원문")
            assert "line 1, in <module>\n    print(zzz)\n" in said
            assert said.rstrip("`\n").endswith("NameError: name 'zzz' is not defined")
            for card in cards:  # as after a day
                await tutor.store.forget_answer_in(card.id)
            again = await full(minji, graded, "오류 원문")  # an attempt is run again
            assert RAW in again
            assert 'File "1번 코드 셀", line 2, in add' in again
            assert "남아 있지 않아요" in await full(minji, ran, "오류 원문")


async def test_it_goes_with_all_that_is_kept_of_a_student(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!run", attachments=[CELLS])
    card = await stack.alex.reply(30)
    await stack.ask(stack.alex, "!lessons")  # it is kept a moment after the answer is out
    await asyncio.sleep(0.3)
    assert RAW in str((await stack.tutor.store.tables(stack.alex.user.id))["answers"])
    stack.alex.slash(CHANNEL, "privacy")
    stack.alex.press(await stack.alex.reply(30), "privacy:delete")
    sure = await stack.alex.reply(30)
    stack.alex.press(sure, "privacy:erase")
    await stack.alex.edited(sure, 30)
    assert RAW not in await full(stack.alex, card)
