"""A Card comes in, a message of components (v2) goes out: its view and its files."""

import io
from typing import Any, TypedDict

import discord
from discord import ui

from bot.discord.press import Press
from bot.values import Accent, Block, Button, Card, Choice, Code, File, Picture, Rule, Select, Text

_COLOURS: dict[Accent, int] = {
    "lesson": 0xEE4C2C,  # PyTorch's orange
    "exercise": 0xEE4C2C,
    "good": 0x23A55A,
    "partly": 0xF0B232,
    "bad": 0xF23F43,
    "plain": 0x5865F2,
}
_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}
_ROW = 5
_CHANNEL, _ROLE = discord.SelectDefaultValueType.channel, discord.SelectDefaultValueType.role


class Drawn(TypedDict):
    """What `send` and `edit` take of a card; `files` for a new message."""

    view: ui.LayoutView
    files: list[discord.File]


def draw(card: Card) -> Drawn:
    """A card as the arguments of a new message. Needs a running event loop."""
    names = _names(card)
    first, *rest = card.blocks
    parts = [_first(first, card.corner, names), *(_component(block, names) for block in rest)]
    rows = [card.buttons[at : at + _ROW] for at in range(0, len(card.buttons), _ROW)]
    actions = [ui.ActionRow[ui.LayoutView](_select(select)) for select in card.selects]
    actions += [ui.ActionRow[ui.LayoutView](*(_button(button) for button in row)) for row in rows]
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*parts, *actions, accent_colour=_COLOURS[card.accent]))
    view.stop()  # buttons carry their own state; a view that discord.py remembers would outlive its message
    return {"view": view, "files": _files(card, names)}


def markdown(code: Code) -> str:
    """A code block as Discord's markdown."""
    return f"```{code.language}\n{code.text}\n```"


def _first(block: Block, corner: Button | None, names: dict[Picture, str]) -> ui.Item[ui.LayoutView]:
    """The first block, with the button of the corner beside it."""
    if corner is None:
        return _component(block, names)
    return ui.Section(_component(block, names), accessory=_button(corner))


def _component(block: Block, names: dict[Picture, str]) -> ui.Item[ui.LayoutView]:
    match block:
        case Text():
            return ui.TextDisplay(block.markdown)
        case Code():
            return ui.TextDisplay(markdown(block))
        case Picture():
            item = discord.MediaGalleryItem(f"attachment://{names[block]}", description=block.alt[:1024] or None)
            return ui.MediaGallery(item)
        case File():
            return ui.File(f"attachment://{block.name}")
        case Rule():
            return ui.Separator()


def _button(button: Button) -> ui.Item[Any]:
    return Press(
        ui.Button(
            custom_id=button.action,
            label=button.label[:80],
            style=_STYLES[button.style],
            disabled=not button.enabled,
        )
    )


def _select(select: Select) -> ui.Item[Any]:
    about: dict[str, Any] = {
        "custom_id": select.action,
        "placeholder": select.placeholder[:150],
        "min_values": select.least,
        "max_values": select.most,
    }
    match select.kind:
        case "channel":
            chosen = [discord.SelectDefaultValue(id=int(each.value), type=_CHANNEL) for each in select.choices]
            return Press(ui.ChannelSelect(channel_types=[discord.ChannelType.text], default_values=chosen, **about))
        case "role":
            chosen = [discord.SelectDefaultValue(id=int(each.value), type=_ROLE) for each in select.choices]
            return Press(ui.RoleSelect(default_values=chosen, **about))
        case "text":
            return Press(ui.Select(options=[_option(choice) for choice in select.choices[:25]], **about))


def _option(choice: Choice) -> discord.SelectOption:
    return discord.SelectOption(
        label=choice.label[:100], value=choice.value, description=choice.about[:100] or None, default=choice.chosen
    )


def _names(card: Card) -> dict[Picture, str]:
    """File names, which must differ within a message; the same picture twice is one file."""
    pictures = dict.fromkeys(block for block in card.blocks if isinstance(block, Picture))
    return {picture: f"{at}-{picture.name}" for at, picture in enumerate(pictures, 1)}


def _files(card: Card, names: dict[Picture, str]) -> list[discord.File]:
    pictures = [
        discord.File(io.BytesIO(picture.png), filename=name, description=picture.alt[:1024] or None)
        for picture, name in names.items()
    ]
    files = [discord.File(io.BytesIO(each.data), each.name) for each in card.blocks if isinstance(each, File)]
    return pictures + files
