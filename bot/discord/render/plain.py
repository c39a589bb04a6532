"""A Card comes in, a message without components v2 goes out: markdown, attachments and a classic view.

Discord takes 2,000 characters of it, half as many as of the other; what has no room gives way in the order of
`bot.cards.short`. Attachments stand below all text, so in a picture's place stands what it says in words. The corner's
button stands last among the buttons. A view has five rows: where they do not suffice, the last selects are left out.
"""

from collections.abc import Sequence
from typing import TypedDict

import discord
from discord import ui

from bot.cards.short import markdown, shorten, units
from bot.cards.text import clean, cut
from bot.discord.render import controls
from bot.discord.render.controls import ROW
from bot.values import Block, Card, Code, File, Picture, Rule, Text

MAX_TEXT = 2_000
_ROWS = 5
_MAX_ALT = 120


class Plain(TypedDict):
    """What `send` and `edit` take of a card; `files` for a new message."""

    content: str
    view: ui.View
    files: list[discord.File]


def draw(card: Card, *, files: bool = True) -> Plain:
    """A card as the arguments of a new message; `files` says whether it may attach one that the card has not."""
    blocks = shorten(card.blocks, _over, card.lang, files=files)
    short = Card(card.accent, tuple(blocks), card.buttons, card.selects, card.corner, card.lang)
    return {"content": _content(blocks), "view": _view(card), "files": controls.files(short)}


def _over(blocks: Sequence[Block]) -> int:
    return units(_content(blocks)) - MAX_TEXT


def _content(blocks: Sequence[Block]) -> str:
    """The texts below each other; a rule is an empty line."""
    return "\n".join(line for block in blocks if (line := _line(block)) is not None).strip("\n")


def _line(block: Block) -> str | None:
    match block:
        case Text() | Code():
            return markdown(block)
        case Rule():
            return ""
        case Picture(_, _, alt):
            words = cut(" ".join(clean(alt).split()), _MAX_ALT)
            return f"-# {words}" if words else None
        case File():
            return None


def _view(card: Card) -> ui.View:
    buttons = [*card.buttons, *([card.corner] if card.corner else [])]
    rows = -(-len(buttons) // ROW)
    view = ui.View(timeout=None)
    for row, select in enumerate(card.selects[: _ROWS - rows]):
        view.add_item(_placed(controls.select(select), row))
    below = min(len(card.selects), _ROWS - rows)
    for at, button in enumerate(buttons):
        view.add_item(_placed(controls.button(button), below + at // ROW))
    view.stop()  # buttons carry their own state; a view that discord.py remembers would outlive its message
    return view


def _placed(item: ui.Item[ui.View], row: int) -> ui.Item[ui.View]:
    item.row = row
    return item
