"""Attempts by the page, and a new grade in the place of the old: noted, moved up the board, all or nothing."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.errors import StoreError
from bot.store import Store
from bot.values import Attempt, Kept, Regrade

Make = Callable[..., Attempt]
Sql = Callable[[str], Awaitable[list[dict[str, object]]]]

NOTES = "SELECT * FROM regrades ORDER BY id"
GRADE: dict[str, Any] = {
    "verdict": "full",
    "score": 10.0,
    "max": 10,
    "earned": {"sum": 10.0},
    "flags": (),
    "torch": "2.13.0",
    "rubric": "new",
    "reason": "the sum was misread",
}


def regrade(attempt: int, **fields: object) -> Regrade:
    return Regrade(attempt, **(GRADE | fields))


async def test_pages_are_whole_and_in_order(store: Store, attempt: Make) -> None:
    for n in range(7):
        await store.add_attempt(attempt(exercise=1 + n % 2, guild="9" if n < 4 else None))
    pages, after = [], 0
    while page := await store.attempts(after, limit=3):
        pages.append([each.id for each in page])
        after = page[-1].id
    assert pages == [[1, 2, 3], [4, 5, 6], [7]]
    assert [each.id for each in await store.attempts(exercise=2)] == [2, 4, 6]
    assert [each.id for each in await store.attempts(2, exercise=1, guild="9")] == [3]
    assert await store.attempts(guild="8") == ()


async def test_an_attempt_comes_back_without_its_learner_s_name(store: Store, attempt: Make) -> None:
    await store.add_attempt(attempt(earned={"값": 2.5}, flags=("print",), submission="ab", torch="2", rubric="old"))
    assert await store.attempts() == (
        Kept(
            id=1,
            learner="1",
            exercise=1,
            source="import torch",
            status="ok",
            lang="ko",
            submission="ab",
            hints=0,
            verdict="partial",
            score=5.0,
            max=10,
            earned={"값": 2.5},
            flags=("print",),
            torch="2",
            rubric="old",
        ),
    )


async def test_a_regrade_changes_the_attempt_and_notes_what_it_was(store: Store, sql: Sql, attempt: Make) -> None:
    await store.add_attempt(attempt(earned={"sum": 5.0}, torch="2.12", rubric="old"))
    [before] = await sql("SELECT * FROM attempts")
    await store.regrade(regrade(1, flags=("print",)))
    [after] = await sql("SELECT * FROM attempts")
    changed = {name: after[name] for name in after if after[name] != before[name]}
    assert json.loads(str(changed.pop("earned"))) == {"sum": 10.0}
    assert changed == {"verdict": "full", "score": 10.0, "flags": '["print"]', "torch": "2.13.0", "rubric": "new"}
    [note] = await sql(NOTES)
    assert int(str(note.pop("created"))) > 1_700_000_000_000_000
    assert (json.loads(str(note.pop("earned_before"))), json.loads(str(note.pop("earned_after")))) == (
        {"sum": 5.0},
        {"sum": 10.0},
    )
    assert note == {
        "id": 1,
        "attempt": 1,
        "before": 5.0,
        "after": 10.0,
        "rubric_before": "old",
        "rubric_after": "new",
        "torch_before": "2.12",
        "torch_after": "2.13.0",
        "reason": "the sum was misread",
    }


async def test_the_leaderboard_follows(store: Store, attempt: Make) -> None:
    await store.add_attempt(attempt(learner="1", score=6.0))
    await store.add_attempt(attempt(learner="2", score=4.0))
    await store.regrade(regrade(2))
    assert [(each.name, each.total) for each in await store.leaderboard("9")] == [("learner 2", 10), ("learner 1", 6)]
    await store.regrade(regrade(2, score=0.0, verdict="zero", earned={"sum": 0.0}))
    assert [(each.name, each.total) for each in await store.leaderboard("9")] == [("learner 1", 6), ("learner 2", 0)]


async def test_a_grade_that_cannot_be_leaves_no_note(store: Store, sql: Sql, attempt: Make) -> None:
    await store.add_attempt(attempt())
    with pytest.raises(StoreError, match="ck_attempts_score"):
        await store.regrade(regrade(1, score=11.0))
    for fields in ({"verdict": "great"}, {"reason": ""}, {"rubric": "a b"}, {"score": -1.0}):
        with pytest.raises(StoreError, match=rf"\$\.{next(iter(fields))}"):
            await store.regrade(regrade(1, **fields))
    assert await sql(NOTES) == []
    assert (await store.so_far("1", 1, "9"))[0] == 5.0


async def test_an_attempt_that_is_gone_is_no_regrade(store: Store, sql: Sql, attempt: Make) -> None:
    await store.add_attempt(attempt())
    await store.regrade(regrade(2))
    assert await sql(NOTES) == []


async def test_notes_go_with_their_attempt(store: Store, sql: Sql, attempt: Make) -> None:
    await store.add_attempt(attempt())
    await store.regrade(regrade(1))
    await sql("DELETE FROM attempts")
    assert await sql(NOTES) == []


async def test_regrades_at_once_note_one_after_the_other(url: str, store: Store, sql: Sql, attempt: Make) -> None:
    await store.add_attempt(attempt(score=0.0, verdict="zero"))
    other = await Store.open(url)
    scores = [n / 2 for n in range(1, 13)]
    stores = (store, other)
    await asyncio.gather(*(stores[n % 2].regrade(regrade(1, score=score)) for n, score in enumerate(scores)))
    await other.close()
    notes = await sql(NOTES)
    by_before = {note["before"]: note["after"] for note in notes}
    assert len(by_before) == len(scores)
    score: object = 0.0
    for _ in scores:
        score = by_before[score]
    assert score == (await store.so_far("1", 1, "9"))[0]


async def test_what_no_tutor_wrote_is_said_with_its_number(store: Store, sql: Sql, attempt: Make) -> None:
    await store.add_attempt(attempt())
    await sql("UPDATE attempts SET earned = 'lots'")
    with pytest.raises(StoreError, match="attempt 1 cannot be read"):
        await store.attempts()
