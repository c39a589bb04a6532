"""The leaderboard of a server, and one student's progress."""

from collections.abc import Sequence

from bot.cards.fit import fit
from bot.cards.text import clean, clip, number, pad_left, width
from bot.values import Block, Button, Card, Code, Progress, Standing, Text
from bot.words import say
from lessons.course import Course, Exercise, Lang

_NAME = 18
_MOST_ROWS = 50
_OWN = "> "  # in front, for on a phone the end of a row is out of sight


def leaderboard(
    lang: Lang, standings: Sequence[Standing], exercises: Sequence[int], prefix: str, *, mine: bool = False
) -> Card:
    """The table of a server. Names stand last: Hangul is not exactly two columns wide everywhere.

    With `mine` it is for one student alone; without, it has the button to that, for a mark in everybody's sight would
    give away who is hidden.
    """
    if not standings:
        return fit("plain", [Text(f"{say(lang, 'board.title')}\n{say(lang, 'board.empty', prefix=prefix)}")], lang=lang)
    students = len(standings)
    key = "board.about_one" if students == 1 else "board.about"
    head = Text(f"{say(lang, 'board.title')}\n{say(lang, key, students=students)}")
    blocks: list[Block] = [head, Code(_table(lang, standings, exercises)), Text(say(lang, "board.ties"))]
    if not mine:
        return fit("plain", blocks, [Button("board:mine", say(lang, "board.mine"))], lang=lang)
    key = "own" if any(each.own for each in standings) else "absent"
    return fit("plain", [*blocks, Text(say(lang, f"board.{key}", prefix=prefix))], lang=lang)


def private(lang: Lang, prefix: str) -> Card:
    """There is no board in a direct message."""
    return fit("plain", [Text(f"{say(lang, 'board.title')}\n{say(lang, 'board.private', prefix=prefix)}")], lang=lang)


def progress(lang: Lang, course: Course, done: Sequence[Progress], prefix: str) -> Card:
    """A student's best and tries by exercise, the total of those that count, the bonuses, and what is next."""
    by_number = {each.exercise: each for each in done}
    most = sum(exercise.points for exercise in course.counted.values())
    total = sum(by_number[at].best for at in course.counted if at in by_number)
    blocks: list[Block] = [
        Text(_rows(lang, "title", course.counted, by_number)),
        Text(say(lang, "progress.total", total=number(total), max=number(most))),
    ]
    if course.bonuses:
        blocks.append(Text(_rows(lang, "bonuses", course.bonuses, by_number)))
    return fit("plain", [*blocks, Text(_next(lang, course, by_number, prefix))], lang=lang)


def _table(lang: Lang, standings: Sequence[Standing], exercises: Sequence[int]) -> str:
    columns = ("rank", "total"), tuple(map(str, exercises)), ("tries", "name")
    head = [say(lang, f"board.{key}") for key in columns[0]]
    head += [*columns[1], *(say(lang, f"board.{key}") for key in columns[2])]
    shown = [each for at, each in enumerate(standings) if at < _MOST_ROWS or each.own]
    rows = [head, *(_row(lang, standing, exercises) for standing in shown)]
    widths = [max(width(row[at]) for row in rows) for at in range(len(head) - 1)]
    lines = ["  ".join([*map(pad_left, row[:-1], widths), row[-1]]) for row in rows]
    left = len(standings) - len(shown)
    return "\n".join(lines + ([say(lang, "board.more", left=left)] if left > 0 else []))


def _row(lang: Lang, standing: Standing, exercises: Sequence[int]) -> list[str]:
    scores = [number(standing.best[at]) if at in standing.best else "-" for at in exercises]
    rank = f"{_OWN if standing.own else ''}{standing.rank}"
    return [rank, number(standing.total), *scores, str(standing.tries), _name(lang, standing)]


def _name(lang: Lang, standing: Standing) -> str:
    if standing.hidden:
        return say(lang, "board.hidden")
    return clip(" ".join(clean(standing.name).split()), _NAME) or "-"


def _rows(lang: Lang, head: str, exercises: dict[int, Exercise], done: dict[int, Progress]) -> str:
    rows = [_progress(lang, exercise, done.get(at)) for at, exercise in exercises.items()]
    return "\n".join([say(lang, f"progress.{head}"), *rows])


def _progress(lang: Lang, exercise: Exercise, done: Progress | None) -> str:
    best, tries = (done.best, done.tries) if done else (0.0, 0)
    mark = "✅" if best >= exercise.points else "🟡" if best > 0 else "⚪"
    key = ("none", "one")[tries] if tries < 2 else "many"
    return say(
        lang,
        "progress.row",
        mark=mark,
        best=number(best),
        max=exercise.points,
        number=exercise.number,
        title=exercise.texts[lang].title,
        tries=say(lang, f"progress.tries_{key}", tries=tries),
    )


def _next(lang: Lang, course: Course, done: dict[int, Progress], prefix: str) -> str:
    for key, exercises in (("next", course.counted), ("next_bonus", course.bonuses)):
        for at, exercise in exercises.items():
            if at not in done or done[at].best < exercise.points:
                return say(lang, f"progress.{key}", prefix=prefix, number=at)
    return say(lang, "progress.done")
