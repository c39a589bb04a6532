"""What went wrong on the way to the tutor: wrong commands are answered with the right one; our faults with an id."""

import re
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import answer, people
from bot.discord.client import Client, Context
from bot.discord.press import Pressed
from bot.nearest import nearest
from bot.tutor import Tutor, report
from bot.values import Card
from lessons.course import Lang

_GLUED = re.compile(r"(?P<name>[^\W\d_]+)(?P<number>\d{1,4})")
_MISSED = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
_NUMBERED = ("exercise", "lesson", "leaderboard")
_EXAMPLES = {"leaderboard": "leaderboard 4", "exercise": "exercise 1", "lesson": "lesson 1", "language": "language ko"}


class Cog(commands.Cog, name="errors"):
    """The one place where errors of chat end."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_command_error(self, context: Context, error: Exception) -> None:
        """A command by prefix, or a hybrid one by slash."""
        error = _cause(error)
        if isinstance(error, commands.CommandNotFound) and not re.search(r"\w", context.invoked_with or ""):
            return  # "!!!" is a shout
        if context.interaction is not None:
            await self.on_interaction_error(context.interaction, error)
            return
        lang, tutor = await people.language_of(self.client, context.message), await people.tutor_in(context)
        if isinstance(error, commands.CommandNotFound):
            await _quietly(answer.reply(context.message, self._unknown(tutor, lang, context)))
        elif isinstance(error, commands.UserInputError):
            await _quietly(answer.reply(context.message, _usage(tutor, lang, context, error)))
        else:
            await self._apologize(lang, context.message, error)

    @commands.Cog.listener()
    async def on_interaction_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """A slash command, a button or a form."""
        error = _cause(error)
        lang, tutor = await people.language_for(interaction), await people.tutor_for(interaction)
        stale = isinstance(error, _MISSED)
        card = tutor.sentence(lang, "chat.stale") if stale else tutor.apology(lang, report(error))
        await _quietly(answer.late(interaction, card))

    @commands.Cog.listener()
    async def on_fault(self, error: Exception, cause: object) -> None:
        """A listener. Who waits for an answer gets the apology."""
        if isinstance(cause, Pressed):
            cause = cause.interaction
        if isinstance(cause, discord.RawMessageUpdateEvent):
            cause = cause.message
        if isinstance(cause, discord.Interaction):
            await self.on_interaction_error(cause, error)
        elif isinstance(cause, discord.Message):
            await self._apologize(await people.language_of(self.client, cause), cause, error)
        else:
            report(error)

    async def _apologize(self, lang: Lang, message: discord.Message, error: Exception) -> None:
        """Our fault; or the server's, where we may not write: then it is said in private."""
        card = self.client.tutor.apology(lang, report(error))
        if isinstance(error, discord.Forbidden):
            card = self.client.tutor.sentence(lang, "chat.not_allowed")
            await _quietly(answer.in_private(message.author, card))
        else:
            await _quietly(answer.reply(message, card))

    def _unknown(self, tutor: Tutor, lang: Lang, context: Context) -> Card:
        """No command begins so. What follows a mention may be a greeting or a question: it gets the help."""
        word = context.invoked_with or ""
        names = list(self.client.all_commands)
        glued = _GLUED.fullmatch(word)
        name, number = (glued["name"], f" {glued['number']}") if glued else (word, "")
        close = nearest(name, names)
        if close is None and (context.prefix or "").startswith("<@"):
            return tutor.help(lang)
        if close is None:
            return tutor.sentence(lang, "chat.unknown", word=word)
        return tutor.sentence(lang, "chat.did_you_mean", word=word, guess=close + number)


def _usage(tutor: Tutor, lang: Lang, context: Context, error: commands.UserInputError) -> Card:
    name = context.command.name if context.command else "help"
    if isinstance(error, commands.BadArgument) and context.current_argument and name in _NUMBERED:
        return tutor.not_number(lang, context.current_argument, name)
    return tutor.sentence(lang, "chat.bad_use", example=_EXAMPLES.get(name, name))


def _cause(error: Exception) -> Exception:
    """What happened inside the wrappers of discord.py."""
    while isinstance(
        error, commands.HybridCommandError | commands.CommandInvokeError | app_commands.CommandInvokeError
    ):
        error = error.original
    return error


async def _quietly(saying: Any) -> None:
    """Say it if Discord lets us; in a channel where we may not write, the log is all there is."""
    try:
        await saying
    except discord.HTTPException as error:
        report(error)
