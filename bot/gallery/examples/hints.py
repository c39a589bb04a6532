"""The rungs of the hints."""

from collections.abc import Callable

from bot.cards import hint
from bot.gallery.examples.classroom import COPIED, HALF, climbed
from bot.values import Card
from lessons.course import Lang

Make = Callable[[Lang], Card]
_RUNGS = ("line", "idea", "patch")


def _rung(at: int) -> Make:
    return lambda lang: hint.card(lang, 20, climbed(lang, 3, COPIED), at)


CARDS: dict[str, Make] = {
    **{f"hint_{name}": _rung(at) for at, name in enumerate(_RUNGS, 1)},
    "hint_general": lambda lang: hint.card(lang, 17, climbed(lang, 4, HALF), 1),
    "hint_full": lambda lang: hint.none(lang, "full"),
    "hint_gone": lambda lang: hint.none(lang, "gone"),
    "hint_others": lambda lang: hint.none(lang, "others"),
}
