"""Reactions to messages, by a person or the bot.

In: who, the message, the emoji as its character. Out: the message's new state in the world, or Refusal.
"""

import msgspec

from bot.playground import allowed, threads
from bot.playground.events import Reacted
from bot.playground.message import Message
from bot.playground.places import HISTORY, REACT, User
from bot.playground.refusal import Refusal
from bot.playground.world import World

MAX_KINDS = 20


def add(world: World, who: User, message: Message, emoji: str) -> None:
    """React; twice is once. Raises Refusal."""
    allowed.see(world, who, message.channel)
    threads.still_open(world.channel(message.channel))
    if emoji.isascii() or len(emoji) > 32:
        raise Refusal(400, 10014, "Unknown Emoji")
    kept = message.reactions
    allowed.need(world, who, message.channel, HISTORY | (0 if emoji in kept else REACT))
    if emoji not in kept and len(kept) >= MAX_KINDS:
        raise Refusal(400, 30010, f"Maximum number of reactions reached ({MAX_KINDS})")
    if who.id not in kept.get(emoji, ()):
        _set(world, message, {**kept, emoji: (*kept.get(emoji, ()), who.id)})
        world.publish(Reacted(world.message(message.channel, message.id), emoji, who.id, added=True))


def remove(world: World, message: Message, emoji: str, user: str) -> None:
    """Take somebody's reaction away, if it is there."""
    threads.still_open(world.channel(message.channel))
    left = tuple(name for name in message.reactions.get(emoji, ()) if name != user)
    if user in message.reactions.get(emoji, ()):
        kept = {**message.reactions, emoji: left}
        _set(world, message, {kind: users for kind, users in kept.items() if users})
        world.publish(Reacted(world.message(message.channel, message.id), emoji, user, added=False))


def _set(world: World, message: Message, reactions: dict[str, tuple[str, ...]]) -> None:
    world.put(msgspec.structs.replace(message, reactions=reactions))
