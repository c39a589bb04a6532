"""Leaderboards and progress."""

from collections.abc import Callable

from bot.cards import board
from bot.gallery.examples.classroom import PREFIX, course
from bot.values import Card, Progress, Standing
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
_SOME = [Progress(1, 10, 1), Progress(2, 4.5, 3)]


def _leaderboard(*rows: Standing, mine: bool = False) -> Make:
    return lambda lang: board.leaderboard(lang, rows, [*course().counted], PREFIX, mine=mine)


def _progress(done: list[Progress]) -> Make:
    return lambda lang: board.progress(lang, course(), done, PREFIX)


def _all(lang: Lang) -> Card:
    done = [Progress(at, each.points, 2) for at, each in course().exercises.items()]
    return board.progress(lang, course(), done, PREFIX)


CARDS: dict[str, Make] = {
    "leaderboard": _leaderboard(*STUDY_GROUP),
    "leaderboard_mine": _leaderboard(*STUDY_GROUP, mine=True),
    "leaderboard_absent": _leaderboard(*STUDY_GROUP[:3], mine=True),
    "leaderboard_empty": _leaderboard(),
    "leaderboard_private": lambda lang: board.private(lang, PREFIX),
    "progress_none": _progress([]),
    "progress": _progress(_SOME),
    "progress_all": _all,
}
