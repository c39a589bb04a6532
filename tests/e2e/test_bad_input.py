"""What goes wrong in a chat: each gets a clear sentence in the student's language, and nothing is lost."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import playground
from bot.playground.files import Upload
from bot.playground.people import text_of
from bot.settings import Settings
from bot.workers.local import LocalWorker
from sandbox.protocol import MAX_SOURCE_BYTES, Job
from tests.e2e.conftest import CHANNEL, Stack, tutor_at
from tests.sandbox_client import ROOT

GOOD = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b, a - b, a * b, 3 * a)"
LOOP = "print('on my way')\nwhile True:\n    pass"

MESSAGES = {
    "no block": ("!submit 4", "```py"),
    "empty block": ("!submit 4\n```py\n\n```", "empty"),
    "another language": ("!submit 4\n```js\nlet a = 1\n```", "js"),
    "nul": ("!submit 4\n```py\na = '\0'\n```", "NUL"),
    "no such exercise": ("!exercise 99", "99"),
    "no such lesson": ("!lesson 99", "99"),
    "no number": ("!exercise", "!exercise 1"),
    "not a number": ("!exercise four", "1, 2, 3, 4"),
    "submit to nothing": ("!submit 77\n```py\n1\n```", "77"),
    "misspelt": ("!exercize 4", "exercise"),
    "unknown": ("!frobnicate", "!help"),
    "another tongue": ("!language fr", "fr"),
}


@pytest.mark.parametrize(("message", "told"), MESSAGES.values(), ids=MESSAGES.keys())
async def test_a_wrong_message_gets_a_useful_sentence(stack: Stack, message: str, told: str) -> None:
    assert told.lower() in (await stack.ask(stack.alex, message)).lower()


async def test_code_may_begin_on_the_line_of_the_number(stack: Stack) -> None:
    assert "10 / 10" in await stack.ask(stack.alex, f"!submit 4 {GOOD}")


async def test_two_blocks_are_joined_and_said(stack: Stack) -> None:
    answer = await stack.ask(stack.alex, "!run\n```py\na = 40\n```\nand then\n```py\na + 2\n```")
    assert "42" in answer
    assert "2" in answer


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (Upload("a.py", b"\xff\xfe\x00\x01" * 20), "text"),
        (Upload("a.png", b"\x89PNG\r\n\x1a\n"), ".py"),
        (Upload("a.py", b"#" * (MAX_SOURCE_BYTES + 1)), "16,384"),
    ],
    ids=["not text", "a picture", "too long"],
)
async def test_a_wrong_file_gets_a_useful_sentence(stack: Stack, file: Upload, told: str) -> None:
    stack.alex.say(CHANNEL, "!submit 4", attachments=[file])
    assert told in text_of(await stack.alex.reply())


async def test_what_was_left_out_beside_a_file_is_said(stack: Stack) -> None:
    first, second = Upload("a.py", b"print('first')"), Upload("b.py", b"print('second')")
    for text, files in (("!run", [first, second]), ("!run\n```py\nprint('third')\n```", [first])):
        stack.alex.say(CHANNEL, text, attachments=files)
        told = text_of(await stack.alex.reply())
        assert "the file `a.py` alone" in told
        assert "first\n" in told
    stack.alex.say(CHANNEL, "!run", attachments=[first])
    assert "alone" not in text_of(await stack.alex.reply())


async def test_a_second_submission_waits_for_the_first(stack: Stack) -> None:
    stack.alex.say(CHANNEL, f"!submit 4\n```py\n{LOOP}\n```")
    await asyncio.sleep(0.3)
    stack.alex.say(CHANNEL, f"!submit 4\n```py\n{GOOD}\n```")
    busy, first = text_of(await stack.alex.reply()), text_of(await stack.alex.reply())
    assert "still running" in busy
    assert "on my way" in first
    assert "10 / 10" in await stack.ask(stack.alex, f"!submit 4\n```py\n{GOOD}\n```")


async def test_others_are_served_meanwhile(stack: Stack) -> None:
    stack.alex.say(CHANNEL, f"!run\n```py\n{LOOP}\n```")
    assert "10 / 10" in await stack.ask(stack.minji, f"!submit 4\n```py\n{GOOD}\n```")


async def test_output_cannot_ping_or_leave_its_fence(stack: Stack) -> None:
    stack.alex.say(CHANNEL, "!run\n```py\nprint('@everyone <@1> ``' + '` **bold**')\n```")
    answer = await stack.alex.reply()
    assert "```" not in text_of(answer).split("```")[1]
    assert text_of(answer).count("```") % 2 == 0


async def test_the_sandbox_killed_in_the_middle_of_a_run(settings: Settings) -> None:
    worker = LocalWorker(settings)
    try:
        await worker.run(Job("warm", "1"))
        async with await playground.start("127.0.0.1", 0) as place, tutor_at(place, settings, worker):
            minji = place.person("minji")
            minji.say(CHANNEL, f"!submit 4\n```py\n{LOOP}\n```")
            await asyncio.sleep(0.5)
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            ours = text_of(await minji.reply(20))
            assert "저희 쪽 문제" in ours
            minji.say(CHANNEL, "!progress")
            assert "10" not in text_of(await minji.reply()).replace("10점", "")
            minji.say(CHANNEL, f"!submit 4\n```py\n{GOOD}\n```")
            assert "10 / 10" in text_of(await minji.reply(60))
    finally:
        await worker.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TUTOR_DATABASE", "sqlite+aiosqlite:////proc/no/tutor.db"),
        ("TUTOR_DATABASE", "nonsense"),
        ("TUTOR_LANGUAGE", "fr"),
        ("TUTOR_DEADLINE_MS", "soon"),
        ("TUTOR_HOST", "192.0.2.1"),
        ("TUTOR_DISCORD_API", "https://example.com/api"),
    ],
)
def test_a_start_that_cannot_work_names_its_setting(tmp_path: Path, name: str, value: str) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TUTOR_PORT": "0"}
    if name == "TUTOR_DISCORD_API":
        environment["DISCORD_TOKEN"] = "x"  # noqa: S105 - no token at all
    environment |= {"TUTOR_DATABASE": f"sqlite+aiosqlite:///{tmp_path}/t.db", name: value}
    command = [sys.executable, "-m", "bot"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 3
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr
