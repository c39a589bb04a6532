"""Which exercise a message's code is for."""

from collections.abc import Mapping

from bot.cards.fit import fit
from bot.values import Card, Choice, Select, Text
from bot.words import say
from lessons.course import Exercise, Lang


def which(lang: Lang, exercises: Mapping[int, Exercise], message: str) -> Card:
    """A list of the exercises; `message` is the id of the one whose code is graded."""
    choices = tuple(Choice(str(at), _label(lang, each)) for at, each in sorted(exercises.items()))
    select = Select(f"grade:{message}", say(lang, "menu.choose"), choices)
    return fit("exercise", [Text(say(lang, "menu.which"))], selects=[select], lang=lang)


def _label(lang: Lang, exercise: Exercise) -> str:
    return say(lang, "menu.exercise", number=exercise.number, title=exercise.texts[lang].title)
