"""One learner's own data: all of it comes out, all of it goes, and no table with a learner in it is forgotten."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from bot.errors import StoreError
from bot.store import Store
from bot.store.privacy import whose
from bot.store.schema import attempts, learners, metadata
from bot.values import Answer, Attempt, Author, Holdings, Regrade, Source

Make = Callable[..., Attempt]
Sql = Callable[[str], Awaitable[list[dict[str, object]]]]
OLD = 1_700_000_000.0
AGAIN = ("full", 10.0, 10, {"sum": 10.0}, (), "2.13.0", "new", "the sum was misread")


def of_learners(schema: MetaData) -> set[str]:
    """The tables that hold something of a learner: `learners`, and what points there, by however many steps."""
    reached = {"learners"}
    while True:
        more = {
            name
            for name, table in schema.tables.items()
            if any(key.column.table.name in reached for key in table.foreign_keys)
        }
        if more <= reached:
            return reached
        reached |= more


def test_every_table_with_something_of_a_learner_is_given_out_and_removed() -> None:
    assert {table.name for table in whose("1")} == of_learners(metadata)


def test_a_new_table_would_be_noticed() -> None:
    schema = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(schema)
    Table("badges", schema, Column("id", Integer, primary_key=True), Column("attempt", ForeignKey("attempts.id")))
    assert of_learners(schema) - {table.name for table in whose("1")} == {"badges"}


def test_who_a_row_is_about_is_always_a_key_to_learners() -> None:
    loose = [
        str(column)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name in ("learner", "user", "author", "member", "student") and not column.foreign_keys
    ]
    assert loose == []


def test_what_points_at_others_is_removed_before_them() -> None:
    order = [table.name for table in whose("1")]
    late = [
        (table.name, key.column.table.name)
        for table in whose("1")
        for key in table.foreign_keys
        if key.column.table.name in order and order.index(key.column.table.name) < order.index(table.name)
    ]
    assert late == []


async def full(store: Store, attempt: Make) -> None:
    """Two learners with everything that there is; the first has twice as much."""
    for at, (learner, guild) in enumerate((("1", "9"), ("1", "8"), ("1", None), ("2", "9")), 1):
        source = f"print('{learner} {at}')"
        await store.add_attempt(attempt(learner=learner, guild=guild, exercise=at, source=source, seconds=OLD + at))
    for at in (1, 1, 4):
        await store.regrade(Regrade(at, *AGAIN))
    await store.set_language(Author("1", "민지", "9"), "ko")
    for at, learner in enumerate(("1", "1", "2"), 1):
        author = Author(learner, "민지" if learner == "1" else "b", "9")
        await store.put_answer(Answer(f"5{at}", "7", author, 4, "ko", "d", f"s{at}", time.time(), "x = 1"))
    for learner, guild in (("1", "9"), ("1", None), ("2", "9")):
        await store.note_hint(Author(learner, "민지" if learner == "1" else "b", guild), 3)


async def test_what_is_kept_is_counted(store: Store, attempt: Make) -> None:
    assert await store.holdings("1") is None
    await full(store, attempt)
    assert await store.holdings("1") == Holdings(3, 2, 2, "ko", OLD + 1, OLD + 3, hidden=False)
    assert await store.holdings("2") == Holdings(1, 1, 1, None, OLD + 4, OLD + 4, hidden=False)
    await store.set_language(Author("3", "새 학생", None), "en")
    assert await store.holdings("3") == Holdings(0, 0, 0, "en", None, None, hidden=False)


async def test_everything_of_one_learner_comes_out_and_nothing_of_another(store: Store, attempt: Make) -> None:
    await full(store, attempt)
    tables = await store.tables("1")
    assert {name: len(rows) for name, rows in tables.items()} == {
        "regrades": 2,
        "attempts": 3,
        "answers": 2,
        "hints": 2,
        "learners": 1,
    }
    for table in whose("1"):
        for row in tables[table.name]:
            assert row.keys() == {column.name for column in table.columns if column is not attempts.c.source}
    assert tables["learners"][0]["name"] == "민지"
    assert {row["learner"] for row in tables["attempts"]} == {"1"}
    assert {row["attempt"] for row in tables["regrades"]} == {1}


async def test_programs_come_by_the_page_newest_first(store: Store, attempt: Make) -> None:
    await full(store, attempt)
    newest = await store.sources("1", limit=2)
    assert newest == (Source(3, 3, "print('1 3')"), Source(2, 2, "print('1 2')"))
    assert await store.sources("1", before=2) == (Source(1, 1, "print('1 1')"),)
    assert await store.sources("1", before=1) == ()


async def rows_about(sql: Sql, learner: str) -> dict[str, int]:
    """How many rows of each table are left of a learner, asked apart from the store's own list."""
    own = f"SELECT id FROM attempts WHERE learner = '{learner}'"  # noqa: S608
    where = {
        "learners": f"id = '{learner}'",
        "attempts": f"learner = '{learner}'",
        "answers": f"learner = '{learner}'",
        "hints": f"learner = '{learner}'",
        "regrades": f"attempt IN ({own})",
    }
    return {name: len(await sql(f"SELECT * FROM {name} WHERE {condition}")) for name, condition in where.items()}  # noqa: S608


