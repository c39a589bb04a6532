"""The last things that are for their author alone, at hand: what a button shows without running a program again."""

from collections import OrderedDict
from typing import Generic, TypeVar

MOST = 300

T = TypeVar("T")


class Recent(Generic[T]):
    """Cards or texts by key, the newest few hundred; each is given to nobody but its author."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[str, T]] = OrderedDict()

    def keep(self, key: str, author: str, what: T) -> None:
        """Remember it."""
        self._kept[key] = (author, what)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def owner(self, key: str) -> str | None:
        """Whose it is; None where it is not at hand."""
        return self._kept[key][0] if key in self._kept else None

    def get(self, key: str) -> T | None:
        """What was kept; None where it is not at hand."""
        return self._kept[key][1] if key in self._kept else None

    def forget(self, author: str) -> None:
        """Let go of all that is somebody's."""
        for key in [key for key, (whose, _) in self._kept.items() if whose == author]:
            del self._kept[key]
