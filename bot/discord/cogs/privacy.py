"""`privacy`: what is kept of the one who asks. In a channel nothing of it is said but to them alone."""

from typing import Any

import discord
from discord.ext import commands

from bot.discord import answer, people
from bot.discord.client import Client, Context
from bot.discord.translate import hybrid
from bot.tutor import Tutor
from bot.values import Author, Card
from lessons.course import Lang

_TURNING = ("show", "erase", "hide", "reveal")  # on an answer that one person sees, these take its place


class Cog(commands.Cog, name="privacy"):
    """A student's own data."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @hybrid("privacy", "개인정보", "내정보")
    async def privacy(self, context: Context) -> None:
        """Show what is kept; in a channel, the buttons to it."""
        tutor, lang = self.client.tutor, await people.language_in(context)
        author = people.author_in(context)
        if context.interaction is not None:
            await answer.respond(context.interaction, _asked(tutor, "show", author, lang), private=True)
        elif context.guild is None:
            await answer.reply(context.message, await _asked(tutor, "show", author, lang))
        else:
            await answer.reply(context.message, tutor.privacy.door(lang))


async def pressed(interaction: discord.Interaction[Any], tutor: Tutor, author: Author, lang: Lang, what: str) -> None:
    """A button of these cards was pressed: who pressed is answered, about themselves."""
    message = interaction.message
    work = _asked(tutor, what, author, lang)
    if what in _TURNING and message is not None and message.flags.ephemeral:
        await answer.turn(interaction, work)
    else:
        await answer.respond(interaction, work, private=True)


async def _asked(tutor: Tutor, what: str, author: Author, lang: Lang) -> Card:
    return await tutor.privacy.ask(what, author, lang) or tutor.sentence(lang, "chat.stale")
