"""`language`: Korean or English, for one student; and cards of everybody's read in the other language."""

from collections.abc import Awaitable, Callable
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.discord import answer, people, tongue
from bot.discord.client import Client, Context
from bot.discord.press import Pressed
from bot.discord.translate import choice, described, hybrid
from bot.values import Card
from lessons.course import LANGS, Lang

_NAMES: dict[str, Lang] = {
    **dict.fromkeys(("ko", "kr", "korean", "한국어", "한글", "korea"), "ko"),
    **dict.fromkeys(("en", "eng", "english", "영어"), "en"),
}
_CHOICES = [choice("ko"), choice("en")]

Again = Callable[[Pressed, Lang], Awaitable[Card]]


class Cog(commands.Cog, name="language"):
    """The choice of language."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.again: dict[str, Again] = {
            "lessons": self._lessons,
            "card": self._card,
            "exercise": self._exercise,
            "board": self._board,
            "help": self._help,
        }

    @hybrid("language", "lang", "언어")
    @app_commands.describe(language=described("tongue"))
    @app_commands.choices(language=_CHOICES)
    async def language(self, context: Context, language: str | None = None) -> None:
        """Choose a language, or see which one it is."""
        tutor, now = self.client.tutor, await people.language_in(context)
        chosen = _NAMES.get((language or "").lower())
        if language is None:
            await answer.to(context, tutor.languages(now))
        elif chosen is None:
            await answer.to(context, tutor.sentence(now, "language.unknown", word=language))
        else:
            await answer.to(context, await tutor.set_language(people.author_in(context), chosen))

    @commands.Cog.listener()
    async def on_press_language(self, press: Pressed) -> None:
        """The choice of a language: `language:ko`."""
        chosen = _lang(press.words[0])
        if chosen is None:
            await self._stale(press)
        else:
            await answer.respond(press.interaction, self.client.tutor.set_language(press.author, chosen), private=True)

    @commands.Cog.listener()
    async def on_press_read(self, press: Pressed) -> None:
        """A card again, in the language of its corner, for who pressed: `read:en:card:5:2`."""
        lang, words = _lang(press.words[0]), press.words[1:]
        make = self.again.get(words[0]) if words else None
        if lang is None or make is None:
            await self._stale(press)
            return
        card = make(press._replace(words=words[1:]), lang)
        if tongue.for_them_alone(press.interaction):
            await answer.turn(press.interaction, card)
        else:
            await answer.respond(press.interaction, card, private=True)

    async def _stale(self, press: Pressed) -> None:
        await answer.respond(press.interaction, press.here.sentence(press.lang, "chat.stale"), private=True)

    async def _lessons(self, press: Pressed, lang: Lang) -> Card:
        return press.here.lessons(lang)

    async def _card(self, press: Pressed, lang: Lang) -> Card:
        return press.here.lesson(lang, press.number(0), press.number(1, 1))

    async def _exercise(self, press: Pressed, lang: Lang) -> Card:
        return press.here.exercise(lang, press.number(0))

    async def _board(self, press: Pressed, lang: Lang) -> Card:
        board: Any = self.client.get_cog("board")
        card: Card = await board.read(press, lang)
        return card

    async def _help(self, press: Pressed, lang: Lang) -> Card:
        help: Any = self.client.get_cog("help")
        card: Card = await help.read(press, lang)
        return card


def _lang(word: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == word), None)
