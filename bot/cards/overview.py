"""How a class stands, for an instructor's eyes alone: all exercises at a glance, or one with what is missing in it."""

from collections import Counter
from collections.abc import Sequence

from bot.cards.board import choice
from bot.cards.fit import fit
from bot.cards.text import clean, clip, number, pad_left, width
from bot.values import Best, Block, Card, Choice, Code, Select, Text
from bot.words import say
from lessons.course import Course, Exercise, Lang

ROWS = 15  # students that one card names
_NAME = 18  # columns
_NONE = "-"


def shown(lang: Lang, bests: Sequence[Best], course: Course, exercise: int = 0) -> Card:
    """All exercises, or the one that is named; without attempts, that there are none."""
    task = course.exercises.get(exercise)
    if not bests:
        return fit("plain", [Text(f"{say(lang, 'overview.title')}\n{say(lang, 'overview.empty')}")], lang=lang)
    blocks = _every(lang, bests, course) if task is None else _one(lang, bests, task)
    blocks.append(Text(say(lang, "overview.private")))
    return fit("plain", blocks, selects=[_which(lang, course, exercise if task else 0)], lang=lang)


def _every(lang: Lang, bests: Sequence[Best], course: Course) -> list[Block]:
    students = len({each.learner for each in bests})
    about = say(lang, "overview.about_one" if students == 1 else "overview.about", students=students)
    head = [say(lang, f"overview.{key}") for key in ("exercise", "sent", "solved", "mean", "tries")]
    rows = [[str(at), *_figures([each for each in bests if each.exercise == at])] for at in sorted(course.exercises)]
    title = Text(f"{say(lang, 'overview.title')}\n{about}")
    return [title, Code(_table([head, *rows])), Text(say(lang, "overview.legend"))]


def _one(lang: Lang, bests: Sequence[Best], task: Exercise) -> list[Block]:
    names = {each.learner: each.name for each in bests}
    own = [each for each in bests if each.exercise == task.number]
    sent, solved, mean, tries = _figures(own)
    facts = {"sent": sent, "solved": solved, "mean": mean, "tries": tries, "max": task.points}
    sums = say(
        lang,
        "overview.sums" if own else "overview.sums_none",
        title=task.texts[lang].title,
        students=len(names),
        **facts,
    )
    blocks: list[Block] = [Text(f"{say(lang, 'overview.title_one', number=task.number)}\n{sums}")]
    if missed := _missed(lang, own, task):
        blocks.append(Text("\n".join([say(lang, "overview.missed"), *missed])))
    return [*blocks, *_open(lang, names, own)]


def _figures(bests: Sequence[Best]) -> tuple[str, str, str, str]:
    """Of one exercise: who sent something, who solved it, the mean of the best scores, and of the tries."""
    sent, solved = len(bests), sum(each.solved for each in bests)
    return str(sent), str(solved), _mean([each.score for each in bests]), _mean([each.tries for each in bests])


def _mean(values: Sequence[float]) -> str:
    return number(round(sum(values) / len(values), 1)) if values else _NONE


def _missed(lang: Lang, bests: Sequence[Best], task: Exercise) -> list[str]:
    """The criteria without all their points in best attempts, the most frequent first."""
    titles, lost = task.texts[lang].criteria, Counter[str]()
    for row in task.criteria:  # in the task's order, which most_common keeps among equals
        lost[row.id] = sum(not each.solved and each.earned.get(row.id, 0) < row.points for each in bests)
    counts = [(id, count) for id, count in lost.most_common() if count]
    return [say(lang, "overview.row", count=count, of=len(bests), title=titles[id].title) for id, count in counts]


def _open(lang: Lang, names: dict[str, str], bests: Sequence[Best]) -> list[Block]:
    """Who has not solved it: first who sent nothing, then by score."""
    sent = {each.learner: each for each in bests}
    left = [learner for learner in names if learner not in sent or not sent[learner].solved]
    if not left:
        return [Text(say(lang, "overview.everybody"))]
    left.sort(key=lambda learner: (sent[learner].score if learner in sent else -1.0, names[learner]))
    head = [say(lang, f"overview.{key}") for key in ("points", "times", "student")]
    rows = [[*_score(sent.get(learner)), _shown(names[learner])] for learner in left[:ROWS]]
    blocks: list[Block] = [Text(say(lang, "overview.open_still")), Code(_table([head, *rows], last=False))]
    more = len(left) - ROWS
    return [*blocks, Text(say(lang, "overview.more", left=more))] if more > 0 else blocks


def _score(best: Best | None) -> tuple[str, str]:
    return (_NONE, _NONE) if best is None else (number(best.score), str(best.tries))


def _shown(name: str) -> str:
    return clip(" ".join(clean(name).split()), _NAME) or _NONE


def _table(rows: Sequence[Sequence[str]], *, last: bool = True) -> str:
    """Columns set to the right; the last one, if it is not to be, as it is."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    widths = widths if last else [*widths[:-1], 0]
    return "\n".join(" ".join(map(pad_left, row, widths)) for row in rows)


def _which(lang: Lang, course: Course, exercise: int) -> Select:
    every = Choice("0", say(lang, "overview.all"), chosen=not exercise)
    ones = [choice(lang, at, course, chosen=at == exercise) for at in sorted(course.exercises)]
    return Select("board:class:0", say(lang, "overview.show"), (every, *ones[:24]))
