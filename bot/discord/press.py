"""Every button of every card. Its whole state is its custom_id, so a card still works after a restart."""

import re
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

if TYPE_CHECKING:
    from bot.discord.client import Client

ACTION = re.compile(r"(?P<verb>[a-z]{2,12}):(?P<first>[a-z0-9]{1,12})(?::(?P<second>\d{1,4}))?", re.ASCII)


class Press(ui.DynamicItem[ui.Button[ui.LayoutView]], template=ACTION):
    """A button, drawn or pressed."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, out of its custom_id."""
        return cls(cast("ui.Button[ui.LayoutView]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to `bot.discord.cogs.buttons`."""
        cast("Client", interaction.client).dispatch("press", interaction, self.custom_id)
