"""A server's settings, and what a student reads where they set a limit."""

from collections.abc import Callable

from bot.cards import exercise, hint, refusal, result, setup
from bot.gallery.examples.classroom import COPIED, HALF, NOW, PREFIX, SOLVED, climbed, course, handed_in, submitted
from bot.setup import COSTS
from bot.values import Card, GuildSettings
from lessons.course import Lang

Make = Callable[[Lang], Card]
_CHANNELS = ("1180000000000000031", "1180000000000000032")
_SET = GuildSettings("ko", "?", _CHANNELS, "1180000000000000003", "private", "nicknames", 0.5)
_UNTIL = NOW + 25


def _shown(settings: GuildSettings, page: str) -> Make:
    return lambda lang: setup.shown(lang, settings, settings.prefix or PREFIX, COSTS, page)


def _changed(lang: Lang) -> Card:
    note = setup.changed(lang, _SET, "?", "cost")
    return setup.shown(lang, _SET, "?", COSTS, "students", note)


def _unfit(lang: Lang) -> Card:
    return setup.shown(lang, _SET, "?", COSTS, "place", setup.unfit(lang, "prefix", "ab`c"))


def _paid(lang: Lang) -> Card:
    return result.card(lang, submitted(lang, 4, SOLVED, hints=2, penalty=1.0, hint_cost=0.5, before=6.0), PREFIX)


CARDS: dict[str, Make] = {
    "setup": _shown(GuildSettings(), "students"),
    "setup_place": _shown(GuildSettings(), "place"),
    "setup_changed": _changed,
    "setup_place_set": _shown(_SET, "place"),
    "setup_unfit": _unfit,
    "setup_door": setup.door,
    "setup_confirm": setup.confirm,
    "setup_refused": setup.refused,
    "setup_private": setup.private,
    "elsewhere": lambda lang: refusal.elsewhere(lang, _CHANNELS),
    "cooling_person": lambda lang: refusal.cooling(lang, "person", _UNTIL, handed_in(HALF, in_chat=False)),
    "cooling_server": lambda lang: refusal.cooling(lang, "server", _UNTIL),
    "cooling_command": lambda lang: refusal.cooling(lang, "command", _UNTIL),
    "hint_price": lambda lang: hint.ask(lang, "hint:4", 0.5),
    "hint_own_costs": lambda lang: hint.own(lang, course().exercises[4], 0.5),
    "exercise_hint_costs": lambda lang: exercise.card(lang, course().exercises[4], 4, PREFIX, 0.5, public=True),
    "hint_costs": lambda lang: hint.card(lang, 20, climbed(lang, 3, COPIED), 2, 0.5),
    "result_hints_cost": _paid,
}
