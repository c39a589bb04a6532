"""The catalogue: for every kind of card a name, and a function that makes an example of it in a language.

To add one: write a function `(Lang) -> Card` in the module of its subject, and its name in that module's CARDS. A card
that tells of a run takes it from `classroom`. Then
`TUTOR_REWRITE=1 ./tutor test tests/bot/test_golden_cards.py`, and the diff is what you review.
"""

from collections.abc import Callable, Mapping

from bot.gallery.examples import boards, hints, lessons, papers, refusals, results, runs, servers
from bot.values import Card
from lessons.course import Lang

Make = Callable[[Lang], Card]

EXAMPLES: Mapping[str, Make] = {
    name: make
    for module in (lessons, results, runs, hints, boards, papers, refusals, servers)
    for name, make in module.CARDS.items()
}
