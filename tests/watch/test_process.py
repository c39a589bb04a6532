"""A real tutor in a process of its own: how it ends, how two of them share a token, and what it writes meanwhile."""

import re
import signal
import time
from pathlib import Path

import pytest

from bot.discord.starts import PER_DAY
from bot.playground import Playground
from bot.playground.places import GUILD_ID, PEOPLE
from bot.watch.guard import LEASE_SECONDS
from bot.words import say
from tests.watch.process import CHANNEL, Process, answered, answers, tutor, until

ENDLESS = "!run\n```py\nwhile True: pass\n```"
RUNNING = say("ko", "deliver.running").partition("\n")[2]
AFTER_RESTART = say("ko", "deliver.after_restart").removeprefix("-# ")
CODE = "my_own_name = torch.tensor([1, 2, 3])"
pytestmark = pytest.mark.timeout(180)


async def test_sigterm_lets_end_what_runs_and_refuses_what_comes(
    playground: Playground, tmp_path: Path, sandbox_socket: Path
) -> None:
    minji, alex = playground.person("minji"), playground.person("alex")
    async with tutor(playground, tmp_path, sandbox_socket, TUTOR_DEADLINE_MS="8000") as process:
        await process.is_at("ready")
        alex.say(CHANNEL, "!language en")
        asked = minji.say(CHANNEL, ENDLESS)
        await answered(playground, asked, RUNNING)
        process.send(signal.SIGTERM)
        await process.is_at("draining")
        late = alex.say(CHANNEL, "!run\n```py\n1 + 1\n```")
        await answered(playground, late, "Please send it again in about a minute")
        assert await process.ended(25) == 0
    [text] = answers(playground, asked)
    assert "제한 시간 8초" in text
    assert "Goodbye." in process.printed


async def test_what_is_not_finished_in_time_the_next_start_answers(
    playground: Playground, tmp_path: Path, sandbox_socket: Path
) -> None:
    minji = playground.person("minji")
    settings = {"TUTOR_DEADLINE_MS": "40000", "TUTOR_DRAIN_SECONDS": "0.5"}
    async with tutor(playground, tmp_path, sandbox_socket, **settings) as process:
        await process.is_at("ready")
        asked = minji.say(CHANNEL, ENDLESS)
        await answered(playground, asked, RUNNING)
        process.send(signal.SIGTERM)
        assert await process.ended(20) == 0  # half of what the program would have taken
        assert "ended with 1 runs unfinished" in (await process.logs("unfinished"))["event"]
        assert not [line for line in process.log if "fault" in line]
    async with tutor(playground, tmp_path, sandbox_socket, TUTOR_DEADLINE_MS="1000"):
        await answered(playground, asked, AFTER_RESTART)
    [text] = answers(playground, asked)
    assert "제한 시간 1초" in text


async def test_a_sandbox_that_is_not_there_is_told_at_the_start(playground: Playground, tmp_path: Path) -> None:
    async with tutor(playground, tmp_path, tmp_path / "none.sock") as process:
        assert (await process.logs("TUTOR_SANDBOX_SOCKET"))["level"] == "warning"
        await process.is_at("ready")


async def test_the_chat_page_ends_too(playground: Playground, tmp_path: Path, sandbox_socket: Path) -> None:
    own = {"DISCORD_TOKEN": "", "TUTOR_DISCORD_API": "", "TUTOR_DISCORD_GATEWAY": "", "TUTOR_PORT": "0"}
    async with tutor(playground, tmp_path, sandbox_socket, **own) as process:
        await process.is_at("ready")
        assert any("http://127.0.0.1:" in line for line in process.printed)
        process.send(signal.SIGTERM)
        assert await process.ended(10) == 0
        assert not (tmp_path / "starts.json").exists()


async def test_a_second_ctrl_c_ends_at_once(playground: Playground, tmp_path: Path, sandbox_socket: Path) -> None:
    async with tutor(playground, tmp_path, sandbox_socket, TUTOR_DEADLINE_MS="40000") as process:
        await process.is_at("ready")
        asked = playground.person("minji").say(CHANNEL, ENDLESS)
        await answered(playground, asked, RUNNING)
        process.send(signal.SIGINT)
        await process.is_at("draining")
        process.send(signal.SIGINT)
        assert await process.ended(15) == 0


def waits(process: Process) -> bool:
    return any("another tutor serves" in line["event"] for line in process.log)


async def test_of_two_copies_one_answers_and_the_other_takes_over(
    playground: Playground, tmp_path: Path, sandbox_socket: Path
) -> None:
    minji = playground.person("minji")
    async with (
        tutor(playground, tmp_path, sandbox_socket) as first,
        tutor(playground, tmp_path, sandbox_socket) as second,
    ):
        await until(lambda: waits(first) or waits(second))
        if waits(first):
            first, second = second, first
        await first.is_at("ready")
        assert (await second.get("/livez"))[0] == 200
        asked = minji.say(CHANNEL, f"!run\n```py\n{CODE}\nmy_own_name\n```")
        await answered(playground, asked, "tensor([1, 2, 3])")
        first.send(signal.SIGTERM)
        assert await first.ended() == 0
        gone = time.monotonic()
        await second.is_at("ready")
        assert time.monotonic() - gone < 10
        asked_again = minji.say(CHANNEL, f"!run\n```py\n{CODE}\nmy_own_name\n```")
        await answered(playground, asked_again, "tensor([1, 2, 3])")
        assert [len(answers(playground, each)) for each in (asked, asked_again)] == [1, 1]
        second.send(signal.SIGKILL)
        await second.ended()
        gone = time.monotonic()
        async with tutor(playground, tmp_path, sandbox_socket) as third:
            await third.is_at("ready")
            assert time.monotonic() - gone < LEASE_SECONDS + 10


