"""Which message answers which, and what is left to answer; and what a server's owner chose."""

import time

import pytest
from msgspec.structs import replace

from bot.errors import StoreError
from bot.store import Store
from bot.store.answers import DAY
from bot.values import Answer, Author, GuildSettings, Note, Part

MINJI = Author("1", "민지", "9")
PROGRAM = "x = 1"


def answer(message: str, *, ago: float = 0, source: str | None = PROGRAM, exercise: int | None = 4) -> Answer:
    # whole milliseconds, which microseconds hold exactly
    return Answer(message, "7", MINJI, exercise, "ko", "d" * 64, f"s{message}", round(time.time() - ago, 3), source)


async def test_an_answer_is_found_by_what_it_answers_until_either_is_gone(store: Store) -> None:
    first = answer("51")
    await store.put_answer(first)
    assert await store.answer("51") == first
    assert await store.answer("52") is None
    await store.answered("51", "61")
    found = await store.answer("51")
    assert found is not None
    assert (found.reply, found.source, found.author, found.exercise) == ("61", None, MINJI, 4)
    await store.forget_answer("51")
    assert await store.answer("51") is None
    await store.put_answer(first)
    await store.answered("51", "61")
    await store.forget_answer_in("61")
    assert await store.answer("51") is None


async def test_what_has_no_answer_is_left_to_the_next_start(store: Store) -> None:
    for at, ago in (("53", 10), ("51", 30), ("52", 20), ("54", DAY + 60)):
        await store.put_answer(answer(at, ago=ago))
    await store.answered("52", None)
    assert [each.message for each in await store.unanswered()] == ["51", "53"]
    assert [each.source for each in await store.unanswered()] == [PROGRAM, PROGRAM]


async def test_an_edited_message_has_one_answer_the_newest(store: Store) -> None:
    await store.put_answer(answer("51", ago=60))
    await store.answered("51", "61")
    again = answer("51", source="x = 2", exercise=None)
    await store.put_answer(again)
    assert await store.answer("51") == again


async def test_the_line_beside_it_the_parts_and_the_error_are_kept_as_long_as_they_are_of_use(store: Store) -> None:
    notes = (Note("note.empty", {"name": "a\ud800.py"}, (3,)), Note("note.block"))
    first = replace(answer("51"), parts=(Part(1, 1, "block", 2),), notes=notes, reply="61")
    await store.put_answer(first)
    await store.said_beside("51", "71")
    read = (replace(notes[0], facts={"name": "a\ufffd.py"}), notes[1])
    assert await store.unanswered() == (replace(first, beside="71", notes=read),)
    await store.answered("51", None, digest="", error="\0NameError: x")
    out = replace(first, source=None, parts=(), notes=(), digest="", error="\ufffdNameError: x")
    assert await store.answer("51") == await store.answer_of("s51") == out
    assert await store.answer_of("s52") is None
    await store.put_answer(replace(first, digest="e" * 64))
    again = await store.answer("51")
    assert again is not None
    assert again.error is None


async def test_after_a_day_they_go(store: Store) -> None:
    await store.put_answer(answer("51", ago=DAY + 1))
    await store.answered("51", "61")
    await store.put_answer(answer("52"))
    assert await store.answer("51") is None
    assert [row["message"] for row in (await store.tables("1"))["answers"]] == ["52"]  # without a restart, too
    await store.put_answer(answer("53", ago=DAY + 1))
    await store.sweep_answers()
    assert await store.unanswered() == (await store.answer("52"),)
    assert await store.answer("52") is not None


async def test_what_an_owner_chose_is_kept_whole(store: Store) -> None:
    assert await store.guild("9") == GuildSettings()
    chosen = GuildSettings("en", "?", ("1", "2"), "3", "public", "nicknames", 0.5, plain=True)
    await store.set_guild("9", chosen)
    assert await store.guild("9") == chosen
    await store.set_guild("9", GuildSettings())
    assert await store.guild("9") == GuildSettings()
    assert await store.guild("8") == GuildSettings()


async def test_settings_that_no_tutor_wrote_are_an_error_of_ours(store: Store, sql: object) -> None:
    await store.set_guild("9", GuildSettings())
    await sql("UPDATE guilds SET settings = '{\"details\": 7}'")  # type: ignore[operator]
    with pytest.raises(StoreError, match="guild 9"):
        await store.guild("9")
