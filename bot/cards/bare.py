"""A card for a channel where nothing can be attached."""

from collections.abc import Iterator

from msgspec.structs import replace

from bot.cards.text import clean
from bot.values import Block, Card, File, Picture, Text
from bot.words import say
from lessons.course import LANGS


def bare(card: Card) -> Card:
    """The card with a picture's words in the picture's place, without files, and with a line that says so."""
    if not any(isinstance(block, Picture | File) for block in card.blocks):
        return card
    return replace(card, blocks=tuple(_blocks(card)))


def _blocks(card: Card) -> Iterator[Block]:
    said = False
    for block in card.blocks:
        if not isinstance(block, Picture | File):
            yield block
            continue
        lines = [f"-# {' '.join(clean(block.alt).split())}"] if isinstance(block, Picture) and block.alt.strip() else []
        if not said:
            lines += [say(lang, "card.no_files") for lang in ([card.lang] if card.lang else LANGS)]
            said = True
        if lines:
            yield Text("\n".join(lines))
