"""The buttons, the selects and the files of a card, which both renderers show."""

import io
from typing import Any, cast

import discord
from discord import ui

from bot.discord.press import Press
from bot.values import Button, Card, Choice, File, Picture, Select

ROW = 5
_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}
_CHANNEL, _ROLE = discord.SelectDefaultValueType.channel, discord.SelectDefaultValueType.role


def button(drawn: Button) -> ui.Item[Any]:
    """A button whose state is its custom_id."""
    return Press(
        ui.Button(
            custom_id=drawn.action,
            label=drawn.label[:80],
            style=_STYLES[drawn.style],
            disabled=not drawn.enabled,
        )
    )


def select(drawn: Select) -> ui.Item[Any]:
    """A select of texts, or of channels or roles, which Discord lists itself."""
    about: dict[str, Any] = {
        "custom_id": drawn.action,
        "placeholder": drawn.placeholder[:150],
        "min_values": drawn.least,
        "max_values": drawn.most,
    }
    match drawn.kind:
        case "channel":
            chosen = [_default(each, _CHANNEL) for each in drawn.choices]
            return Press(ui.ChannelSelect(channel_types=[discord.ChannelType.text], default_values=chosen, **about))
        case "role":
            chosen = [_default(each, _ROLE) for each in drawn.choices]
            return Press(ui.RoleSelect(default_values=chosen, **about))
        case "text":
            return Press(ui.Select(options=[_option(each) for each in drawn.choices[:25]], **about))


def names(card: Card) -> dict[Picture, str]:
    """File names, which must differ within a message; the same picture twice is one file."""
    pictures = dict.fromkeys(block for block in card.blocks if isinstance(block, Picture))
    return {picture: f"{at}-{picture.name}" for at, picture in enumerate(pictures, 1)}


def files(card: Card) -> list[discord.File]:
    """Pictures, with what they say in words, and files. Each can be sent once."""
    pictures = [
        discord.File(io.BytesIO(picture.png), filename=name, description=picture.alt[:1024] or None)
        for picture, name in names(card).items()
    ]
    return pictures + [discord.File(io.BytesIO(each.data), each.name) for each in card.blocks if isinstance(each, File)]


def _default(choice: Choice, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    """What is chosen already. discord.py would send the id as a number, which Discord's description does not have."""
    return discord.SelectDefaultValue(id=cast("int", choice.value), type=kind)


def _option(choice: Choice) -> discord.SelectOption:
    return discord.SelectOption(
        label=choice.label[:100], value=choice.value, description=choice.about[:100] or None, default=choice.chosen
    )
