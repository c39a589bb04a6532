"""The way to the database: the text of TUTOR_DATABASE comes in, an engine goes out, or one sentence why not.

SQLite has one connection, so transactions queue here in the order they came. SQLite's own wait, which is not
fair, is left to other processes on the same file.
"""

import asyncio
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.errors import StoreError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_MS = 5_000
ONE_CONNECTION = {"poolclass": AsyncAdaptedQueuePool, "pool_size": 1, "max_overflow": 0}


def parse_url(text: str) -> URL:
    """Read a database URL; a bare `sqlite:` or `postgresql:` gets its driver. Raises StoreError."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        example = "sqlite+aiosqlite:///var/tutor.db"
        raise StoreError(f"TUTOR_DATABASE is not a database URL; write for instance {example}") from None
    if url.get_backend_name() not in DRIVERS:
        known = " and ".join(DRIVERS.values())
        raise StoreError(f"TUTOR_DATABASE names {url.drivername!r}, but the tutor knows {known}")
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))


def make_engine(url: URL) -> AsyncEngine:
    """An engine that has not connected yet; makes the folder of a SQLite file. Raises StoreError."""
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        _reach(url)
    pool: dict[str, Any] = ONE_CONNECTION if sqlite else {"pool_pre_ping": True}
    try:
        engine = create_async_engine(url, hide_parameters=True, **pool)  # parameters are students' programs
    except ModuleNotFoundError as error:
        cure = "pip install it beside the tutor (docs/operating.md)"
        raise StoreError(f"TUTOR_DATABASE needs the package {error.name!r}, which is not installed; {cure}") from None
    except (ArgumentError, InvalidRequestError) as error:
        raise StoreError(f"TUTOR_DATABASE cannot use the driver {url.drivername!r}: {error}") from None
    if sqlite:
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _reach(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"TUTOR_DATABASE: the folder {path.parent} cannot be made: {error.strerror}"
        raise StoreError(f"{said}; make it, or name another") from None
    # Looked at and not opened: closing a file lets go of every lock that this process has on it.
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise StoreError(f"TUTOR_DATABASE: {path} is not a file that can be written; allow it, or name another")


def _prepare(connection: Any, _record: object) -> None:
    # Python's own BEGIN is deferred: a read that then writes would fail at once instead of waiting.
    connection.isolation_level = None
    try:
        connection.run_async(_settle)
    except BaseException:
        connection.close()  # nobody else will, and its thread would outlive the loop
        raise


async def _settle(connection: aiosqlite.Connection) -> None:
    await connection.execute_fetchall(f"PRAGMA busy_timeout = {BUSY_MS}")
    await connection.execute_fetchall("PRAGMA foreign_keys = ON")
    deadline = time.monotonic() + BUSY_MS / 1_000
    while True:
        try:
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Of two processes that make a file at once, SQLite refuses one without the wait it was told.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.02)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
