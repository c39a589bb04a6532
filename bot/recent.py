"""The last cards whose whole is for their author alone, at hand: what *See details* shows without running it again."""

from collections import OrderedDict

from bot.values import Card

MOST = 300


class Recent:
    """Cards by key, the newest few hundred; each is given to nobody but its author."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._cards: OrderedDict[str, tuple[str, Card]] = OrderedDict()

    def keep(self, key: str, author: str, card: Card) -> None:
        """Remember a card."""
        self._cards[key] = (author, card)
        while len(self._cards) > self._most:
            self._cards.popitem(last=False)

    def owner(self, key: str) -> str | None:
        """Whose card it is; None where it is not at hand."""
        return self._cards[key][0] if key in self._cards else None

    def card(self, key: str) -> Card:
        """The card. Raises KeyError."""
        return self._cards[key][1]

    def forget(self, author: str) -> None:
        """Let go of all that is somebody's."""
        for key in [key for key, (whose, _) in self._cards.items() if whose == author]:
            del self._cards[key]
