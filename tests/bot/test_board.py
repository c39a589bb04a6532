"""The leaderboard: its table, its cards, what it says to whom, and the CSV."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import board, export
from bot.cards.board import PAGE, Place
from bot.cards.table import table
from bot.cards.text import width
from bot.leaderboard import Leaderboard
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Attempt, Author, Card, File, GuildSettings, Marks, Ranking, Standing
from bot.workers import Worker
from lessons.course import LANGS, Course, Lang
from tests.bot.conftest import Scripted, text_of
from tests.bot.payloads import check, check_plain

FOUR = [1, 2, 3, 4]
ROW = Standing(1, "김서연", 40, {1: 10, 2: 10, 3: 10, 4: 10}, 6)
HIDDEN = Standing(2, "", 20, {1: 10, 2: 10}, 3, hidden=True, own=True)
odd = st.text(st.characters(codec="utf-16", exclude_categories=()), max_size=80)
standings = st.builds(
    Standing,
    st.integers(1, 9_999),
    odd,
    st.integers(0, 80).map(lambda halves: halves / 2),
    st.dictionaries(st.sampled_from(FOUR), st.integers(0, 20).map(lambda halves: halves / 2)),
    st.integers(0, 9_999),
    st.booleans(),
    st.booleans(),
)


def actions(card: Card) -> list[str]:
    return [each.action for each in card.buttons if each.enabled]


def test_names_stand_last() -> None:
    rows = [ROW, Standing(2, "<@123> `x`\n@everyone", 9.5, {4: 9.5}, 12)]
    lines = table("en", rows, FOUR).split("\n")
    assert lines[0].split() == ["#", "sum", "1", "2", "3", "4", "try", "student"]
    assert lines[1].split() == ["1", "40", "10", "10", "10", "10", "6", "김서연"]
    assert lines[2].split()[:7] == ["2", "9.5", "-", "-", "-", "9.5", "12"]
    assert "<@" not in lines[2]
    assert len(lines) == 3


def test_one_exercise_has_one_score() -> None:
    lines = table("ko", [Standing(1, "민지", 9.5, {4: 9.5}, 2)], []).split("\n")
    assert [line.split() for line in lines] == [["#", "점수", "시도", "학생"], ["1", "9.5", "2", "민지"]]


@pytest.mark.parametrize(("lang", "name"), [("ko", "(숨김)"), ("en", "(hidden)")])
def test_a_hidden_row_has_rank_and_points_and_no_name(lang: Lang, name: str) -> None:
    lines = table(lang, [HIDDEN], [1, 2]).split("\n")
    assert lines[1].split() == [">", "2", "20", "10", "10", "3", name]


@settings(max_examples=60, deadline=None)
@given(st.lists(standings, min_size=1, max_size=PAGE), st.sampled_from(LANGS))
def test_a_table_fits_a_phone(rows: list[Standing], lang: Lang) -> None:
    assert max(map(width, table(lang, rows, FOUR).split("\n"))) <= 46
    assert max(map(width, table(lang, rows, list(range(1, 30))).split("\n"))) <= 46


def test_an_ordinary_table_fits_a_small_phone() -> None:
    rows = [ROW, Standing(12, "아주아주 긴 이름을 가진 학생", 38.5, {1: 10, 2: 9.5, 3: 9, 4: 10}, 11)]
    for lang in LANGS:
        assert max(map(width, table(lang, rows, FOUR).split("\n"))) <= 36


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(standings, max_size=PAGE), at=st.builds(Place, st.integers(0, 5), st.integers(1, 5)))
async def test_any_board_is_one_that_discord_takes(rows: list[Standing], at: Place, course: Course) -> None:
    for card in (
        board.shown("ko", Ranking(tuple(rows), 70 if rows else 0), at, course, "!", instructor=True),
        board.mine("en", Ranking(tuple(rows), 0), at, course, "!", hidden=True, nickname="brave otter", notes=("x",)),
        board.off("ko", "!"),
    ):
        check(card)
        check_plain(card)


def test_an_empty_board_invites(course: Course) -> None:
    card = board.shown("en", Ranking((), 0), Place(4), course, "?")
    assert "`?exercise 4`" in text_of(card)
    assert actions(card) == []
    assert card.selects


def test_the_ways_on(course: Course) -> None:
    def ways(page: int, students: int) -> list[str]:
        shown = board.shown("en", Ranking((ROW,), students), Place(4, page), course, "!")
        return [action for action in actions(shown) if ":page:" in action]

    assert ways(1, PAGE) == []
    assert ways(1, PAGE + 1) == ["board:page:4:2"]
    assert ways(2, 3 * PAGE) == ["board:page:4:1", "board:page:4:3"]
    assert ways(3, 3 * PAGE) == ["board:page:4:2"]


def test_the_list_has_every_exercise_with_bonuses_last(course: Course) -> None:
    [select] = board.shown("en", Ranking((ROW,), 1), Place(5), course, "!").selects
    assert [choice.value for choice in select.choices] == ["0", *map(str, [*course.counted, *course.bonuses])]
    assert [choice.value for choice in select.choices if choice.chosen] == ["5"]
    assert select.choices[5].label == "Bonus exercise 5"


def test_a_csv_is_no_program() -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)", "  =x", "\t=x", "＝x", 'a,b\n"c"']
    marks = [Marks(str(at), name, name, at == 1, at, 9.5, 3, {1: 9.5}, {1: 3}) for at, name in enumerate(names, 1)]
    text = export.written(marks, [1, 5]).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head == [
        "rank",
        "id",
        "name",
        "nickname",
        "hidden",
        "total",
        "tries",
        "best_1",
        "tries_1",
        "best_5",
        "tries_5",
    ]
    assert rows[0] == ["1", "id:1", "'=1+1", "'=1+1", "yes", "9.5", "3", "9.5", "3", "", ""]
    assert rows[-1][2] == 'a,b "c"'
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "＝", "\t", " "))]


@pytest.fixture
def ranked(course: Course, store: Store, tutor_with: Callable[[Worker], Tutor]) -> Leaderboard:
    return tutor_with(Scripted()).board


async def put(store: Store, *learners: int, exercise: int = 1) -> None:
    for learner in learners:
        author = Author(str(learner), f"단비 {learner}", "9")
        score, when = max(10 - learner / 2, 0), 1_790_000_000.0 + learner
        await store.add_attempt(Attempt(author, exercise, "x", "partial", "ok", score, 10, 1, when, "ko"))


def who(learner: int, guild: str | None = "9") -> Author:
    return Author(str(learner), f"단비 {learner}", guild)


async def test_pages(ranked: Leaderboard, store: Store) -> None:
    await put(store, *range(1, PAGE + 4))
    first, second = [await ranked.shown(who(1), "ko", Place(0, page)) for page in (1, 2)]
    assert "단비 1\n" in text_of(first)
    assert "1/2쪽" in text_of(first)
    assert f"단비 {PAGE + 1}" in text_of(second)
    assert f"단비 {PAGE}\n" not in text_of(second)
    for beyond in (3, 0, -1, 10**9):
        assert text_of(await ranked.shown(who(1), "ko", Place(0, beyond))) == text_of(first)


async def test_one_s_own_row_has_two_neighbours_on_each_side(ranked: Leaderboard, store: Store) -> None:
    await put(store, *range(1, 10))
    said = text_of(await ranked.mine(who(5), "ko"))
    assert "> 5" in said
    assert [n for n in range(1, 10) if f"단비 {n}" in said] == [3, 4, 5, 6, 7]
    assert "아직 이 순위표에 없어요" in text_of(await ranked.mine(who(77), "ko"))


async def test_hiding_and_showing(ranked: Leaderboard, store: Store) -> None:
    await put(store, 1, 2)
    hidden = await ranked.hide(who(1), "ko", 0, hidden=True)
    assert "이름이 나오지 않아요" in text_of(hidden)
    assert "board:reveal:0" in actions(hidden)
    assert "단비 1" not in text_of(await ranked.shown(who(2), "ko"))
    again = await ranked.hide(who(1), "ko", 0, hidden=False)
    assert "board:hide:0" in actions(again)
    assert "단비 1" in text_of(await ranked.shown(who(2), "ko"))


async def test_a_nickname(ranked: Leaderboard, store: Store) -> None:
    await put(store, 1, 2)
    assert "**용감한 수달**" in text_of(await ranked.name(who(1), "ko", " **용감한**  수달 "))
    assert "용감한 수달" in text_of(await ranked.shown(who(2), "ko"))
    assert await ranked.nickname(who(1)) == "용감한 수달"
    for typed, said in (("수", "2자보다"), ("**", "2자보다"), ("a" * 21, "너무 길어요"), ("용감한수달", "이미 있어요")):
        assert said in text_of(await ranked.name(who(2), "ko", typed))
    for typed in ("단비 1", "단비1", "숨김", "Hidden"):
        assert "이미 있어요" in text_of(await ranked.name(who(2), "ko", typed))
    assert "용감한 수달" in text_of(await ranked.name(who(1), "ko", "용감한 수달"))  # one's own is not another's
    assert "없앴어요" in text_of(await ranked.name(who(1), "ko", "  "))
    assert "단비 1" in text_of(await ranked.shown(who(2), "ko"))


async def test_a_server_of_nicknames(tutor_with: Callable[[Worker], Tutor], store: Store) -> None:
    tutor = tutor_with(Scripted())
    await put(store, 1, 2)
    await tutor.guilds.set("9", GuildSettings(board="nicknames"))
    await tutor.board.name(who(1), "ko", "수달")
    said = text_of(await tutor.leaderboard(who(2), "ko"))
    assert "수달" in said
    assert "(숨김)" in said
    assert "단비 2" not in said


async def test_a_server_without_a_board(tutor_with: Callable[[Worker], Tutor], store: Store) -> None:
    tutor = tutor_with(Scripted())
    await put(store, 1)
    await tutor.guilds.set("9", GuildSettings(board="off", prefix="?"))
    for instructor, alone in ((False, False), (False, True), (True, False)):
        card = await tutor.board.shown(who(1), "ko", instructor=instructor, alone=alone)
        assert "쓰지 않아요" in text_of(card)
        assert "`?progress`" in text_of(card)
        assert "단비 1" not in text_of(card)
    assert "쓰지 않아요" in text_of(await tutor.board.mine(who(1), "ko"))
    assert "단비 1" in text_of(await tutor.board.shown(who(2), "ko", instructor=True, alone=True))


async def test_the_csv_is_for_instructors(ranked: Leaderboard, store: Store) -> None:
    await put(store, 1, 2)
    await ranked.hide(who(2), "ko", 0, hidden=True)
    refused = await ranked.export(who(1), "ko", instructor=False)
    assert not [block for block in refused.blocks if isinstance(block, File)]
    [file] = [b for b in (await ranked.export(who(1), "ko", instructor=True)).blocks if isinstance(b, File)]
    assert file.name.endswith(".csv")
    assert "단비 2,,yes" in file.data.decode("utf-8-sig")
    assert "서버마다" in text_of(await ranked.export(who(1, None), "ko", instructor=True))


async def test_an_exercise_that_is_not_there(ranked: Leaderboard) -> None:
    assert "77번은 없어요" in text_of(await ranked.shown(who(1), "ko", Place(77)))
