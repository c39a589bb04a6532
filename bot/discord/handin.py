"""What is handed in through an interaction: a form, a slash command's file, a message's menu. All go one way from here.

A file is fetched from Discord, which may take longer than Discord waits for an answer; then the answer is announced.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import discord
from msgspec.structs import replace

from bot.discord.people import is_guest
from bot.values import Submission, Unread

if TYPE_CHECKING:
    from bot.discord.client import Client

Read = Submission | Unread
Reading = Callable[[], Awaitable[Read]]
_PATIENCE = 1.5  # seconds of the three that Discord waits


async def hand_in(
    interaction: discord.Interaction[Any], exercise: int | None, reading: Reading, *, private: bool = False
) -> None:
    """Answer a program that is still to be read; without an exercise it is run only. A guest alone sees the answer."""
    private = private or is_guest(interaction)
    client = cast("Client", interaction.client)
    crowd, sign = client.crowd, partial(_thinking, interaction, private)
    async with crowd.join():
        if early := crowd.dense:
            await crowd.heard(sign())
            await crowd.calm()
        work = asyncio.ensure_future(reading())
        await asyncio.wait({work}, timeout=None if early else _PATIENCE)
        if not early and (crowd.dense or not work.done()):
            await crowd.heard(sign())
        read = await work
        await crowd.calm()
        await client.delivery.interaction(interaction, exercise, read, private=private)


async def _thinking(interaction: discord.Interaction[Any], private: bool) -> None:
    await interaction.response.defer(thinking=True, ephemeral=private)


async def unseen(reading: Awaitable[Read]) -> Read:
    """What is read of a file or a form, which the chat does not show."""
    read = await reading
    return replace(read, in_chat=False) if isinstance(read, Submission) else read
