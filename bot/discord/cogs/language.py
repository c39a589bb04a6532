"""`language`: Korean or English, for one student."""

from discord import app_commands
from discord.ext import commands

from bot.discord import answer, people
from bot.discord.client import Client, Context
from bot.discord.translate import choice, described, hybrid
from lessons.course import Lang

_NAMES: dict[str, Lang] = {
    **dict.fromkeys(("ko", "kr", "korean", "한국어", "한글", "korea"), "ko"),
    **dict.fromkeys(("en", "eng", "english", "영어"), "en"),
}
_CHOICES = [choice("ko"), choice("en")]


class Cog(commands.Cog, name="language"):
    """The choice of language."""

    def __init__(self, client: Client) -> None:
        self.client = client

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
            author = people.author_of(context.author, context.guild)
            await answer.to(context, await tutor.set_language(author, chosen))
