"""Every button and select of every card. Its whole state is its custom_id, so a card still works after a restart.

A press is heard by the listener of its verb: `hint:4` by `on_press_hint(press)` of whichever cog has it.
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

import discord
from discord import ui

from bot.discord import action, people
from bot.discord.entry import SPEAKING
from bot.values import Author
from lessons.course import Lang

if TYPE_CHECKING:
    from bot.discord.client import Client
    from bot.tutor import Tutor


class Pressed(NamedTuple):
    """A press: who, in which language to answer, the words after the verb, what was chosen of a select, and the tutor
    as this server has it."""

    interaction: discord.Interaction[Any]
    author: Author
    lang: Lang
    words: tuple[str, ...]
    values: tuple[str, ...]
    here: "Tutor"

    def number(self, at: int, default: int = 0) -> int:
        """A word as a number; `default` where it is none or not there."""
        return action.number(self.words, at, default)


class Press(ui.DynamicItem[ui.Item[Any]], template=action.ACTION):
    """A button or a select, drawn or used."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """What was pressed, out of its custom_id."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to the cog that listens to its verb; what nobody listens to is of an older version."""
        verb, words = action.read(self.custom_id)
        client = cast("Client", interaction.client)
        if verb in SPEAKING and not await client.entry.speaks_at(interaction):
            return
        known = f"on_press_{verb}" in client.extra_events
        if known:
            client.metrics.used(verb, "button")
        client.dispatch(f"press_{verb}" if known else "press_stale", await _pressed(interaction, words))


async def _pressed(interaction: discord.Interaction[Any], words: tuple[str, ...]) -> Pressed:
    values = cast("dict[str, Any]", interaction.data or {}).get("values") or ()
    return Pressed(
        interaction,
        people.author_by(interaction),
        await people.language_for(interaction),
        words,
        tuple(map(str, values)),
        await people.tutor_for(interaction),
    )
