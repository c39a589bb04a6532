"""What the tutor can do, and the choice of language."""

from bot.cards.fit import fit
from bot.values import Button, Card, Text
from bot.words import say
from lessons.course import Lang

_NAMES: dict[Lang, str] = {"ko": "한국어", "en": "English"}


def card(lang: Lang, prefix: str) -> Card:
    """All commands on one card."""
    blocks = [
        Text(f"{say(lang, 'help.title')}\n{say(lang, 'help.intro')}"),
        Text(say(lang, "help.commands", prefix=prefix)),
        Text(say(lang, "help.slash")),
    ]
    start = Button("card:1:1", say(lang, "help.start"), "primary")
    return fit(
        "lesson", [*blocks], [start, Button("exercise:1", say(lang, "lesson.practice")), *_languages(lang)], lang=lang
    )


def language(lang: Lang, key: str, **facts: object) -> Card:
    """A sentence about the language, with the other one to choose."""
    return fit("plain", [Text(say(lang, f"language.{key}", **facts))], _languages(lang), lang=lang)


def _languages(lang: Lang) -> list[Button]:
    return [Button(f"language:{other}", name) for other, name in _NAMES.items() if other != lang]
