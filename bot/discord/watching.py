"""Whom an event of Discord's is about, for the log; and what still answers somebody, for an end in good order."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any

import discord
from discord.ext import commands

from bot.discord.press import Pressed
from bot.watch.context import begin, clear, doing

# How discord.py names the tasks in which listeners, buttons, forms and slash commands are carried out.
_ANSWERING = ("discord.py: on_", "discord-ui-", "CommandTree-invoker")


@contextlib.contextmanager
def about(source: object = None) -> Iterator[None]:
    """What is started meanwhile is done for who sent this; inside of what is done for somebody, nothing changes."""
    if doing() is not None or not begin_for(source):
        yield
        return
    try:
        yield
    finally:
        clear()


def begin_for(source: object) -> bool:
    """From here on this is done for who sent it; False where it is from nobody."""
    if isinstance(source, Pressed):
        source = source.interaction
    match source:
        case discord.Message():
            begin(source.author.id, source.guild and source.guild.id)
        case discord.Interaction():
            command = source.command.qualified_name if source.command else None
            begin(source.user.id, source.guild_id, command)
        case commands.Context():
            begin(source.author.id, source.guild and source.guild.id)
        case _:
            return False
    return True


def answering() -> set[asyncio.Task[Any]]:
    """The tasks that answer somebody now."""
    here = asyncio.current_task()
    return {each for each in asyncio.all_tasks() if each is not here and each.get_name().startswith(_ANSWERING)}


async def answered() -> None:
    """Wait until nobody is being answered."""
    while tasks := answering():
        await asyncio.wait(tasks)


async def leave() -> None:
    """End what still answers somebody; what is kept of it is answered by the next start."""
    tasks = answering()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
