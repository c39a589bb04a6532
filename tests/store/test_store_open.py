"""A database that opens, and every door that stays shut: one sentence that names TUTOR_DATABASE."""

import asyncio
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import Store, engine
from bot.store.engine import parse_url
from bot.values import GuildSettings


async def refusal(url: str) -> str:
    with pytest.raises(StoreError) as caught:
        await Store.open(url)
    said = str(caught.value)
    assert said.startswith("TUTOR_DATABASE")
    assert "\n" not in said
    return said


# Opens a database without the rights of root, who may write everywhere.
OPEN = """
import asyncio, os, sys
from bot.errors import StoreError
from bot.store import Store
if os.geteuid() == 0:
    os.setuid(65534)
try:
    asyncio.run(Store.open(sys.argv[1]))
except StoreError as error:
    print(error)
"""


def sqlite(path: Path | str) -> str:
    return f"sqlite+aiosqlite:///{path}"


def test_postgresql_takes_part(postgresql: None, request: pytest.FixtureRequest) -> None:
    assert (request.getfixturevalue("cluster") / "data" / "PG_VERSION").is_file()


async def test_the_folder_is_made(tmp_path: Path) -> None:
    store = await Store.open(sqlite(tmp_path / "one" / "두 번째" / "tutor.db"))
    await store.close()
    assert (tmp_path / "one" / "두 번째" / "tutor.db").is_file()


async def test_a_path_without_a_folder_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    await (await Store.open("sqlite+aiosqlite:///tutor.db")).close()
    assert (tmp_path / "tutor.db").is_file()


async def test_an_empty_file_is_an_empty_database(tmp_path: Path) -> None:
    (tmp_path / "tutor.db").touch()
    store = await Store.open(sqlite(tmp_path / "tutor.db"))
    assert await store.leaderboard("9") == ()
    await store.close()


async def test_in_memory_while_it_is_open() -> None:
    store = await Store.open("sqlite+aiosqlite://")
    await asyncio.gather(*(store.set_guild(str(n), GuildSettings(language="en")) for n in range(1, 9)))
    assert (await store.guild("8")).language == "en"
    await store.close()


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("sqlite+aiosqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgresql://h/d", "postgresql+asyncpg://h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
    ],
)
def test_a_bare_name_gets_its_driver(short: str, full: str) -> None:
    assert parse_url(short).render_as_string() == full


@pytest.mark.parametrize("url", ["", "tutor.db", "///", "\0", "sqlite+aiosqlite//x", "postgresql://h:port/d"])
async def test_no_url(url: str) -> None:
    assert "is not a database URL" in await refusal(url)


async def test_another_database() -> None:
    said = await refusal("mysql+aiomysql://tutor:secret@host/tutor")
    assert "'mysql+aiomysql'" in said
    assert "sqlite+aiosqlite" in said
    assert "secret" not in said


@pytest.mark.parametrize("driver", ["sqlite+pysqlite", "sqlite+nonsense"])
async def test_a_driver_that_cannot_be_used(driver: str, tmp_path: Path) -> None:
    assert f"cannot use the driver '{driver}'" in await refusal(f"{driver}:///{tmp_path}/tutor.db")


async def test_a_driver_that_is_not_installed() -> None:
    package = next(name for name in ("asyncpg", "psycopg") if importlib.util.find_spec(name) is None)
    assert f"needs the package '{package}'" in await refusal(f"postgresql+{package}://tutor:secret@host/tutor")


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = await refusal(sqlite(tmp_path / "file" / "tutor.db"))
    assert f"the folder {tmp_path}/file cannot be made" in said


async def test_a_folder_in_the_file_s_place(tmp_path: Path) -> None:
    assert f"{tmp_path} is not a file that can be written" in await refusal(sqlite(tmp_path))


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that all may enter and nobody but root may write; pytest's own lets nobody else in."""
    folder = Path(tempfile.mkdtemp(prefix="tutor-"))
    (folder / "old.db").touch(mode=0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["old.db", "new.db"])
def test_a_place_that_may_not_be_written(closed_folder: Path, name: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-W", "error", "-c", OPEN, sqlite(closed_folder / name)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    said = f"TUTOR_DATABASE: {closed_folder}/{name} is not a file that can be written; allow it, or name another"
    assert ended.stdout.strip() == said
    assert ended.stderr == ""


async def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    await (await Store.open(sqlite(tmp_path / "tutor.db"))).close()
    said = await refusal(sqlite(f"file:{tmp_path}/tutor.db?mode=ro&uri=true"))
    assert "readonly database" in said


@pytest.mark.parametrize("content", [b"to do: buy milk\n" * 100, b"SQLite format 3\0" + b"\xff" * 4_000])
async def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tutor.db").write_bytes(content)
    assert "cannot be opened: file is not a database" in await refusal(sqlite(tmp_path / "tutor.db"))
    assert (tmp_path / "tutor.db").read_bytes() == content


async def test_a_database_of_another_program(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "tutor.db")
    other.execute("CREATE TABLE learners (shoe_size INTEGER)")
    other.close()
    assert "learners already exists" in await refusal(sqlite(tmp_path / "tutor.db"))
    other = sqlite3.connect(tmp_path / "tutor.db")
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("learners",)]
    other.close()


async def test_a_database_that_another_process_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await (await Store.open(sqlite(tmp_path / "tutor.db"))).close()
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    holder = sqlite3.connect(tmp_path / "tutor.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert "database is locked" in await refusal(sqlite(tmp_path / "tutor.db"))
    holder.close()
    await (await Store.open(sqlite(tmp_path / "tutor.db"))).close()


async def test_a_server_that_is_not_there(postgresql: None, tmp_path: Path) -> None:
    said = await refusal(f"postgresql+asyncpg://tutor:secret@/tutor?host={tmp_path}")
    assert "cannot be opened" in said
    assert "secret" not in said


async def test_a_server_without_that_database(postgresql: None, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue("cluster")
    assert '"nobody" does not exist' in await refusal(f"postgresql+asyncpg://tutor@/nobody?host={folder}")
