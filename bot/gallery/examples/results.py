"""Answers to submissions."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.cards import result, run, waiting
from bot.gallery.examples.classroom import (
    COPIED,
    HALF,
    KEY,
    NEVER_CLEARED,
    PREFIX,
    SOLVED,
    STOPPED,
    UPHILL,
    explained,
    handed_in,
    ran,
    submitted,
)
from bot.values import Card, Note
from lessons.course import Lang

Make = Callable[[Lang], Card]
_PRINTING = SOLVED + "\nfor step in range(300):\n    print('step', step, a * step)"
_MISSPELT = "a = torch.tensor([1., 2., 3.]\nprint(a)"


def _graded(number: int, source: str, **facts: object) -> Make:
    return lambda lang: result.card(lang, submitted(lang, number, source, **facts), PREFIX)


def _public(lang: Lang) -> Card:
    return result.brief(lang, submitted(lang, 4, HALF, attempt=17), KEY)


def _tampered(lang: Lang) -> Card:
    return result.card(lang, submitted(lang, 4, "print(torch.tensor([5., 7., 9.]))", attempt=17), PREFIX)


def _long(lang: Lang) -> Card:
    """What no message has room for: every reason as long as can be."""
    told = submitted(lang, 4, _PRINTING, attempt=17)
    rows = tuple(replace(row, title=f"{row.title} " * 60) for row in told.grade.criteria)
    return result.card(lang, replace(told, grade=replace(told.grade, criteria=rows)), PREFIX)


def _ungraded(lang: Lang) -> Card:
    seen = ran(_MISSPELT)
    why = explained(lang, seen, _MISSPELT)
    assert why is not None  # noqa: S101 - it misses a bracket
    return run.ungraded(lang, 4, handed_in(_MISSPELT), seen, why, KEY)


def _with_delete(lang: Lang) -> Card:
    card = result.card(lang, submitted(lang, 4, SOLVED, before=10.0, following=5, bonus=True, attempt=17), PREFIX)
    return waiting.with_delete(lang, card, "1180000000000000021")


CARDS: dict[str, Make] = {
    "waiting": lambda lang: waiting.card(lang, 2),
    "running": lambda lang: waiting.card(lang, 0),
    "result_full": _graded(1, "t = torch.rand(3, 3)\nprint(t)\nprint(t.dtype)", before=6.0, following=2, attempt=16),
    "result_full_bonus": _with_delete,
    "result_full_last": _graded(4, SOLVED, attempt=17),
    "result_partial": _graded(
        4, HALF, attempt=17, notes=(Note("note.joined", {"blocks": "1, 3"}), Note("note.quotes", {}, (2,)))
    ),
    "result_partial_gradients": _graded(7, NEVER_CLEARED, attempt=18, hints=2),
    "result_partial_training": _graded(8, UPHILL, attempt=19),
    "result_copied": _graded(3, COPIED, before=8.0, attempt=20, hints=1),
    "result_zero": _tampered,
    "result_stopped": _graded(4, STOPPED, attempt=21),
    "result_unsaved": _graded(4, HALF, unsaved="c0ffee"),
    "result_public": _public,
    "result_long": _long,
    "result_ungraded": _ungraded,
    "result_ungraded_public": lambda lang: run.not_started(lang, 4, KEY),
}
