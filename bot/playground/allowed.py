"""What a channel lets someone do there, asked before it is done: Discord's refusals by permission.

In: who, where, and what they send. Out: nothing, or the Refusal that Discord would give.
"""

from collections.abc import Sequence

from bot.playground.files import Upload
from bot.playground.places import (
    ATTACH,
    EMBED,
    GROUP,
    HISTORY,
    MANAGE_MESSAGES,
    MANAGE_THREADS,
    PRIVATE_THREAD,
    SEND,
    SEND_IN_THREADS,
    VIEW,
    Channel,
    User,
)
from bot.playground.refusal import (
    CANNOT_DM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    THREAD_ARCHIVED,
    THREAD_LOCKED,
    Json,
    Refusal,
)
from bot.playground.world import World


def sees(world: World, who: User, here: Channel) -> bool:
    """Whether the channel is there for them."""
    if here.kind == GROUP:
        return who.id in here.members
    theirs = here.owner in (None, who.id) or who.bot
    if who.bot and here.guild and world.guild_state == "removed":
        return False
    bits = world.permissions(who, here.id)
    if here.kind == PRIVATE_THREAD and who.id not in here.members and not bits & MANAGE_THREADS:
        return False
    return theirs and bool(bits & VIEW)


def see(world: World, who: User, where: str) -> Channel:
    """The channel, where they may see it. Raises Refusal 10003 or 50001."""
    here = world.channel(where)
    if not sees(world, who, here):
        raise Refusal(403, MISSING_ACCESS, "Missing Access")
    return here


def speak(world: World, who: User, where: str, payload: Json, uploads: Sequence[Upload]) -> None:
    """Post this message. Raises Refusal."""
    here = see(world, who, where)
    if here.owner in world.closed and who.bot:
        raise Refusal(403, CANNOT_DM, "Cannot send messages to this user")
    if here.locked and not world.permissions(who, where) & MANAGE_THREADS:
        raise closed(here)
    needed = (
        (SEND_IN_THREADS if here.parent else SEND)
        | (ATTACH if uploads else 0)
        | (EMBED if payload.get("embeds") else 0)
    )
    need(world, who, where, needed)
    if payload.get("message_reference") and not world.permissions(who, where) & HISTORY:
        raise Refusal(403, 160002, "Cannot reply without permission to read message history")


def closed(here: Channel) -> Refusal:
    """What a locked thread says to who may not open it."""
    archived = Refusal(400, THREAD_ARCHIVED, "Thread is archived")
    return archived if here.archived else Refusal(403, THREAD_LOCKED, "Thread is locked")


def need(world: World, who: User, where: str, bits: int) -> None:
    """Raises Refusal 50013 where one of the permissions is missing."""
    if bits & ~world.permissions(who, where):
        raise Refusal(403, MISSING_PERMISSIONS, "Missing Permissions")


def moderate(world: World, who: User, where: str) -> bool:
    """Whether they may delete what others wrote there."""
    return world.channel(where).guild is not None and bool(world.permissions(who, where) & MANAGE_MESSAGES)
