"""`./tutor lesson list`: what the course holds."""

import argparse

from bot import settings
from lessons.course import Lang
from lessons.load import load


def main(options: argparse.Namespace) -> int:
    """Print lessons, cards and exercises."""
    lang: Lang = options.lang or settings.load().language
    course = load()
    print(course.title[lang])
    for lesson in course.lessons[lang]:
        print(f"{lesson.number:3}  {lesson.title}")
        for card in lesson.cards:
            print(f"     {lesson.number}.{card.number}  {card.title}")
    print()
    for exercise in course.exercises.values():
        mark = ", bonus" if exercise.bonus else ""
        print(f"  !exercise {exercise.number}  {exercise.texts[lang].title} ({exercise.points}{mark})")
    return 0
