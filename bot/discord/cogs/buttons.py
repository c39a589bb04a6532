"""What the buttons of cards do, and the forms that come back."""

from typing import Any

import discord
from discord.ext import commands

from bot.discord import answer, forms, people
from bot.discord.client import Client
from bot.discord.cogs import privacy
from bot.discord.press import ACTION
from lessons.course import LANGS


class Cog(commands.Cog, name="buttons"):
    """Buttons and forms. A press by somebody else is fine: who pressed is answered."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_press(self, interaction: discord.Interaction[Any], action: str) -> None:
        """A button was pressed; `action` is its custom_id."""
        tutor, lang = self.client.tutor, await people.language_for(interaction)
        author = people.author_of(interaction.user, interaction.guild)
        match _parts(action):
            case "card", int(lesson), number:
                await answer.turn(interaction, tutor.lesson(lang, lesson, number))
            case "run", int(lesson), number:
                await answer.respond(interaction, tutor.run_card(author, lang, lesson, number))
            case "exercise", int(exercise), _:
                await answer.respond(interaction, tutor.exercise(lang, exercise))
            case "hint", int(exercise), _:
                await answer.respond(interaction, tutor.hint(lang, exercise), private=True)
            case "rung", int(attempt), rung:
                await answer.respond(interaction, tutor.hint_on(author, lang, attempt, rung), private=True)
            case "submit" | "again", int(exercise), _:
                await interaction.response.send_modal(forms.code_form(lang, exercise))
            case "code", _, _:
                await interaction.response.send_modal(forms.code_form(lang, None))
            case "language", str(chosen), _ if chosen in LANGS:
                spoken = next(each for each in LANGS if each == chosen)
                await answer.respond(interaction, tutor.set_language(author, spoken), private=True)
            case "board", "mine", _:
                await answer.respond(interaction, tutor.leaderboard(author, lang, mine=True), private=True)
            case "privacy", str(what), _:
                await privacy.pressed(interaction, tutor, author, lang, what)
            case _:
                await answer.respond(interaction, tutor.sentence(lang, "chat.stale"), private=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A form was sent, maybe one that was opened before a restart."""
        form = forms.sent(interaction)
        if form is None:
            return
        exercise, read = form
        tutor, lang = self.client.tutor, await people.language_for(interaction)
        author = people.author_of(interaction.user, interaction.guild)
        work = tutor.run(author, lang, read) if exercise is None else tutor.submit(author, lang, exercise, read)
        await answer.respond(interaction, work)


def _parts(action: str) -> tuple[str, int | str, int]:
    """A custom_id's verb and its words: "card:5:2" is ("card", 5, 2)."""
    match = ACTION.fullmatch(action)
    if match is None:
        return "", "", 1
    first = match["first"]
    return match["verb"], int(first) if first.isdigit() else first, int(match["second"] or 1)
