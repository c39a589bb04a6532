"""Attempts, languages and names are kept as they came, on every database."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import msgspec
import pytest

from bot.errors import StoreError
from bot.store import Store
from bot.values import Attempt, Author, GuildSettings, Part, Progress

Make = Callable[..., Attempt]
Sql = Callable[[str], Awaitable[list[dict[str, object]]]]

ATTEMPTS = "SELECT * FROM attempts ORDER BY id"


async def test_every_attempt_is_kept_whole(store: Store, sql: Sql, attempt: Make) -> None:
    first = attempt(source="x = 1\ny = '텐서 🔥'", earned={"shape": 2.5, "값": 0.0}, torch="2.13.0", rubric="4:1")
    first = msgspec.structs.replace(first, submission="0f" * 8, flags=("torch.rand", "\0" * 70))
    second = attempt(guild=None, score=0.0, verdict="zero", status="timeout", seconds=1_790_000_000.123457)
    ids = [await store.add_attempt(first), await store.add_attempt(second), await store.add_attempt(second)]
    kept = await sql(ATTEMPTS)
    assert [row["id"] for row in kept] == ids
    assert len(set(ids)) == 3
    assert json.loads(str(kept[0].pop("earned"))) == first.earned
    assert json.loads(str(kept[0].pop("flags"))) == ["torch.rand", "\ufffd" * 64]
    assert kept[0] == {
        "id": ids[0],
        "learner": "1",
        "guild": "9",
        "exercise": 1,
        "source": first.source,
        "verdict": "partial",
        "status": "ok",
        "score": 5.0,
        "max": 10,
        "duration_ms": 12.5,
        "created": 1_790_000_000_000_000,
        "language": "ko",
        "torch": "2.13.0",
        "rubric": "4:1",
        "submission": "0f" * 8,
        "hints": 0,
        "penalty": 0.0,
        "parts": "[]",
    }
    assert kept[1]["guild"] is None
    assert kept[1]["created"] == 1_790_000_000_123_457
    assert (kept[2]["torch"], kept[2]["rubric"], kept[2]["earned"]) == (None, None, "{}")
    assert (kept[2]["submission"], kept[2]["flags"], kept[2]["hints"]) == (None, "[]", 0)


async def test_opened_hints_are_kept_with_the_attempt_and_added_up(store: Store, attempt: Make) -> None:
    first, second = [await store.add_attempt(attempt()) for _ in range(2)]
    other = await store.add_attempt(attempt(guild=None))
    await store.note_hints(first, 3)
    await store.note_hints(first, 1)
    await store.note_hints(second, 2)
    await store.note_hints(other, 4)
    await store.note_hints(99_999, 4)
    kept = await store.attempt(first)
    assert kept is not None
    assert (kept.id, kept.hints) == (first, 3)
    assert kept.source == attempt().source
    assert await store.attempt(99_999) is None
    whose = kept.learner, kept.exercise
    assert (await store.so_far(*whose, "9"))[1] == 5
    assert (await store.so_far(*whose, None))[1] == 4
    assert (await store.so_far(kept.learner, kept.exercise + 1, "9"))[1] == 0


async def test_an_exercise_s_own_hint_counts_once_where_it_was_opened(store: Store, attempt: Make) -> None:
    minji = Author("1", "민지", "9")
    assert not await store.hint_noted(minji, 1)
    for _ in range(2):
        await store.note_hint(minji, 1)
    await store.note_hints(await store.add_attempt(attempt()), 2)
    assert await store.hint_noted(minji, 1)
    assert await store.so_far("1", 1, "9") == (5.0, 3)
    assert [(await store.so_far("1", *where))[1] for where in ((1, None), (1, "8"), (2, "9"))] == [0, 0, 0]
    assert (await store.so_far("2", 1, "9"))[1] == 0
    await store.note_hint(Author("1", "민지", None), 1)
    assert (await store.so_far("1", 1, None))[1] == 1


async def test_where_its_lines_stand_is_kept_with_an_attempt(store: Store, attempt: Make, sql: Sql) -> None:
    parts = (Part(1, 2, "cell", 1), Part(7, 1, "cell", 12))
    id = await store.add_attempt(attempt(parts=parts, submission="0f" * 8))
    by_id, by_submission = await store.attempt(id), await store.attempt_of("0f" * 8)
    assert by_id == by_submission
    assert by_id is not None
    assert by_id.parts == parts
    assert await store.attempt_of("0e" * 8) is None
    await sql("UPDATE attempts SET parts = '[[1]]'")
    with pytest.raises(StoreError, match=f"attempt {id}"):
        await store.attempt(id)


async def test_best_is_the_highest_in_its_place(store: Store, attempt: Make) -> None:
    for score in (3.5, 9.0, 4.0):
        await store.add_attempt(attempt(score=score))
    await store.add_attempt(attempt(guild=None, score=1.5))
    await store.add_attempt(attempt(learner="2", score=10.0))
    assert (await store.so_far("1", 1, "9"))[0] == 9.0
    assert (await store.so_far("1", 1, None))[0] == 1.5
    assert (await store.so_far("1", 1, "8"))[0] is None
    assert (await store.so_far("1", 2, "9"))[0] is None
    assert (await store.so_far("3", 1, "9"))[0] is None


async def test_progress_counts_the_guild_or_the_direct_messages(store: Store, attempt: Make) -> None:
    for exercise, score, guild in (
        (4, 2.0, "9"),
        (1, 3.0, "9"),
        (4, 7.5, "9"),
        (1, 10.0, None),
        (1, 9.0, "8"),
    ):
        await store.add_attempt(attempt(exercise=exercise, score=score, guild=guild))
    await store.add_attempt(attempt(learner="2", exercise=3))
    assert await store.progress(Author("1", "a", "9")) == (Progress(1, 3.0, 1), Progress(4, 7.5, 2))
    assert await store.progress(Author("1", "a", None)) == (Progress(1, 10.0, 1),)
    assert await store.progress(Author("5", "a", "9")) == ()


async def test_what_was_kept_is_there_after_reopening(url: str, attempt: Make) -> None:
    first = await Store.open(url)
    await first.add_attempt(attempt(score=8.0))
    await first.set_language(Author("1", "a", None), "en")
    await first.close()
    again = await Store.open(url)
    assert (await again.so_far("1", 1, "9"))[0] == 8.0
    assert await again.language("1") == "en"
    assert await again.add_attempt(attempt()) == 2
    await again.close()


async def test_language_is_none_until_chosen_and_survives_attempts(store: Store, attempt: Make) -> None:
    assert await store.language("1") is None
    await store.add_attempt(attempt())
    assert await store.language("1") is None
    await store.set_language(Author("1", "a", "9"), "en")
    await store.add_attempt(attempt(lang="ko"))
    assert await store.language("1") == "en"
    await store.set_language(Author("1", "a", "9"), "ko")
    assert await store.language("1") == "ko"
    assert await store.language("2") is None


async def test_guild_language_survives_attempts(store: Store, attempt: Make) -> None:
    assert (await store.guild("9")).language is None
    await store.add_attempt(attempt())
    await store.set_guild("9", GuildSettings(language="en"))
    await store.add_attempt(attempt())
    assert (await store.guild("9")).language == "en"
    assert (await store.guild("8")).language is None


async def test_a_language_of_a_later_tutor_counts_as_none(store: Store, sql: Sql, attempt: Make) -> None:
    await store.set_language(Author("1", "a", None), "en")
    await sql("UPDATE learners SET language = 'ja'")
    assert await store.language("1") is None


async def test_the_name_is_the_last_seen(store: Store, attempt: Make) -> None:
    for name in ("first", "second"):
        await store.add_attempt(attempt(name=name))
    assert [standing.name for standing in await store.leaderboard("9")] == ["second"]
    await store.set_language(Author("1", "third", None), "en")
    assert [standing.name for standing in await store.leaderboard("9")] == ["third"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("가" * 65, "가" * 64),
        ("", ""),
        ("a\0b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("\udc80", "\ufffd"),
        ("\ud83d\udd25", "🔥"),
        ("Robert'); DROP TABLE learners;--", "Robert'); DROP TABLE learners;--"),
    ],
)
async def test_odd_text_is_mended(store: Store, sql: Sql, attempt: Make, name: str, kept: str) -> None:
    await store.add_attempt(attempt(name=name, source=name, earned={name: 1.0}))
    assert [standing.name for standing in await store.leaderboard("9")] == [kept]
    source = str((await sql(ATTEMPTS))[0]["source"])
    assert source[:64] == kept
    assert json.loads(str((await sql(ATTEMPTS))[0]["earned"])) == {source: 1.0}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("learner", ""),
        ("learner", "1" * 33),
        ("learner", "1\ud800"),
        ("guild", ""),
        ("exercise", 0),
        ("exercise", "4"),
        ("source", "x" * 16_385),
        ("verdict", "great"),
        ("status", "fine"),
        ("score", -0.5),
        ("score", float("nan")),
        ("score", float("inf")),
        ("max", 0),
        ("earned", {"shape": float("nan")}),
        ("duration_ms", -1.0),
        ("duration_ms", float("inf")),
        ("seconds", float("nan")),
        ("seconds", -1.0),
        ("seconds", 1e300),
        ("lang", "fr"),
        ("torch", "2.13 "),
        ("submission", "x" * 65),
    ],
)
async def test_an_attempt_that_cannot_be_is_refused(
    store: Store, sql: Sql, attempt: Make, field: str, value: object
) -> None:
    name = {"seconds": "created", "lang": "language"}.get(field, field)
    with pytest.raises(StoreError, match=rf"\$\.{name}"):
        await store.add_attempt(attempt(**{field: value}))
    assert await sql(ATTEMPTS) == []


async def test_a_score_above_the_most_is_refused_without_showing_the_source(
    store: Store, sql: Sql, attempt: Make
) -> None:
    with pytest.raises(StoreError, match="ck_attempts_score") as caught:
        await store.add_attempt(attempt(score=10.5, source="secret"))
    assert await sql(ATTEMPTS) == []
    assert await store.progress(Author("1", "a", "9")) == ()
    assert "secret" not in str(caught.value)
    assert "secret" not in str(caught.value.__cause__).split("DETAIL")[0]


async def test_a_refused_attempt_leaves_no_learner_behind(store: Store, sql: Sql, attempt: Make) -> None:
    with pytest.raises(StoreError):
        await store.add_attempt(attempt(score=10.5))
    assert await sql("SELECT * FROM learners") == []
    assert await sql("SELECT * FROM guilds") == []


async def test_an_id_no_learner_can_have_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match=r"\$\.id"):
        await store.set_language(Author("", "a", None), "ko")
    with pytest.raises(StoreError, match=r"\$\.id"):
        await store.set_guild("9" * 40, GuildSettings(language="ko"))


async def test_a_table_that_is_gone_is_our_error(store: Store, sql: Sql, attempt: Make) -> None:
    await sql("DROP TABLE regrades")
    await sql("DROP TABLE attempts")
    with pytest.raises(StoreError, match="TUTOR_DATABASE"):
        await store.add_attempt(attempt())
    with pytest.raises(StoreError, match="attempts"):
        await store.leaderboard("9")


async def test_many_at_once_each_get_their_own_id(store: Store, attempt: Make) -> None:
    made = [attempt(learner=str(1 + n % 7), exercise=1 + n % 4) for n in range(60)]
    ids = await asyncio.gather(*map(store.add_attempt, made))
    assert len(set(ids)) == 60
    assert sum(standing.tries for standing in await store.leaderboard("9")) == 60


async def test_a_write_is_finished_though_its_caller_is_cancelled(store: Store, sql: Sql, attempt: Make) -> None:
    asked = 0
    for step in range(30):
        task = asyncio.create_task(store.add_attempt(attempt(learner=f"{step + 1}")))
        await asyncio.sleep(step * 0.0002)
        asked += 1
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    last = await store.add_attempt(attempt(learner="99"))
    kept = await sql(ATTEMPTS)
    for _ in range(3_000):  # those that nobody waits for may come after it
        if len(kept) > asked:
            break
        await asyncio.sleep(0.01)
        kept = await sql(ATTEMPTS)
    assert len(kept) == asked + 1
    assert last in {row["id"] for row in kept}


async def test_closing_waits_for_what_was_begun(url: str, sql: Sql, attempt: Make) -> None:
    store = await Store.open(url)
    tasks = [asyncio.create_task(store.add_attempt(attempt())) for _ in range(10)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await store.close()
    assert len(await sql(ATTEMPTS)) == 10


async def test_a_submission_that_comes_twice_is_one_attempt(store: Store, attempt: Make) -> None:
    first = msgspec.structs.replace(attempt(score=7.0), submission="ab" * 8)
    again = msgspec.structs.replace(first, score=3.0)
    assert await store.add_attempt(first) == await store.add_attempt(again)
    [kept] = await store.attempts()
    assert (kept.score, kept.submission) == (7.0, "ab" * 8)
