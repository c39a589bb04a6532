"""A Card comes in, a message of components (v2) goes out: its view and its files."""

from typing import TypedDict

import discord
from discord import ui

from bot.cards.short import markdown
from bot.discord.render import controls
from bot.discord.render.controls import ROW
from bot.values import Accent, Block, Button, Card, Code, File, Picture, Rule, Text

_COLOURS: dict[Accent, int] = {
    "lesson": 0xEE4C2C,  # PyTorch's orange
    "exercise": 0xEE4C2C,
    "good": 0x23A55A,
    "partly": 0xF0B232,
    "bad": 0xF23F43,
    "plain": 0x5865F2,
}


class Drawn(TypedDict):
    """What `send` and `edit` take of a card; `files` for a new message."""

    view: ui.LayoutView
    files: list[discord.File]


def draw(card: Card) -> Drawn:
    """A card as the arguments of a new message. Needs a running event loop."""
    names = controls.names(card)
    first, *rest = card.blocks
    parts = [_first(first, card.corner, names), *(_component(block, names) for block in rest)]
    rows = [card.buttons[at : at + ROW] for at in range(0, len(card.buttons), ROW)]
    actions = [ui.ActionRow[ui.LayoutView](controls.select(select)) for select in card.selects]
    actions += [ui.ActionRow[ui.LayoutView](*map(controls.button, row)) for row in rows]
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*parts, *actions, accent_colour=_COLOURS[card.accent]))
    view.stop()  # buttons carry their own state; a view that discord.py remembers would outlive its message
    return {"view": view, "files": controls.files(card)}


def _first(block: Block, corner: Button | None, names: dict[Picture, str]) -> ui.Item[ui.LayoutView]:
    """The first block, with the button of the corner beside it."""
    if corner is None:
        return _component(block, names)
    return ui.Section(_component(block, names), accessory=controls.button(corner))


def _component(block: Block, names: dict[Picture, str]) -> ui.Item[ui.LayoutView]:
    match block:
        case Text() | Code():
            return ui.TextDisplay(markdown(block))
        case Picture():
            item = discord.MediaGalleryItem(f"attachment://{names[block]}", description=block.alt[:1024] or None)
            return ui.MediaGallery(item)
        case File():
            return ui.File(f"attachment://{block.name}")
        case Rule():
            return ui.Separator()
