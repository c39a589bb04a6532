"""What a student may ask about their own data: see it, have it, hide the name, delete it all. Every answer is a Card.

`bot.discord` shows these cards to nobody but the one who asked.
"""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from bot.archive import pack
from bot.cards import privacy, refusal
from bot.errors import StoreError
from bot.faults import report
from bot.store import Store
from bot.values import Author, Card
from lessons.course import Lang


class Privacy:
    """One student's own data, and only theirs: everything goes by the id of who asks."""

    def __init__(self, store: Store, forget: Callable[[str], None] = lambda _: None) -> None:
        self._store = store
        self._forget = forget  # what is at hand besides, of a learner's id

    def door(self, lang: Lang) -> Card:
        """For a channel that others read: the buttons alone."""
        return privacy.door(lang)

    async def ask(self, what: str, author: Author, lang: Lang) -> Card | None:
        """What a button asks for: show, export, delete, erase, hide or reveal; None where there is no such."""
        work = self._WORK.get(what)
        if work is None:
            return None
        try:
            return await work(self, author, lang)
        except StoreError as error:
            return refusal.ours(lang, "store", report(error))

    async def _show(self, author: Author, lang: Lang, note: str | None = None) -> Card:
        return privacy.shown(lang, await self._store.holdings(author.id), note)

    async def _export(self, author: Author, lang: Lang) -> Card:
        if await self._store.holdings(author.id) is None:
            return privacy.nothing(lang)
        archive = await pack(self._store, author.id)
        return privacy.exported(lang, archive.data, archive.programs, archive.left_out)

    async def _delete(self, author: Author, lang: Lang) -> Card:
        held = await self._store.holdings(author.id)
        return privacy.nothing(lang) if held is None else privacy.confirm(lang, held)

    async def _erase(self, author: Author, lang: Lang) -> Card:
        self._forget(author.id)
        return privacy.removed(lang, await self._store.forget(author.id))

    async def _hide(self, author: Author, lang: Lang) -> Card:
        await self._store.hide(author, hidden=True)
        return await self._show(author, lang, "now_hidden")

    async def _reveal(self, author: Author, lang: Lang) -> Card:
        await self._store.hide(author, hidden=False)
        return await self._show(author, lang, "now_visible")

    _WORK: ClassVar[dict[str, Callable[["Privacy", Author, Lang], Awaitable[Card]]]] = {
        "show": _show,
        "export": _export,
        "delete": _delete,
        "erase": _erase,
        "hide": _hide,
        "reveal": _reveal,
    }
