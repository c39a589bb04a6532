"""A card on its way to Discord: sent, or put in an earlier one's place, in the manner that the place wants.

Components (v2) that Discord refuses are sent plain, once. A message of components can never be made plain again.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from bot.discord import manner
from bot.discord.render import Drawn, Plain, draw
from bot.values import Card

Result = TypeVar("Result")


class Unlike(Exception):
    """The message is of the other kind, so the card needs a new one."""


async def send(how: Callable[..., Awaitable[Result]], target: manner.Target, card: Card, **options: object) -> Result:
    """Send a card by `how`, which takes what is drawn and the options. Raises discord.HTTPException."""
    way, refusal = await manner.way(target), None
    if not way.plain:
        try:
            return await how(**draw(card, files=way.files), **options)
        except discord.HTTPException as error:
            if not manner.is_refusal(error):
                raise
            refusal = error
    sent = await how(**draw(card, plain=True, files=way.files), **options)
    if refusal is not None:
        manner.refused(target, refusal)
    return sent


async def edit(
    how: Callable[..., Awaitable[Result]], target: manner.Target, card: Card, *, was_plain: bool | None
) -> Result:
    """Change a message by `how`; `was_plain` is None where its kind is not known. Raises Unlike."""
    way = await manner.way(target)
    if was_plain is False and way.plain:
        raise Unlike
    kinds = dict.fromkeys((way.plain, True)) if was_plain is None else (was_plain,)
    for plain in kinds:
        try:
            return await how(**changes(draw(card, plain=plain, files=way.files)))
        except discord.HTTPException as error:
            if not manner.is_refusal(error):
                raise
    raise Unlike


def changes(drawn: Drawn | Plain) -> dict[str, Any]:
    """What is drawn as the arguments of an edit, whose files replace those of before."""
    return {("attachments" if name == "files" else name): value for name, value in drawn.items()}