async def test_one_that_stood_still_while_another_took_over_ends(
    playground: Playground, tmp_path: Path, sandbox_socket: Path
) -> None:
    async with (
        tutor(playground, tmp_path, sandbox_socket) as first,
    ):
        await first.is_at("ready")
        first.send(signal.SIGSTOP)
        async with tutor(playground, tmp_path, sandbox_socket) as second:
            await second.is_at("ready")
            first.send(signal.SIGCONT)
            assert await first.ended(15) == 3
            assert "another tutor serves with this token now" in first.log[-1]["event"]
            await second.is_at("ready")


async def test_a_crash_loop_slows_down(playground: Playground, tmp_path: Path, sandbox_socket: Path) -> None:
    now = time.time()
    file = tmp_path / "starts.json"
    file.write_text(f'{{"starts": {[now - 50 + 10 * n for n in range(5)]}, "identifies": []}}')
    async with tutor(playground, tmp_path, sandbox_socket) as process:
        line = await process.logs("connecting in 60 s")
        assert line["level"] == "warning"
        await process.is_at("backing_off")
        assert not playground.world.online
        process.send(signal.SIGTERM)
        assert await process.ended(15) == 0, process.errors
    file.write_text(f'{{"starts": [], "identifies": {[now - 3600] * PER_DAY}}}')
    async with tutor(playground, tmp_path, sandbox_socket) as process:
        assert await process.ended() == 3
        assert "900 connections within 24 hours" in process.log[-1]["event"]


async def test_a_start_is_noted(playground: Playground, tmp_path: Path, sandbox_socket: Path) -> None:
    async with tutor(playground, tmp_path, sandbox_socket) as process:
        await process.is_at("ready")
        assert re.fullmatch(r'\{"starts":\[[\d.]+\],"identifies":\[[\d.]+\]\}', (tmp_path / "starts.json").read_text())
        assert "./tutor sync" in (await process.logs("slash commands"))["event"]


async def test_the_log_of_a_conversation_holds_nothing_of_a_student(
    playground: Playground, tmp_path: Path, sandbox_socket: Path
) -> None:
    minji, alex = playground.person("minji"), playground.person("alex")
    variables = {"TUTOR_LOG_LEVEL": "debug", "TUTOR_DEADLINE_MS": "1500", "TUTOR_DISCORD_ELSEWHERE": "0"}
    async with tutor(playground, tmp_path, sandbox_socket, **variables) as process:
        await process.is_at("ready")
        await process.is_well()
        asked = minji.say(CHANNEL, f"!submit 1\n```py\n{CODE}\n```")
        await until(lambda: bool(answers(playground, asked)))
        for text in ("!progress", "!leaderboard", f"!frobnicate {CODE}", f"!run\n```py\n{CODE}\nopen('x')\n```"):
            said = minji.say(CHANNEL, text)
            await until(lambda said=said: bool(answers(playground, said)))
        failed = alex.say(alex.dm, f"```py\n{CODE}\nraise ValueError(my_own_name)\n```")
        await until(lambda: any(line.get("status") == "error" for line in process.log), why=lambda: process.errors)
        alex.slash(CHANNEL, "lesson", number=1)
        await until(lambda: any(line.get("by") == "slash" for line in process.log), why=lambda: process.errors)
        alex.slash(CHANNEL, "submit", number=4)
        form, runs = await alex.modal(30), sum(line["event"] == "run" for line in process.log)
        alex.submit(form, {"code": CODE})
        await until(lambda: sum(line["event"] == "run" for line in process.log) > runs, why=lambda: process.errors)
        status, metrics = await process.get("/metrics")
        process.send(signal.SIGTERM)
        assert await process.ended() == 0
    everything = "\n".join([*process.errors, *process.printed, metrics])
    secrets = [each for who in PEOPLE for each in (who.id, who.name)]
    secrets += [GUILD_ID, CHANNEL, alex.dm, asked.id, failed.id, playground.token, "my_own_name", "frobnicate"]
    assert [each for each in secrets if each in everything] == []
    used = [line for line in process.log if line["event"] == "command"]
    assert {line["command"] for line in used} >= {"submit", "progress", "leaderboard", "run", "lesson"}
    assert all(line["ms"] > 0 and len(line["user"]) == len(line["guild"]) == 12 for line in used)
    assert len({line["user"] for line in process.log if line["event"] in ("command", "run")}) == 2
    assert status == 200
    assert re.search(r'tutor_verdicts_total\{exercise="1",verdict="\w+"\} 1\.0', metrics)
    for used_by in ('by="prefix",command="submit"', 'by="slash",command="lesson"', 'by="form",command="form"'):
        assert f"tutor_commands_total{{{used_by}}} 1.0" in metrics
    assert re.search(r'tutor_run_seconds_count\{status="ok"\} \d', metrics)
    assert re.search(r'tutor_discord_responses_total\{status="200"\} \d', metrics)
    assert 'tutor_gateway_state{state="ready"} 1.0' in metrics
