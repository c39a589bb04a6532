"""What was not done, and why: no code found, busy, not there, or our own fault."""

from collections.abc import Callable

from bot.cards import refusal
from bot.gallery.examples.classroom import HALF, PREFIX, course, handed_in
from bot.values import Card, Unread
from lessons.course import Lang

Make = Callable[[Lang], Card]


def _unread(key: str, **facts: str) -> Make:
    return lambda lang: refusal.unread(lang, Unread(f"unread.{key}", facts), 4)


def _said(key: str, **facts: object) -> Make:
    return lambda lang: refusal.sentence(lang, key, prefix=PREFIX, **facts)


def _which(lang: Lang) -> Card:
    return refusal.which_exercise(lang, course().exercises, PREFIX, "submit")


CARDS: dict[str, Make] = {
    "unread": _unread("nothing"),
    "unread_language": _unread("language", language="js`"),
    "unread_file": _unread("file_too_big", name="homework.ipynb", limit="1024"),
    "busy": lambda lang: refusal.busy(lang, handed_in(HALF, in_chat=False)),
    "restart": lambda lang: refusal.restarting(lang, handed_in(HALF, in_chat=False)),
    "ours_run": lambda lang: refusal.ours(lang, "run", "c0ffee", handed_in(HALF, in_chat=False)),
    "ours_store": lambda lang: refusal.ours(lang, "store", "c0ffee"),
    "ours_other": lambda lang: refusal.ours(lang, "other", "c0ffee"),
    "which_exercise": _which,
    "missing_exercise": lambda lang: refusal.no_exercise(lang, 99, course().exercises),
    "missing_card": _said("missing.card", lesson=3, number=9, last=1),
    "not_number": lambda lang: refusal.not_number(lang, "네 번째", course().exercises, PREFIX, "exercise"),
    "did_you_mean": _said("chat.did_you_mean", word="exercice", guess="exercise"),
    "stale_button": _said("chat.stale"),
}
