"""`help`: where to begin, by subject, and command by command."""

from discord import app_commands
from discord.ext import commands

from bot.cards import help
from bot.discord import answer, people, tongue
from bot.discord.client import Client, Context
from bot.discord.press import Pressed
from bot.discord.translate import described, hybrid
from bot.nearest import nearest
from bot.values import Card
from bot.words import say
from lessons.course import LANGS, Lang


class Cog(commands.Cog, name="help"):
    """Help."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tutor = client.tutor

    @hybrid("help", "도움말", "도움", "start", "시작")
    @app_commands.describe(topic=described("topic"))
    async def help(self, context: Context, *, topic: str = "") -> None:
        """What there is to type, or what one word of it means."""
        lang = await tongue.of_command(context)
        prefix = await self._prefix(people.author_in(context).guild)
        await answer.to(context, self._about(lang, prefix, topic))

    @commands.Cog.listener()
    async def on_press_help(self, press: Pressed) -> None:
        """A subject was chosen: `help:subject`."""
        alone, key = tongue.for_them_alone(press.interaction), press.values[0] if press.values else ""
        lang = await tongue.of_turned(press) if alone else press.lang
        card = self._on_subject(lang, await self._prefix(press.author.guild), key)
        if alone:
            await answer.turn(press.interaction, card)
        else:
            await answer.respond(press.interaction, card, private=True)

    async def read(self, press: Pressed, lang: Lang) -> Card:
        """A card of help in another language: nothing, `subject:learn` or `command:submit` is left of the custom_id."""
        kind, name = (*press.words, "", "")[:2]
        prefix = await self._prefix(press.author.guild)
        return self._on_subject(lang, prefix, name) if kind == "subject" else self._about(lang, prefix, name)

    def _about(self, lang: Lang, prefix: str, topic: str) -> Card:
        word = topic.strip().removeprefix(prefix).removeprefix("/").strip().lower()
        if not word:
            return self.tutor.help(lang, prefix)
        command = self.client.all_commands.get(word)
        if command is not None:
            return help.command(lang, prefix, command.name, list(command.aliases))
        return self._on_subject(lang, prefix, _subject(word) or topic)

    def _on_subject(self, lang: Lang, prefix: str, key: str) -> Card:
        if key in help.SUBJECTS:
            return help.subject(lang, prefix, key)
        return help.unknown(lang, prefix, key, nearest(key.strip(), self.client.all_commands))

    async def _prefix(self, guild: str | None) -> str:
        return (await self.tutor.guilds.of(guild)).prefix or self.tutor.settings.prefix


def _subject(word: str) -> str | None:
    """A subject by its key, or as it is called in one of the languages."""
    called = {say(lang, f"help.subject.{key}").lower(): key for key in help.SUBJECTS for lang in LANGS}
    return word if word in help.SUBJECTS else called.get(word)
