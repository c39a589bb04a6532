"""Help, the language, and what is kept of a student."""

from collections.abc import Callable

from bot.cards import help, privacy, refusal
from bot.gallery.examples.classroom import PREFIX
from bot.values import Card, Holdings
from lessons.course import Lang

Make = Callable[[Lang], Card]
_FIRST, _LAST = 1_772_000_000.0, 1_780_000_000.0  # seconds since the epoch, UTC


def _subject(key: str) -> Make:
    return lambda lang: help.subject(lang, PREFIX, key)


def _shown(lang: Lang, *, hidden: bool = False, note: str | None = None) -> Card:
    held = Holdings(12, 2, 1, lang, _FIRST, _LAST, hidden, None if hidden else "용감한 수달")
    return privacy.shown(lang, held, note)


def _confirm(lang: Lang) -> Card:
    return privacy.confirm(lang, Holdings(12, 2, 1, lang, _FIRST, _LAST, hidden=False))


CARDS: dict[str, Make] = {
    "help": lambda lang: help.card(lang, PREFIX),
    **{f"help_{key}": _subject(key) for key in help.SUBJECTS},
    "help_command": lambda lang: help.command(lang, PREFIX, "submit", ["제출", "답"]),
    "help_unknown": lambda lang: help.unknown(lang, PREFIX, "exercsie", "exercise"),
    "language_now": lambda lang: help.language(lang, "now"),
    "language_set": lambda lang: help.language(lang, "set"),
    "language_unknown": lambda lang: refusal.sentence(lang, "language.unknown", word="de`utsch"),
    "privacy_door": privacy.door,
    "privacy": _shown,
    "privacy_hidden": lambda lang: _shown(lang, hidden=True, note="now_hidden"),
    "privacy_none": lambda lang: privacy.shown(lang, None),
    "privacy_nothing": privacy.nothing,
    "privacy_exported": lambda lang: privacy.exported(lang, b"PK\x05\x06" + bytes(18), 12, 0),
    "privacy_left_out": lambda lang: privacy.exported(lang, b"PK\x05\x06" + bytes(18), 912, 40),
    "privacy_confirm": _confirm,
    "privacy_removed": lambda lang: privacy.removed(lang, {"attempts": 12, "regrades": 1}),
}
