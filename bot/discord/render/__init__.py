"""A Card comes in, a message goes out: of components (v2), or plain."""

from typing import Literal, overload

from bot.discord.render import plain as classic
from bot.discord.render import v2
from bot.discord.render.plain import Plain
from bot.discord.render.v2 import Drawn
from bot.values import Card

__all__ = ["Drawn", "Plain", "draw"]


@overload
def draw(card: Card, *, plain: Literal[False] = False) -> Drawn: ...
@overload
def draw(card: Card, *, plain: Literal[True]) -> Plain: ...
@overload
def draw(card: Card, *, plain: bool) -> Drawn | Plain: ...
def draw(card: Card, *, plain: bool = False) -> Drawn | Plain:
    """A card as the arguments of a new message. Needs a running event loop."""
    return classic.draw(card) if plain else v2.draw(card)
