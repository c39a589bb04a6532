"""The chat under a bad star: cut links, 429s, lost answers, missing permissions, no intent, two shards."""

import asyncio
from pathlib import Path

import pytest

from bot import playground
from bot.discord import make_client
from bot.errors import SettingError
from bot.playground import places
from bot.playground.events import Presence
from bot.playground.people import button, text_of
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.workers.choose import open_worker
from lessons.load import load
from tests.e2e.conftest import CHANNEL, Stack, tutor_at

SUBMIT = (
    "!submit 4\n```py\na = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b, a - b, a * b, 3 * a)\n```"
)
FULL = "10 / 10"


async def back(stack: Stack) -> None:
    """Wait until the bot is there again."""
    online = asyncio.Event()
    stop = stack.place.world.listen(lambda event: online.set() if event == Presence(online=True) else None)
    await asyncio.wait_for(online.wait(), 30)
    stop()


def of_the_bot(stack: Stack) -> int:
    return sum(each.author == places.BOT.id for each in stack.place.world.messages(CHANNEL))


@pytest.mark.parametrize("how", ["drop_links", "ask_reconnect"])
async def test_what_is_said_while_the_link_is_down_is_answered_once(stack: Stack, how: str) -> None:
    returned = asyncio.ensure_future(back(stack))
    await asyncio.sleep(0)
    await getattr(stack.place, how)()
    stack.alex.say(CHANNEL, SUBMIT)
    await returned
    assert FULL in text_of(await stack.alex.reply(30))
    assert "PyTorch" in await stack.ask(stack.alex, "!lessons")
    assert of_the_bot(stack) == 2


async def test_a_429_is_waited_for(stack: Stack) -> None:
    stack.place.rate_limit(times=3, where="POST /channels")
    assert FULL in await stack.ask(stack.alex, SUBMIT)
    assert of_the_bot(stack) == 1


async def test_an_answer_whose_receipt_is_lost_is_posted_once(stack: Stack) -> None:
    stack.place.lose_answers(times=2, where="POST /channels")
    assert FULL in await stack.ask(stack.alex, SUBMIT)
    assert "PyTorch" in await stack.ask(stack.alex, "!lessons")
    assert of_the_bot(stack) == 2


async def test_a_callback_that_comes_too_late_ends_in_the_channel(stack: Stack) -> None:
    stack.alex.slash(CHANNEL, "submit", number=4)
    form = await stack.alex.modal(30)
    stack.place.fail_callbacks()
    stack.alex.submit(form, {"code": SUBMIT.split("```py\n")[1].removesuffix("```")})
    answer = await stack.alex.reply(30)
    assert FULL in text_of(answer)
    assert f"<@{stack.alex.user.id}>" in text_of(answer)


async def test_a_channel_where_we_may_not_write_is_told_in_private(stack: Stack) -> None:
    stack.place.permit(CHANNEL, deny=places.SEND)
    stack.alex.say(CHANNEL, SUBMIT)
    told = await stack.alex.reply(30)
    assert told.channel == stack.alex.dm
    assert "server's owner" in text_of(told)
    stack.place.permit(CHANNEL)
    assert "PyTorch" in await stack.ask(stack.alex, "!lessons")


async def test_nor_in_private_then_the_log_has_it_and_the_tutor_goes_on(stack: Stack) -> None:
    stack.place.permit(CHANNEL, deny=places.SEND)
    stack.place.close_dms(stack.alex.user.id)
    stack.alex.say(CHANNEL, SUBMIT)
    await asyncio.sleep(1)
    assert of_the_bot(stack) == 0
    stack.place.permit(CHANNEL)
    assert "10" in await stack.ask(stack.alex, "!progress")


async def test_without_files_a_card_still_says_all(stack: Stack) -> None:
    stack.place.permit(CHANNEL, deny=places.ATTACH)
    answer = await stack.ask(stack.alex, "!run\n```py\nfor i in range(200):\n    print(i)\n```")
    assert "199" in answer
    assert of_the_bot(stack) == 1


async def test_a_server_that_goes_and_comes_back(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!exercise 4")
    card = await stack.alex.reply(30)
    stack.place.lose_guild()
    await asyncio.sleep(0.2)
    assert "PyTorch" in await in_private(stack)
    stack.place.return_guild()
    await asyncio.sleep(0.2)
    stack.alex.press(card, button(card, "Hint"))
    assert "Hint" in text_of(await stack.alex.reply(30))


async def in_private(stack: Stack) -> str:
    stack.alex.say(stack.alex.dm, "!lessons")
    return text_of(await stack.alex.reply(30))


async def test_two_shards(settings: Settings, sandbox_socket: Path) -> None:
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket})
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        place.split(2)
        async with tutor_at(place, outside, worker):
            alex = place.person("alex")
            for where in (CHANNEL, alex.dm):
                alex.say(where, SUBMIT)
                assert "10" in text_of(await alex.reply(30))


async def test_without_the_intent_all_but_a_lone_block_works(settings: Settings, sandbox_socket: Path) -> None:
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket, "message_content": False})
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        place.allow_content(False)
        async with tutor_at(place, outside, worker) as tutor:
            alex = place.person("alex")
            alex.slash(CHANNEL, "exercise", number=4)
            card = await alex.reply(30)
            asked = alex.say(CHANNEL, SUBMIT.split("\n", 1)[1], card)  # a reply to the bot
            assert "4" in text_of(await alex.reply(30))
            alex.say(CHANNEL, f"<@{places.BOT.id}> submit 4\n{SUBMIT.split(chr(10), 1)[1]}")
            assert "4" in text_of(await alex.reply(30))
            menu = next(each["name"] for each in place.world.visible_commands(alex.user) if each["type"] == 3)
            alex.menu(asked, menu)
            assert text_of(await alex.reply(30))
            assert tutor.settings.message_content is False


async def test_an_intent_that_discord_refuses_is_said_in_a_sentence(settings: Settings, tmp_path: Path) -> None:
    async with await playground.start("127.0.0.1", 0) as place:
        place.allow_content(False)
        here = settings.model_copy(update={"discord_api": place.api, "discord_gateway": place.gateway})
        store = await Store.open(settings.database)
        async with open_worker(here) as worker:
            client = make_client(here, Tutor(load(), worker, store, here))
            with pytest.raises(SettingError, match="MESSAGE CONTENT INTENT"):
                await client.start(place.token)
            await client.close()
        await store.close()
