"""The leaderboard of a server, as its owner wants it: of names, of nicknames, or none. Every answer is a Card.

`bot.discord` says who asks, whether they instruct here, and shows what is somebody's own to them alone.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.cards import board, export, overview, refusal
from bot.cards.board import PAGE, Place
from bot.errors import StoreError
from bot.faults import report
from bot.guilds import Guilds
from bot.nicknames import MOST, alike, cleaned, fits
from bot.store import Store
from bot.values import Author, Card, Ranking
from bot.words import say
from lessons.course import LANGS, Course, Lang

NEAR = 2  # rows on each side of one's own
_LAST = 100_000  # pages; what is asked beyond is no page of ours


class Leaderboard:
    """The boards of all servers."""

    def __init__(self, course: Course, store: Store, guilds: Guilds, prefix: str) -> None:
        self._course = course
        self._store = store
        self._guilds = guilds
        self._prefix = prefix

    async def shown(
        self, author: Author, lang: Lang, at: Place | None = None, *, instructor: bool = False, alone: bool = False
    ) -> Card:
        """A page of the board of the author's server; where it has none, an instructor who reads `alone` sees it."""
        at, prefix = at or Place(), await self._prefix_in(author.guild)
        if author.guild is None:
            return board.private(lang, prefix)
        guild, mode = author.guild, (await self._guilds.of(author.guild)).board
        if mode == "off" and not (instructor and alone):
            return board.off(lang, prefix)
        if at.exercise and at.exercise not in self._course.exercises:
            return self._no_exercise(lang, at.exercise)

        async def page() -> Card:
            ranking, here = await self._page(guild, at, nicknames=mode == "nicknames")
            flags = {"nicknames": mode == "nicknames", "instructor": instructor}
            return board.shown(lang, ranking, here, self._course, prefix, **flags)

        return await self._stored(lang, page)

    async def mine(self, author: Author, lang: Lang, exercise: int = 0, *notes: str) -> Card:
        """The author's own row with its neighbours. `notes` are sentences on what was just done."""
        prefix = await self._prefix_in(author.guild)
        if author.guild is None:
            return board.private(lang, prefix)
        guild, mode = author.guild, (await self._guilds.of(author.guild)).board
        if mode == "off" and not notes:
            return board.off(lang, prefix)
        at = Place(exercise if exercise in self._course.exercises else 0)

        async def near() -> Card:
            ranking = Ranking((), 0)
            if mode != "off":
                nicknames, counted = mode == "nicknames", self._counted(at)
                ranking = await self._store.board_near(guild, counted, author.id, near=NEAR, nicknames=nicknames)
            hidden, nickname = await self._store.alias(author.id)
            return board.mine(lang, ranking, at, self._course, prefix, hidden=hidden, nickname=nickname, notes=notes)

        return await self._stored(lang, near)

    async def hide(self, author: Author, lang: Lang, exercise: int, *, hidden: bool) -> Card:
        """Leave the author's name out of every board, or show it again."""

        async def kept() -> Card:
            await self._store.hide(author, hidden)
            return await self.mine(author, lang, exercise, say(lang, f"board.now_{'hidden' if hidden else 'visible'}"))

        return await self._stored(lang, kept)

    async def name(self, author: Author, lang: Lang, typed: str, exercise: int = 0) -> Card:
        """Give the author the nickname that was typed; an empty one takes it away."""
        nickname = cleaned(typed)
        if typed.strip() and not fits(nickname):
            return refusal.sentence(lang, "nickname.long" if len(nickname) > MOST else "nickname.short")

        async def kept() -> Card:
            if nickname and await self._taken(author, nickname):
                return refusal.sentence(lang, "nickname.taken")
            await self._store.set_nickname(author, nickname or None)
            note = say(lang, "nickname.kept" if nickname else "nickname.gone", nickname=nickname)
            return await self.mine(author, lang, exercise, note)

        return await self._stored(lang, kept)

    async def nickname(self, author: Author) -> str | None:
        """The author's nickname as it is now."""
        try:
            return (await self._store.alias(author.id))[1]
        except StoreError as error:
            report(error)
            return None

    async def export(self, author: Author, lang: Lang, *, instructor: bool) -> Card:
        """All scores of the author's server as CSV, if they instruct there."""
        if author.guild is None:
            return board.private(lang, await self._prefix_in(None))
        if not instructor:
            return refusal.sentence(lang, "board.not_instructor")
        guild, every = author.guild, sorted(self._course.exercises)

        async def file() -> Card:
            marks = await self._store.marks(guild, list(self._course.counted))
            return export.card(lang, await asyncio.to_thread(export.written, marks, every), len(marks))

        return await self._stored(lang, file)

    async def overview(self, author: Author, lang: Lang, exercise: int = 0, *, instructor: bool) -> Card:
        """How the author's server stands, in all exercises or in one, if they instruct there."""
        if author.guild is None:
            return board.private(lang, await self._prefix_in(None))
        if not instructor:
            return refusal.sentence(lang, "board.not_instructor")
        guild = author.guild

        async def told() -> Card:
            bests = await self._store.bests(guild)
            return await asyncio.to_thread(overview.shown, lang, bests, self._course, exercise)

        return await self._stored(lang, told)

    async def _page(self, guild: str, at: Place, *, nicknames: bool) -> tuple[Ranking, Place]:
        """The page, or the first where there is no such any more."""
        page = at.page if 1 <= at.page <= _LAST else 1
        after, counted = (page - 1) * PAGE, self._counted(at)
        ranking = await self._store.board(guild, counted, after=after, limit=PAGE, nicknames=nicknames)
        if page > 1 and not ranking.rows:
            return await self._page(guild, Place(at.exercise), nicknames=nicknames)
        return ranking, Place(at.exercise, page)

    async def _taken(self, author: Author, nickname: str) -> bool:
        hidden = {alike(say(lang, "board.hidden")) for lang in LANGS}
        others = await self._store.beside(author.id, author.guild)
        return await asyncio.to_thread(lambda: alike(nickname) in hidden | set(map(alike, others)))

    def _counted(self, at: Place) -> list[int]:
        return [at.exercise] if at.exercise else list(self._course.counted)

    async def _prefix_in(self, guild: str | None) -> str:
        return (await self._guilds.of(guild)).prefix or self._prefix

    def _no_exercise(self, lang: Lang, n: int) -> Card:
        every = refusal.listed(sorted(self._course.exercises))
        return refusal.sentence(lang, "missing.exercise", number=n, all=every)

    async def _stored(self, lang: Lang, work: Callable[[], Awaitable[Card]]) -> Card:
        try:
            return await work()
        except StoreError as error:
            return refusal.ours(lang, "store", report(error))
