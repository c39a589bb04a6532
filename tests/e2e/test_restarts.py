"""A tutor that is killed, really: its process ends in the middle, the next one answers what was left."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot import playground
from bot.playground import Playground
from bot.playground.events import Presence
from bot.playground.message import Message
from bot.playground.people import Person, text_of
from bot.playground.places import BOT, CHANNELS
from tests.sandbox_client import ROOT

HERE = CHANNELS[0].id
LOOP = "while True: pass"
Process = asyncio.subprocess.Process


@pytest.fixture
async def place() -> AsyncIterator[Playground]:
    async with await playground.start("127.0.0.1", 0) as place:
        yield place


@pytest.fixture
def tutor(
    place: Playground, tmp_path: Path, sandbox_socket: Path
) -> Callable[[], AbstractAsyncContextManager[Process]]:
    """Starts a tutor of its own process at the playground; ends it if it still runs."""
    environment = os.environ | {
        "DISCORD_TOKEN": place.token,
        "TUTOR_DISCORD_API": place.api,
        "TUTOR_DISCORD_GATEWAY": place.gateway,
        "TUTOR_DATABASE": f"sqlite+aiosqlite:///{tmp_path}/tutor.db",
        "TUTOR_SANDBOX_SOCKET": str(sandbox_socket),
        "TUTOR_DEADLINE_MS": "3000",
    }

    @asynccontextmanager
    async def running() -> AsyncIterator[Process]:
        online = asyncio.Event()
        stop = place.world.listen(lambda event: online.set() if event == Presence(online=True) else None)
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", cwd=ROOT, env=environment)
        try:
            await asyncio.wait_for(online.wait(), 30)
            yield process
        finally:
            stop()
            if process.returncode is None:
                process.terminate()
            await process.wait()

    return running


Running = Callable[[], AbstractAsyncContextManager[Process]]


def of_the_bot(place: Playground, channel: str) -> list[str]:
    return [text_of(each) for each in place.world.messages(channel) if each.author == BOT.id]


async def kill(process: Process) -> None:
    process.send_signal(signal.SIGKILL)
    await process.wait()


async def test_what_a_kill_interrupts_is_answered_by_the_next_start(tutor: Running, place: Playground) -> None:
    minji = place.person("minji")
    async with tutor() as process:
        asked = minji.say(HERE, f"!submit 4\n```py\nprint(torch.tensor([1, 2, 3]))\n{LOOP}\n```")
        await announced(minji)
        await kill(process)
    async with tutor():
        while "다시 시작" not in text_of(answer := await minji.edited(announcement(place), 30)):
            pass  # it is announced once more
        assert answer.reply_to == asked.id
        assert len(of_the_bot(place, HERE)) == 1
        minji.say(HERE, "!progress")
        assert "1회" in text_of(await minji.reply(30)).replace("1번", "1회")  # one attempt, not two


async def test_a_form_whose_token_went_with_the_last_start_is_answered_in_the_channel(
    tutor: Running, place: Playground
) -> None:
    minji = place.person("minji")
    async with tutor() as process:
        minji.slash(minji.dm, "run")
        minji.submit(await minji.modal(30), {"code": LOOP})
        first = await minji.reply(30)
        await asyncio.sleep(0.5)  # its id is kept a moment after it is out
        await kill(process)
    async with tutor():
        while "다시 시작" not in text_of(await minji.edited(first, 30)):
            pass  # it is announced once more
        assert len(of_the_bot(place, minji.dm)) == 1


async def test_a_stop_waits_for_what_runs(tutor: Running, place: Playground) -> None:
    minji = place.person("minji")
    async with tutor() as process:
        minji.say(HERE, f"!run\n```py\n{LOOP}\n```")
        await announced(minji)
        process.terminate()
        answer = await minji.edited(announcement(place), 30)
        assert "제한" in text_of(answer)
        assert await asyncio.wait_for(process.wait(), 20) == 0


def announcement(place: Playground) -> Message:
    """The bot's one message."""
    return next(each for each in place.world.messages(HERE) if each.author == BOT.id)


async def announced(person: Person) -> None:
    """Wait until the bot says that it runs."""
    while "실행하고" not in text_of(await person.reply(30)):
        pass
