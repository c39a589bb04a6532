"""One student's progress."""

from collections.abc import Sequence

from bot.cards.fit import fit
from bot.cards.text import number
from bot.values import Block, Button, Card, Progress, Text
from bot.words import say
from lessons.course import Course, Exercise, Lang


def card(lang: Lang, course: Course, done: Sequence[Progress], prefix: str) -> Card:
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
    text, buttons = _next(lang, course, by_number, prefix)
    return fit("plain", [*blocks, Text(text)], buttons, lang=lang)


def _rows(lang: Lang, head: str, exercises: dict[int, Exercise], done: dict[int, Progress]) -> str:
    rows = [_row(lang, exercise, done.get(at)) for at, exercise in exercises.items()]
    return "\n".join([say(lang, f"progress.{head}"), *rows])


def _row(lang: Lang, exercise: Exercise, done: Progress | None) -> str:
    best, tries = (done.best, done.tries) if done else (0.0, 0)
    mark = "✅" if _solved(exercise, done) else "🟡" if best > 0 else "⚪"
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


def _solved(exercise: Exercise, done: Progress | None) -> bool:
    return done is not None and (done.solved or done.best >= exercise.points)


def _next(lang: Lang, course: Course, done: dict[int, Progress], prefix: str) -> tuple[str, list[Button]]:
    """What to do now, and the way to it."""
    for key, exercises in (("next", course.counted), ("next_bonus", course.bonuses)):
        for at, exercise in exercises.items():
            if not _solved(exercise, done.get(at)):
                label = say(lang, f"result.{'next_bonus' if exercise.bonus else 'next_exercise'}", number=at)
                onward = Button(f"exercise:{at}", label, "primary")
                return say(lang, f"progress.{key}", prefix=prefix, number=at), [onward]
    return say(lang, "progress.done"), []
