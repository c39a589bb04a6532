"""`./tutor regrade` on a real database and a real sandbox: what it says, what it writes, and what it leaves alone."""

import asyncio
import contextlib
import json
import os
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.regrade import Regrader, torch_of
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Attempt, Author, Submission
from bot.workers.socket import SocketWorker
from lessons.course import Course
from sandbox.protocol import Job, Observation
from tests.bot.conftest import MINJI
from tests.sandbox_client import ROOT, running_sandbox

GOOD = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a - b)\nprint(a * b)\n3 * a"
PART = "\n".join(GOOD.split("\n")[:3])  # earns 4
ENDLESS = "while True: pass"  # earns nothing
WHY = "exercise 4 misread the product"

Result = tuple[int, list[str], str]
Run = Callable[..., Awaitable[Result]]


def command(settings: Settings, socket: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    environment = {
        **os.environ,
        "TUTOR_DATABASE": settings.database,
        "TUTOR_SANDBOX_SOCKET": str(socket),
        "TUTOR_DEADLINE_MS": "1000",
    }
    return [sys.executable, "-m", "bot", "regrade", *words], environment


async def start(settings: Settings, socket: Path, *words: str) -> asyncio.subprocess.Process:
    """`./tutor regrade` as a process that goes on by itself."""
    whole, environment = command(settings, socket, *words)
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    return await asyncio.create_subprocess_exec(*whole, cwd=ROOT, env=environment, **pipes)


async def line_of(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode()


async def rest_of(process: asyncio.subprocess.Process) -> Result:
    out, errors = await process.communicate()
    assert b"Traceback" not in errors
    return process.returncode or 0, out.decode().splitlines(), errors.decode()


@pytest.fixture
def regrade(settings: Settings, sandbox_socket: Path) -> Run:
    """Runs `./tutor regrade`; gives exit code, lines, errors."""

    async def run(*words: str, socket: Path = sandbox_socket) -> Result:
        return await rest_of(await start(settings, socket, *words))

    return run


@pytest.fixture
def keep(store: Store) -> Callable[..., Awaitable[int]]:
    """Plants an attempt at exercise 4 with a score that nothing has earned."""

    async def planted(score: float, source: str = GOOD, learner: str = "1", **fields: object) -> int:
        verdict = {0.0: "zero", 10.0: "full"}.get(score, "partial")
        values: dict[str, object] = {"status": "ok", "earned": {"planted": score}} | fields
        author = Author(learner, f"이름 {learner}", str(values.pop("guild", "9")))
        exercise = values.pop("exercise", 4)
        attempt = Attempt(
            author=author,
            exercise=exercise,  # type: ignore[arg-type]
            source=source,
            verdict=verdict,
            score=score,
            max=10,
            duration_ms=1.0,
            seconds=1_790_000_000.0,
            lang="ko",
            **values,  # type: ignore[arg-type]
        )
        return await store.add_attempt(attempt)

    return planted


def rows(settings: Settings, statement: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(settings.database.split("///")[1])) as reader:
        return reader.execute(statement).fetchall()


def scores(settings: Settings) -> list[object]:
    return [score for (score,) in rows(settings, "SELECT score FROM attempts ORDER BY id")]


async def test_a_wrong_score_moves_and_the_leaderboard_follows(
    regrade: Run, keep: Callable[..., Awaitable[int]], store: Store, settings: Settings
) -> None:
    await keep(2.0, GOOD, "1", torch="2.12", rubric="old")
    await keep(10.0, PART, "2")
    code, lines, errors = await regrade("--apply", "--reason", WHY)
    assert (code, errors) == (0, "")
    assert [line.split("  ")[:4] for line in lines[:2]] == [
        ["attempt 1", "learner 1", "exercise 4", "2 -> 10"],
        ["attempt 2", "learner 2", "exercise 4", "10 -> 4"],
    ]
    assert "planted 2 -> none" in lines[0]
    assert lines[2:] == ["same 0, up 1, down 1, failed on our side 0, skipped 0"]
    assert "이름" not in "".join(lines)
    assert [(each.name, each.total) for each in await store.leaderboard("9")] == [("이름 1", 10), ("이름 2", 4)]
    assert rows(settings, "SELECT verdict FROM attempts ORDER BY id") == [("full",), ("partial",)]
    notes = rows(settings, "SELECT attempt, before, after, rubric_before, torch_before, reason FROM regrades")
    assert notes == [(1, 2.0, 10.0, "old", "2.12", WHY), (2, 10.0, 4.0, None, None, WHY)]


async def test_without_apply_nothing_changes(
    regrade: Run, keep: Callable[..., Awaitable[int]], settings: Settings
) -> None:
    await keep(2.0)
    await keep(10.0, PART)
    before = rows(settings, "SELECT * FROM attempts")
    code, lines, errors = await regrade("--json")
    first, second, counts = map(json.loads, lines)
    assert code == 0
    assert (first["attempt"], first["learner"], first["exercise"]) == (1, "1", 4)
    assert (first["before"], first["after"], second["before"], second["after"]) == (2, 10, 10, 4)
    assert first["criteria"].pop("planted") == [2, None]
    assert sum(after for _, after in first["criteria"].values()) == 10
    assert counts == {"same": 0, "up": 1, "down": 1, "failed": 0, "skipped": 0, "applied": False}
    assert errors == ""
    assert "Nothing was written" in (await regrade())[2]
    assert rows(settings, "SELECT * FROM attempts") == before
    assert rows(settings, "SELECT * FROM regrades") == []


async def test_what_today_s_rubric_has_graded_is_skipped_unless_all_is_wanted(
    regrade: Run, tutor: Tutor, settings: Settings
) -> None:
    await tutor.submit(MINJI, "en", 4, Submission(GOOD))
    await tutor.submit(MINJI, "en", 4, Submission(PART))
    before = rows(settings, "SELECT * FROM attempts")
    _, lines, errors = await regrade()
    assert lines == ["same 0, up 0, down 0, failed on our side 0, skipped 2"]
    assert "--all" in str(errors)
    same = ["same 2, up 0, down 0, failed on our side 0, skipped 0"]
    assert (await regrade("--all", "--apply", "--reason", WHY))[1] == same
    assert rows(settings, "SELECT * FROM attempts") == before
    assert rows(settings, "SELECT * FROM regrades") == []  # there was nothing to note


async def test_a_regrade_runs_the_same_jobs_as_the_submission(
    tutor_with: Callable[..., Tutor], sandbox_socket: Path, course: Course
) -> None:
    worker = Recording(sandbox_socket)
    tutor = tutor_with(worker)
    await tutor.submit(MINJI, "ko", 4, Submission(GOOD))
    first = worker.taken()
    [kept] = await tutor.store.attempts()
    assert kept.torch == await torch_of(worker)
    worker.taken()
    again = await Regrader(course, worker, str(kept.torch), tutor.settings.deadline_ms).again(kept)
    assert worker.taken() == first
    assert len({job.seed for job in first}) == len(first) > 1
    assert (again.score, again.earned, again.rubric) == (kept.score, kept.earned, kept.rubric)
    await worker.close()


async def test_an_attempt_without_a_submission_gets_the_same_seeds_each_time(
    keep: Callable[..., Awaitable[int]], store: Store, sandbox_socket: Path, course: Course
) -> None:
    await keep(2.0)
    await keep(2.0)
    worker = Recording(sandbox_socket)
    regrader = Regrader(course, worker, "", 1_000)
    seen = []
    for kept in (*await store.attempts(), *await store.attempts()):
        await regrader.again(kept)
        seen.append([job.seed for job in worker.taken()])
    assert seen[:2] == seen[2:]
    assert seen[0] != seen[1]
    await worker.close()


class Recording(SocketWorker):
    """A real worker that writes down what it was asked."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._jobs: list[Job] = []

    async def run(self, job: Job) -> Observation:
        self._jobs.append(job)
        return await super().run(job)

    def taken(self) -> list[Job]:
        """The jobs since it was last asked."""
        jobs, self._jobs = self._jobs, []
        return jobs


async def test_an_apply_that_was_killed_goes_on(
    regrade: Run, keep: Callable[..., Awaitable[int]], settings: Settings, sandbox_socket: Path
) -> None:
    for n in range(12):
        await keep(2.0, f"{GOOD}\n# {n}", str(n + 1))
    process = await start(settings, sandbox_socket, "--apply", "--reason", WHY)
    said = [await line_of(process), await line_of(process)]
    process.kill()
    said += (await rest_of(process))[1]
    done = scores(settings).count(10.0)
    assert len(said) <= done < 12
    assert rows(settings, "SELECT count(*) FROM regrades") == [(done,)]
    code, lines, _ = await regrade("--apply", "--reason", WHY)
    assert code == 0
    assert lines[-1] == f"same 0, up {12 - done}, down 0, failed on our side 0, skipped {done}"
    assert scores(settings) == [10.0] * 12
    assert rows(settings, "SELECT count(DISTINCT attempt), count(*) FROM regrades") == [(12, 12)]


async def test_a_sandbox_that_is_not_there_is_our_fault(
    regrade: Run, keep: Callable[..., Awaitable[int]], settings: Settings, tmp_path: Path
) -> None:
    await keep(10.0, PART)
    code, lines, errors = await regrade("--apply", "--reason", WHY, socket=tmp_path / "no.sock")
    assert (code, lines) == (3, [])
    assert "no sandbox at" in errors
    assert scores(settings) == [10.0]


async def test_a_sandbox_that_goes_lowers_no_score(
    keep: Callable[..., Awaitable[int]], settings: Settings, regrade: Run
) -> None:
    await keep(2.0)
    for _ in range(2):
        await keep(5.0, ENDLESS, status="timeout")
    with running_sandbox() as socket:
        process = await start(settings, socket, "--apply", "--reason", WHY)
        assert "2 -> 10" in await line_of(process)
    code, lines, errors = await rest_of(process)
    assert code == 3
    assert lines[-1] == "same 0, up 1, down 0, failed on our side 2, skipped 0"
    assert errors.count("stays as it is") == 2
    assert scores(settings) == [10.0, 5.0, 5.0]
    assert (await regrade("--apply", "--reason", WHY))[:1] == (0,)
    assert scores(settings) == [10.0, 0.0, 0.0]


async def test_a_run_that_is_only_now_too_slow_lowers_no_score(
    regrade: Run, keep: Callable[..., Awaitable[int]], settings: Settings
) -> None:
    await keep(5.0, ENDLESS)
    code, lines, errors = await regrade("--apply", "--reason", WHY)
    assert (code, lines) == (3, ["same 0, up 0, down 0, failed on our side 1, skipped 0"])
    assert "attempt 1 stays as it is: a run ended with timeout" in errors
    assert scores(settings) == [5.0]


async def test_one_exercise_or_one_server(regrade: Run, keep: Callable[..., Awaitable[int]]) -> None:
    await keep(2.0)
    await keep(2.0, guild="8")
    await keep(0.0, exercise=1, earned={})
    await keep(2.0, exercise=9_999)
    ends = [(await regrade(*words))[1][-1] for words in ((), ("--guild", "8"), ("--exercise", "1"), ("--guild", "7"))]
    assert ends == [
        "same 1, up 2, down 0, failed on our side 0, skipped 1",
        "same 0, up 1, down 0, failed on our side 0, skipped 0",
        "same 1, up 0, down 0, failed on our side 0, skipped 0",
        "same 0, up 0, down 0, failed on our side 0, skipped 0",
    ]


async def test_more_attempts_than_a_page_holds(
    regrade: Run, keep: Callable[..., Awaitable[int]], tutor: Tutor, course: Course
) -> None:
    torch = await torch_of(tutor.worker)
    for _ in range(401):
        await keep(2.0, torch=torch, rubric=course.exercises[4].version)
    await keep(2.0)
    assert (await regrade())[1][-1] == "same 0, up 1, down 0, failed on our side 0, skipped 401"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--apply",), "--apply needs a reason"),
        (("--apply", "--reason", "  "), "--apply needs a reason"),
        (("--apply", "--reason", "x" * 501), "at most 500 characters"),
        (("--reason", WHY), "--reason is for --apply"),
        (("--exercise", "9999"), "there is no exercise 9999; there are 1, 2, 3"),
        (("--exercise", "four"), "invalid int value"),
    ],
)
async def test_wrong_usage(
    regrade: Run, keep: Callable[..., Awaitable[int]], settings: Settings, words: tuple[str, ...], said: str
) -> None:
    await keep(2.0)
    code, lines, errors = await regrade(*words)
    assert (code, lines) == (2, [])
    assert said in errors
    assert scores(settings) == [2.0]
