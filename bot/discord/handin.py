"""What is handed in through an interaction: a form, a slash command's file, a message's menu. All go one way from here.

A file is fetched from Discord, which may take longer than Discord waits for an answer; then the answer is announced.
"""

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, cast

import discord
from msgspec.structs import replace

from bot.values import Submission, Unread

if TYPE_CHECKING:
    from bot.discord.client import Client

Read = Submission | Unread
_PATIENCE = 1.5  # seconds of the three that Discord waits


async def hand_in(
    interaction: discord.Interaction[Any], exercise: int | None, reading: Awaitable[Read], *, private: bool = False
) -> None:
    """Answer a program that is still being read; without an exercise it is run only.

    In a crowd each is acknowledged before anything else is done, for Discord waits for three seconds.
    """
    work, delivery = asyncio.ensure_future(reading), cast("Client", interaction.client).delivery
    with delivery.coming() as crowd:
        await asyncio.wait({work}, timeout=0 if crowd else _PATIENCE)
        if crowd or not work.done():
            await interaction.response.defer(thinking=True, ephemeral=private)
        await delivery.interaction(interaction, exercise, await work, private=private)


async def unseen(reading: Awaitable[Read]) -> Read:
    """What is read of a file or a form, which the chat does not show."""
    read = await reading
    return replace(read, in_chat=False) if isinstance(read, Submission) else read
