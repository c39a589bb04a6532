"""The schema from an empty database, from an older one, and not from a newer one."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.errors import StoreError
from bot.store import Store, migrate
from bot.store.engine import make_engine, parse_url
from bot.store.schema import HEAD, metadata
from bot.values import Attempt

Make = Callable[..., Attempt]
MIGRATIONS = Path(migrate.__file__).parent / "migrations"

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
    op.add_column("learners", sa.Column("alias", sa.String(64)))
    op.execute("UPDATE learners SET alias = name")
    {last}
"""


OLD_ATTEMPT = (
    "INSERT INTO learners (id, name, created) VALUES ('1', 'a', 0)",
    "INSERT INTO guilds (id, created) VALUES ('9', 0)",
    "INSERT INTO attempts (learner, guild, exercise, source, verdict, status, score, max, earned, duration_ms, created,"
    """ language) VALUES ('1', '9', 1, 'x = 1', 'partial', 'ok', 5, 10, '{"sum":5}', 1, 0, 'ko')""",
)


async def within(url: str, work: Callable[..., object], *arguments: str) -> object:
    """Run `work` in a writing transaction of its own engine."""
    engine = make_engine(parse_url(url)).execution_options(writes=True)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work, *arguments)
    finally:
        await engine.dispose()


def history(folder: Path, last: str = "") -> str:
    """Our migrations with one more after them."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(NEXT.format(head=HEAD, last=last))
    return str(folder)


def columns(connection: Connection) -> set[str]:
    return {column["name"] for column in inspect(connection).get_columns("learners")}


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


async def test_the_migrations_make_the_tables_of_the_schema(url: str) -> None:
    await (await Store.open(url)).close()

    def differences(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    assert await within(url, differences) == []


async def test_the_constraints_are_there_too(url: str) -> None:
    await (await Store.open(url)).close()

    def cascades(connection: Connection) -> list[object]:
        return [key["options"] for key in inspect(connection).get_foreign_keys("regrades")]

    def checks(connection: Connection) -> set[str | None]:
        return {check["name"] for check in inspect(connection).get_check_constraints("attempts")}

    named = {constraint.name for constraint in metadata.tables["attempts"].constraints}
    assert await within(url, checks) == {name for name in named if str(name).startswith("ck_")}
    assert await within(url, cascades) == [{"ondelete": "CASCADE"}]


async def test_an_older_database_is_brought_up_with_what_is_in_it(url: str, tmp_path: Path, attempt: Make) -> None:
    store = await Store.open(url)
    await store.add_attempt(attempt(name="김서연"))
    await store.close()
    await within(url, migrate.migrate, "next", history(tmp_path / "history"))
    assert await within(url, migrate.read_version) == "next"
    names = await within(url, lambda connection: connection.execute(text("SELECT alias FROM learners")).scalar())
    assert names == "김서연"


async def test_attempts_that_the_first_tutor_kept_can_be_regraded(url: str, attempt: Make) -> None:
    await within(url, migrate.migrate, "0001")
    for statement in OLD_ATTEMPT:
        await within(url, lambda connection, words: connection.exec_driver_sql(words), statement)
    store = await Store.open(url)
    [old] = await store.attempts()
    assert (old.source, old.score, old.earned) == ("x = 1", 5.0, {"sum": 5})
    assert (old.submission, old.flags, old.torch, old.rubric) == ("attempt-1", (), None, None)
    assert await store.add_attempt(attempt()) == 2
    assert (await store.so_far("1", 1, "9"))[0] == 5.0
    await store.close()


async def test_a_migration_that_fails_leaves_the_old_database(url: str, tmp_path: Path, attempt: Make) -> None:
    store = await Store.open(url)
    await store.add_attempt(attempt())
    await store.close()
    with pytest.raises(ZeroDivisionError):
        await within(url, migrate.migrate, "next", history(tmp_path / "history", "1 / 0"))
    assert await within(url, migrate.read_version) == HEAD
    assert "alias" not in await within(url, columns)
    store = await Store.open(url)
    assert (await store.so_far("1", 1, "9"))[0] == 5.0
    await store.close()


async def test_a_newer_database_is_left_alone(url: str, tmp_path: Path) -> None:
    await (await Store.open(url)).close()
    await within(url, migrate.migrate, "next", history(tmp_path / "history"))
    with pytest.raises(StoreError, match=f"TUTOR_DATABASE.*a newer tutor made it.*next.*{HEAD}"):
        await Store.open(url)
    assert await within(url, migrate.read_version) == "next"


async def test_a_database_whose_version_was_lost_is_not_overwritten(url: str, attempt: Make) -> None:
    store = await Store.open(url)
    await store.add_attempt(attempt())
    await store.close()
    await within(url, lambda connection: connection.execute(text("DELETE FROM alembic_version")))
    with pytest.raises(StoreError, match="already exists"):
        await Store.open(url)
    assert await within(url, lambda connection: connection.execute(text("SELECT count(*) FROM attempts")).scalar()) == 1


async def test_stores_that_start_at_once_migrate_once(url: str) -> None:
    stores = await asyncio.gather(*(Store.open(url) for _ in range(4)))
    for store in stores:
        await store.close()
    assert await within(url, migrate.read_version) == HEAD


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-W", "error", "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True, timeout=60)


OPEN = """
import asyncio, sys
from bot.store import Store
async def main():
    await (await Store.open(sys.argv[1])).close()
asyncio.run(main())
print(*sorted(name for name in sys.modules if name in ("alembic", "mako", "torch")))
"""


def test_alembic_is_imported_only_where_a_migration_is_due(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/tutor.db"
    assert run(OPEN, url).stdout.split() == ["alembic", "mako"]
    assert run(OPEN, url).stdout.split() == []


def test_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", OPEN, f"sqlite+aiosqlite:///{tmp_path}/tutor.db"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate(timeout=60)[1] for process in started]
    assert [(process.returncode, text) for process, text in zip(started, said, strict=True)] == [(0, b"")] * 3
