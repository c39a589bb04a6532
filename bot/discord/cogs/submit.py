"""`submit`: a solution by message (`!submit 4` and a block), by a form (`/submit 4`), or as that command's file."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import answer, forms, gather, people
from bot.discord.client import Client, Context
from bot.discord.handin import hand_in, unseen
from bot.discord.translate import described
from bot.tutor import Tutor
from bot.values import Card
from lessons.course import Lang

_NUMBER = re.compile(r"\s*#?(?P<number>\d{1,9})(?:번(?:째)?)?(?![\w.=])")
_WORD = re.compile(r"[\w#-]{1,20}(?=\s|```|\Z)")


class Cog(commands.Cog, name="submit"):
    """Solutions."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.command(aliases=["제출", "답"])
    async def submit(self, context: Context, *, rest: str = "") -> None:
        """Grade the program in this message, or in the one of the author's own that it replies to."""
        message, tutor = context.message, await people.tutor_in(context)
        lang = await people.language_in(context)
        number, text = _split(rest)
        if number is None:
            earlier = gather.replied_to(message)
            number = gather.exercise_of(earlier) if earlier else None
        if number is None:
            await answer.reply(message, _which(tutor, lang, text))
            return
        if number not in tutor.course.exercises:
            await answer.reply(message, tutor.exercise(lang, number))
            return
        read = await gather.program(message, text, graded=True)
        if read == gather.OTHERS:
            await answer.reply(message, tutor.sentence(lang, gather.OTHERS.key))
            return
        await self.client.delivery.message(message, lang, number, read)

    @app_commands.command(name="submit", description=described("submit"))
    @app_commands.describe(number=described("number"), file=described("file"))
    async def form(
        self, interaction: discord.Interaction[Client], number: int, file: discord.Attachment | None = None
    ) -> None:
        """Grade a file, or open a form for a solution."""
        tutor, lang = await people.tutor_for(interaction), await people.language_for(interaction)
        if number not in tutor.course.exercises:
            await answer.respond(interaction, tutor.exercise(lang, number), private=True)
        elif file is not None:
            await hand_in(interaction, number, lambda: unseen(gather.attached(file)))
        else:
            await interaction.response.send_modal(forms.code_form(lang, number))


def _which(tutor: Tutor, lang: Lang, text: str) -> Card:
    """A number was left out, or something else stands in its place."""
    word = _WORD.match(text.strip())
    if word is None:
        return tutor.which_exercise(lang, "submit")
    return tutor.not_number(lang, word[0], "submit")


def _split(rest: str) -> tuple[int | None, str]:
    """The exercise's number, and the text after it: code on the same line begins there, not with a blank."""
    match = _NUMBER.match(rest)
    return (int(match["number"]), rest[match.end() :].lstrip(" \t")) if match else (None, rest)
