"""Two stores, two processes, and a process that is killed: what was acknowledged is there."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.store import Store
from bot.values import Attempt

Make = Callable[..., Attempt]

# Adds attempts for one learner, without end or as many as asked; says each id once it is kept.
WRITER = """
import asyncio, itertools, sys
from bot.store import Store
from bot.values import Attempt, Author
async def main(url, learner, most):
    store = await Store.open(url)
    for n in itertools.islice(itertools.count(1), most):
        author = Author(learner, f"learner {learner}", "9")
        attempt = Attempt(author, 1, "x", "full", "ok", 10.0, 10, 1.0, float(n), "ko")
        print(await store.add_attempt(attempt), flush=True)
    await store.close()
asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) or None))
"""


def write(url: str, learner: str, most: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, url, learner, str(most)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


async def test_two_stores_on_one_database(url: str, attempt: Make) -> None:
    one, two = await Store.open(url), await Store.open(url)

    async def work(store: Store, learner: str) -> list[int]:
        ids = []
        for n in range(25):
            ids.append(await store.add_attempt(attempt(learner=learner, exercise=1 + n % 4)))
            await store.leaderboard("9")
        return ids

    first, second = await asyncio.gather(work(one, "1"), work(two, "2"))
    assert len({*first, *second}) == 50
    assert await one.leaderboard("9") == await two.leaderboard("9")
    assert [standing.tries for standing in await one.leaderboard("9")] == [25, 25]
    await one.close()
    await two.close()


async def test_two_processes_on_one_database(url: str) -> None:
    writers = [write(url, learner, 30) for learner in ("1", "2")]
    said = [await asyncio.to_thread(writer.communicate, timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    ids = [int(line) for out, _ in said for line in out.split()]
    assert len(set(ids)) == 60
    store = await Store.open(url)
    assert [standing.tries for standing in await store.leaderboard("9")] == [30, 30]
    await store.close()


async def test_a_killed_process_loses_nothing_it_acknowledged(url: str) -> None:
    writer = write(url, "1", 0)
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in writer.communicate(timeout=60)[0].splitlines() if line]
    store = await Store.open(url)
    kept = (await store.leaderboard("9"))[0].tries
    # One more may have been kept than was said, never one less.
    assert kept - len(acknowledged) in (0, 1)
    assert (await store.so_far("1", 1, "9"))[0] == 10.0
    await store.close()


async def test_a_file_in_use_can_be_read_and_is_whole(tmp_path: Path, attempt: Make) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/tutor.db")
    await store.add_attempt(attempt())
    reader = sqlite3.connect(tmp_path / "tutor.db")
    assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert reader.execute("SELECT count(*) FROM attempts").fetchone() == (1,)
    assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert reader.execute("PRAGMA foreign_key_check").fetchall() == []
    reader.close()
    await store.close()
    assert not (tmp_path / "tutor.db-wal").exists()
