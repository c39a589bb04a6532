"""Real databases: a SQLite file per test, and where PostgreSQL is installed a cluster per session."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import Store
from bot.store.engine import make_engine, parse_url
from bot.values import Attempt, Author


def _postgres_lacks() -> str | None:
    if shutil.which("initdb") is None:
        return "initdb is not on the path"
    if importlib.util.find_spec("asyncpg") is None:
        return "asyncpg is not installed"
    if os.geteuid() == 0 and not any(account.pw_name == "postgres" for account in pwd.getpwall()):
        return "PostgreSQL does not run as root, and there is no account named postgres"
    return None


LACKS = _postgres_lacks()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The folder of a running cluster's socket."""
    bin = Path(shutil.which("initdb") or "").resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="tutor-pg-"))
    who = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        who = {"user": account.pw_uid, "group": account.pw_gid}

    def pg(*words: str) -> None:
        subprocess.run([bin / words[0], *words[1:]], check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)

    data = str(folder / "data")
    pg("initdb", "-D", data, "-U", "tutor", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    pg("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    yield folder
    pg("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


_numbers = count(1)


@pytest.fixture(params=["sqlite"] if LACKS else ["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/folder/tutor.db"
    folder, name = request.getfixturevalue("cluster"), f"tutor{next(_numbers)}"
    subprocess.run(["createdb", "-h", folder, "-U", "tutor", name], check=True)
    return f"postgresql+asyncpg://tutor@/{name}?host={folder}"


@pytest.fixture
def postgresql() -> None:
    """Skips, once and with the reason, what the parameter of `url` leaves out silently."""
    if LACKS:
        pytest.skip(LACKS)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await Store.open(url)
    yield store
    await store.close()


@pytest.fixture
def sql(url: str) -> Callable[[str], Awaitable[list[dict[str, object]]]]:
    """Runs a statement on a connection of its own; gives the rows."""

    async def run(statement: str) -> list[dict[str, object]]:
        engine = make_engine(parse_url(url)).execution_options(writes=True)
        async with engine.begin() as connection:
            result = await connection.execute(text(statement))
            rows = [dict(row) for row in result.mappings()] if result.returns_rows else []
        await engine.dispose()
        return rows

    return run


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    """Makes an attempt, with what matters to a test given by name."""

    def make(learner: str = "1", guild: str | None = "9", **fields: object) -> Attempt:
        values: dict[str, object] = {
            "author": Author(learner, str(fields.pop("name", f"learner {learner}")), guild),
            "exercise": 1,
            "source": "import torch",
            "verdict": "partial",
            "status": "ok",
            "score": 5.0,
            "max": 10,
            "duration_ms": 12.5,
            "seconds": 1_790_000_000.0,
            "lang": "ko",
        }
        return Attempt(**(values | fields))  # type: ignore[arg-type]

    return make
