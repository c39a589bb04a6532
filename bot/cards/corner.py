"""The button in a card's corner: the same card in the other language, for the eyes of who presses it."""

from collections.abc import Iterable

from bot.values import Button
from lessons.course import LANGS, Lang

NAMES: dict[Lang, str] = {"ko": "한국어", "en": "English"}


def corner(lang: Lang, what: str, *words: object) -> Button:
    """The corner of a card in `lang`; `what` it is and the `words` say how it is made again: `read:en:card:5:2`."""
    other = _other(lang)
    return Button(":".join(["read", other, what, *map(str, words)]), NAMES[other])


def shown_in(actions: Iterable[str]) -> Lang | None:
    """The language of a card, by the custom_ids of its buttons; None where it has no such corner."""
    for action in actions:
        verb, _, rest = action.partition(":")
        if verb == "read":
            return next((_other(lang) for lang in LANGS if rest.startswith(f"{lang}:")), None)
    return None


def _other(lang: Lang) -> Lang:
    return next(each for each in LANGS if each != lang)
