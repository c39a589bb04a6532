"""What can be asked for without running anything: lessons, exercises, scores, the language. Every answer is a Card.

`bot.tutor` adds what runs.
"""

from collections.abc import Awaitable, Callable
from copy import copy
from typing import Self

from bot.cards import exercise, help, hint, lesson, predict, progress, refusal
from bot.errors import StoreError
from bot.faults import report
from bot.guilds import Guilds
from bot.leaderboard import Leaderboard
from bot.pictures import picture
from bot.privacy import Privacy
from bot.settings import Settings
from bot.store import Store
from bot.values import Author, Card
from lessons.course import LANGS, Course, Lang

__all__ = ["Desk", "report"]


class Desk:
    """The course and what is remembered of its students."""

    def __init__(self, course: Course, store: Store, settings: Settings) -> None:
        self.course = course
        self.store = store
        self.settings = settings
        self.prefix = settings.prefix
        self.hint_cost = 0.0
        self.privacy = Privacy(store)
        self.guilds = Guilds(store)
        self.board = Leaderboard(course, store, self.guilds, settings.prefix)

    async def at(self, guild: str | None) -> Self:
        """The same desk in a server: its cards name the prefix that is used there, and what hints cost."""
        chosen = await self.guilds.of(guild)
        prefix = chosen.prefix or self.settings.prefix
        if (prefix, chosen.hint_cost) == (self.prefix, self.hint_cost):
            return self
        here = copy(self)
        here.prefix, here.hint_cost = prefix, chosen.hint_cost
        return here

    def lessons(self, lang: Lang) -> Card:
        """All lessons and exercises."""
        return lesson.lessons(lang, self.course, self.prefix)

    def lesson(self, lang: Lang, n: int, card: int = 1) -> Card:
        """A lesson's card; both count from 1."""
        known = self.course.lessons[lang]
        if not 1 <= n <= len(known):
            return self.sentence(lang, "missing.lesson", number=n, last=len(known))
        cards = known[n - 1].cards
        if not 1 <= card <= len(cards):
            return self.sentence(lang, "missing.card", lesson=n, number=card, last=len(cards))
        return lesson.card(lang, known, cards[card - 1], picture)

    def predicted(self, lang: Lang, n: int, card: int, chosen: str) -> Card:
        """What is said to a prediction on a lesson's card."""
        cards = self.course.lessons[lang][n - 1].cards if 1 <= n <= len(self.course.lessons[lang]) else ()
        told = predict.told(lang, cards[card - 1], chosen) if 1 <= card <= len(cards) else None
        return told or self.sentence(lang, "predict.gone", lesson=max(n, 1))

    def exercise(self, lang: Lang, n: int, *, public: bool = False) -> Card:
        """An exercise's card; `public` is whether others read it."""
        task = self.course.exercises.get(n)
        if task is None:
            return self._no_exercise(lang, n)
        return exercise.card(lang, task, len(self.course.counted), self.prefix, self.hint_cost, public=public)

    async def hint(self, author: Author, lang: Lang, n: int, said: float = 0) -> Card:
        """An exercise's own hint. Where it costs other than was `said` on the button, that is said before it opens."""
        task = self.course.exercises.get(n)
        if task is None:
            return (await self.at(author.guild))._no_exercise(lang, n)
        cost = (await self.guilds.of(author.guild)).hint_cost

        async def opened() -> Card:
            if cost not in (0, said) and not await self.store.hint_noted(author, n):
                return hint.ask(lang, f"hint:{n}", cost)
            await self.store.note_hint(author, n)
            return hint.own(lang, task, cost)

        card = await self._stored(lang, opened)
        return card if cost or card.later is None else hint.own(lang, task)  # what is free opens, noted or not

    def help(self, lang: Lang, prefix: str | None = None) -> Card:
        """All commands."""
        return help.card(lang, prefix or self.prefix)

    def sentence(self, lang: Lang, key: str, **facts: object) -> Card:
        """A card of one sentence of `bot.words`."""
        return refusal.sentence(lang, key, prefix=self.prefix, **facts)

    def not_number(self, lang: Lang, word: str, command: str) -> Card:
        """A word stands where a lesson's or an exercise's number belongs."""
        lessons = [each.number for each in self.course.lessons[lang]]
        known = lessons if command == "lesson" else self.course.exercises
        return refusal.not_number(lang, word, known, self.prefix, command)

    def apology(self, lang: Lang, fault_id: str) -> Card:
        """Something failed on our side, outside of a run."""
        return refusal.ours(lang, "other", fault_id)

    def languages(self, lang: Lang) -> Card:
        """Which language it is, and the other to choose."""
        return help.language(lang, "now")

    def which_exercise(self, lang: Lang, command: str) -> Card:
        """A command was given without an exercise's number."""
        return refusal.which_exercise(lang, self.course.exercises, self.prefix, command)

    async def progress(self, author: Author, lang: Lang) -> Card:
        """A student's scores."""
        return await self._stored(lang, lambda: self._progress(author, lang))

    async def leaderboard(self, author: Author, lang: Lang) -> Card:
        """The scores of the author's server; `board` has its other pages."""
        return await self.board.shown(author, lang)

    async def set_language(self, author: Author, lang: Lang) -> Card:
        """Speak this language with the author from now on."""

        async def kept() -> Card:
            await self.store.set_language(author, lang)
            return help.language(lang, "set")

        return await self._stored(lang, kept)

    async def language(self, author_id: str, *locales: str | None) -> Lang:
        """The student's own choice, else the first of the locales that we speak, else the setting's."""
        try:
            own = await self.store.language(author_id)
        except StoreError as error:
            report(error)
            own = None
        spoken: list[Lang] = [lang for locale in locales for lang in LANGS if (locale or "").startswith(lang)]
        return own or (spoken[0] if spoken else self.settings.language)

    async def _progress(self, author: Author, lang: Lang) -> Card:
        done = await self.store.progress(author)
        return progress.card(lang, self.course, done, (await self.at(author.guild)).prefix)

    async def _stored(self, lang: Lang, work: Callable[[], Awaitable[Card]]) -> Card:
        try:
            return await work()
        except StoreError as error:
            return refusal.ours(lang, "store", report(error))

    def _no_exercise(self, lang: Lang, n: int) -> Card:
        return refusal.no_exercise(lang, n, self.course.exercises)
