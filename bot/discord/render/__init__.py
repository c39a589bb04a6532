"""A Card comes in, a message goes out: of components (v2), or plain."""

from typing import Literal, overload

from bot.cards.bare import bare
from bot.discord.render import plain as classic
from bot.discord.render import v2
from bot.discord.render.plain import Plain
from bot.discord.render.v2 import Drawn
from bot.values import Card

__all__ = ["Drawn", "Plain", "draw"]


@overload
def draw(card: Card, *, plain: Literal[False] = False, files: bool = True) -> Drawn: ...
@overload
def draw(card: Card, *, plain: Literal[True], files: bool = True) -> Plain: ...
@overload
def draw(card: Card, *, plain: bool, files: bool = True) -> Drawn | Plain: ...
def draw(card: Card, *, plain: bool = False, files: bool = True) -> Drawn | Plain:
    """A card as the arguments of a new message; without `files` where none can be attached. Needs a running loop."""
    shown = card if files else bare(card)
    return classic.draw(shown, files=files) if plain else v2.draw(shown)
