"""Lessons and exercises."""

from collections.abc import Callable

from bot.cards import exercise, hint, lesson, menu, predict
from bot.gallery.examples.classroom import PREFIX, course, explained, ran
from bot.pictures import picture
from bot.values import Card
from lessons import course as courses
from lessons.course import Lang

Make = Callable[[Lang], Card]


def _of(lang: Lang, number: int, card: int) -> courses.Card:
    return course().lessons[lang][number - 1].cards[card - 1]


def _lesson(number: int, card: int) -> Make:
    return lambda lang: lesson.card(lang, course().lessons[lang], _of(lang, number, card), picture)


def _ran(number: int, card: int) -> Make:
    def made(lang: Lang) -> Card:
        at = _of(lang, number, card)
        seen = ran(at.source, at.setup)
        return lesson.ran(lang, course().lessons[lang], at, seen, explained(lang, seen, at.source))

    return made


def _lessons(lang: Lang) -> Card:
    return lesson.lessons(lang, course(), PREFIX)


def _predicted(number: int, card: int, *, right: bool) -> Make:
    def made(lang: Lang) -> Card:
        at = _of(lang, number, card)
        assert at.prediction is not None  # noqa: S101 - chosen for its question
        answer = next(each for each in at.prediction.options if (each == at.prediction.right) == right)
        told = predict.told(lang, at, answer.shows)
        assert told is not None  # noqa: S101 - it is one of the answers
        return told

    return made


def _seen(lang: Lang) -> Card:
    told = predict.told(lang, _of(lang, 8, 4), predict.RATHER)
    assert told is not None  # noqa: S101 - every question has it
    return told


def _menu(lang: Lang) -> Card:
    return menu.which(lang, course().exercises, "1180000000000000099")


def _exercise(number: int) -> Make:
    return lambda lang: exercise.card(lang, course().exercises[number], len(course().counted), PREFIX)


def _hint(lang: Lang) -> Card:
    return hint.own(lang, course().exercises[4])


CARDS: dict[str, Make] = {
    "lessons": _lessons,
    "lesson_text": _lesson(2, 1),
    "lesson_code": _lesson(5, 2),
    "lesson_formula": _lesson(9, 1),
    "lesson_autograd": _lesson(8, 4),
    "lesson_last": _lesson(11, 1),
    "lesson_ran": _ran(5, 2),
    "lesson_ran_autograd": _ran(8, 4),
    "predicted_right": _predicted(8, 4, right=True),
    "predicted_wrong": _predicted(8, 4, right=False),
    "predicted_not": _seen,
    **{f"exercise_{at}": _exercise(at) for at in range(1, 9)},
    "exercise_hint": _hint,
    "exercise_menu": _menu,
}