async def test_everything_of_one_learner_goes_and_nothing_of_another(store: Store, sql: Sql, attempt: Make) -> None:
    await full(store, attempt)
    others = await rows_about(sql, "2")
    assert await store.forget("1") == {"regrades": 2, "attempts": 3, "answers": 2, "hints": 2, "learners": 1}
    assert await rows_about(sql, "1") == {"learners": 0, "attempts": 0, "answers": 0, "hints": 0, "regrades": 0}
    assert (
        await rows_about(sql, "2") == others == {"learners": 1, "attempts": 1, "answers": 1, "hints": 1, "regrades": 1}
    )
    assert len(await sql("SELECT * FROM regrades")) == 1
    assert [row.name for row in await store.leaderboard("9")] == ["b"]
    assert await store.forget("1") == {"regrades": 0, "attempts": 0, "answers": 0, "hints": 0, "learners": 0}


async def test_a_new_submission_begins_anew(store: Store, attempt: Make) -> None:
    await full(store, attempt)
    await store.hide(Author("1", "민지", "9"), hidden=True)
    await store.forget("1")
    assert await store.language("1") is None
    await store.add_attempt(attempt(learner="1", score=2.0, seconds=OLD))
    assert await store.holdings("1") == Holdings(1, 1, 0, None, OLD, OLD, hidden=False)
    assert (await store.so_far("1", 1, "9"))[0] == 2.0


async def test_a_removal_that_fails_removes_nothing(store: Store, sql: Sql, attempt: Make) -> None:
    await full(store, attempt)
    before = await rows_about(sql, "1")
    await sql("CREATE TABLE badges (id INTEGER PRIMARY KEY, learner VARCHAR(32) NOT NULL REFERENCES learners(id))")
    await sql("INSERT INTO badges VALUES (1, '1')")
    with pytest.raises(StoreError):
        await store.forget("1")
    assert await rows_about(sql, "1") == before


async def test_submissions_and_a_removal_at_once_leave_no_half(url: str, store: Store, sql: Sql, attempt: Make) -> None:
    other = await Store.open(url)
    for _ in range(12):
        await full(store, attempt) if not await sql("SELECT * FROM attempts") else None
        kept = [other.add_attempt(attempt(learner="1", seconds=OLD)) for _ in range(8)]
        await asyncio.gather(*kept, store.forget("1"))
        held = await store.holdings("1")
        assert held is None or held.attempts == len(await sql("SELECT * FROM attempts WHERE learner = '1'"))
    await other.close()
    assert (await rows_about(sql, "1"))["regrades"] == 0


async def test_a_hidden_learner_keeps_rank_and_points_without_a_name(store: Store, attempt: Make) -> None:
    await store.add_attempt(attempt(learner="1", score=9.0, name="민지"))
    await store.add_attempt(attempt(learner="2", score=5.0, name="Alex"))
    await store.hide(Author("1", "민지", "9"), hidden=True)
    first, second = await store.leaderboard("9")
    assert (first.rank, first.name, first.total, first.hidden, first.own) == (1, "", 9.0, True, False)
    assert (second.name, second.hidden) == ("Alex", False)
    await store.add_attempt(attempt(learner="1", score=1.0, name="민지"))
    await store.set_language(Author("1", "민지", "9"), "en")
    assert (await store.leaderboard("9"))[0].hidden  # what else is kept of them does not show them again
    await store.hide(Author("1", "민지", "9"), hidden=False)
    assert [row.name for row in await store.leaderboard("9")] == ["민지", "Alex"]


async def test_who_asks_is_marked_beyond_the_limit_too(store: Store, attempt: Make) -> None:
    for learner in ("1", "2", "3"):
        await store.add_attempt(attempt(learner=learner, score=float(learner)))
    rows = await store.leaderboard("9", limit=1, asker="1")
    assert [(row.rank, row.own) for row in rows] == [(1, False), (3, True)]
    assert [row.own for row in await store.leaderboard("9", asker="4")] == [False, False, False]


async def test_somebody_unknown_may_hide_before_the_first_submission(store: Store, attempt: Make) -> None:
    await store.hide(Author("5", "새 학생", "9"), hidden=True)
    await store.add_attempt(attempt(learner="5"))
    assert [row.hidden for row in await store.leaderboard("9")] == [True]


async def test_a_refusal_of_the_database_quotes_no_program(store: Store, attempt: Make) -> None:
    with pytest.raises(StoreError, match="ck_attempts_score") as refusal:
        await store.add_attempt(attempt(score=11.0, source="my_secret_program = 1", name="민지"))
    assert "secret" not in str(refusal.value)
    assert "DETAIL" not in str(refusal.value)


def test_learners_is_where_the_walk_begins() -> None:
    assert learners.name in metadata.tables
