"""Leaderboards and progress."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.cards import board, export, overview, progress
from bot.cards.board import PAGE, Place
from bot.gallery.examples.classroom import PREFIX, course
from bot.values import Best, Card, Progress, Ranking, Standing
from lessons.course import Lang

Make = Callable[[Lang], Card]
STUDY_GROUP = (
    Standing(1, "김서연", 40, {1: 10, 2: 10, 3: 10, 4: 10}, 6),
    Standing(2, "minji", 39, {1: 10, 2: 10, 3: 10, 4: 9}, 5),
    Standing(3, "", 38, {1: 10, 2: 8, 3: 10, 4: 10}, 9, hidden=True),
    Standing(4, "Tomás", 36.5, {1: 10, 2: 10, 3: 9.5, 4: 7}, 11, own=True),
    Standing(5, "이도윤", 28, {1: 10, 2: 9, 3: 9}, 4),
    Standing(6, "*굵은* `코드` 이름을 가진 아주 긴 별명의 학생", 9, {1: 9}, 120),
)
NAMED = tuple(replace(each, own=False) for each in STUDY_GROUP)
LONG = tuple(
    Standing(PAGE + at, f"학생 {at}", 20 - at / 2, {1: 10, 2: 9.5, 3: 0.5, 4: 10 - at / 2}, 10 + at)
    for at in range(1, PAGE + 1)
)
ONE = (
    Standing(1, "용감한 수달", 10, {4: 10}, 1),
    Standing(2, "", 9.5, {4: 9.5}, 3, hidden=True),
    Standing(3, "brave otter", 7, {4: 7}, 12),
)
_SOME = [Progress(1, 10, 1), Progress(2, 4.5, 3)]


BESTS = (
    Best("1", "김서연", 4, 10, True, {}, 1),
    Best("2", "minji", 3, 6, False, {"array": 2, "converted": 2, "changed": 2}, 3),
    Best("2", "minji", 4, 8, False, {"inputs": 2, "sum": 2, "product": 2, "scaled": 2}, 2),
    Best("3", "Tomás", 4, 6, False, {"inputs": 2, "sum": 2, "scaled": 2}, 5),
    Best("4", "*굵은* `코드` 이름을 가진 아주 긴 별명의 학생", 1, 10, True, {}, 1),
)


def _leaderboard(
    *rows: Standing, students: int | None = None, at: Place | None = None, nicknames: bool = False
) -> Make:
    ranking = Ranking(rows, len(rows) if students is None else students)
    here, instructor = at or Place(), students is not None
    return lambda lang: board.shown(lang, ranking, here, course(), PREFIX, nicknames=nicknames, instructor=instructor)


def _mine(*rows: Standing, hidden: bool = False, nickname: str | None = None) -> Make:
    ranking = Ranking(rows, len(rows))
    return lambda lang: board.mine(lang, ranking, Place(), course(), PREFIX, hidden=hidden, nickname=nickname)


def _progress(done: list[Progress]) -> Make:
    return lambda lang: progress.card(lang, course(), done, PREFIX)


def _all(lang: Lang) -> Card:
    done = [Progress(at, each.points, 2) for at, each in course().exercises.items()]
    return progress.card(lang, course(), done, PREFIX)


CARDS: dict[str, Make] = {
    "leaderboard": _leaderboard(*NAMED),
    "leaderboard_page": _leaderboard(*LONG, students=38, at=Place(0, 2)),
    "leaderboard_exercise": _leaderboard(*ONE, at=Place(4), nicknames=True),
    "leaderboard_mine": _mine(*STUDY_GROUP[1:], nickname="brave otter"),
    "leaderboard_absent": _mine(hidden=True),
    "leaderboard_off": lambda lang: board.off(lang, PREFIX),
    "leaderboard_empty": _leaderboard(),
    "leaderboard_private": lambda lang: board.private(lang, PREFIX),
    "overview": lambda lang: overview.shown(lang, BESTS, course()),
    "overview_exercise": lambda lang: overview.shown(lang, BESTS, course(), 4),
    "overview_nobody": lambda lang: overview.shown(lang, BESTS, course(), 7),
    "overview_empty": lambda lang: overview.shown(lang, (), course()),
    "leaderboard_export": lambda lang: export.card(lang, b"\xef\xbb\xbfrank,id,name\r\n", 23),
    "progress_none": _progress([]),
    "progress": _progress(_SOME),
    "progress_all": _all,
}
