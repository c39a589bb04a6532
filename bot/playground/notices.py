"""What Discord itself says in a channel, in the name of who did it: a thread began, has a new name, has someone new."""

from bot.playground.message import NAMED, STARTED, STARTER, WELCOMED, Message
from bot.playground.places import PUBLIC_THREAD, Channel, User
from bot.playground.world import World


def started(world: World, who: User, thread: Channel, message: Message | None) -> None:
    """In a thread from a message that message stands first; any other public one is told of in its channel."""
    if message is not None:
        _say(world, thread.id, who, STARTER, reply_to=message.id, elsewhere=message.channel)
    elif thread.kind == PUBLIC_THREAD and thread.parent is not None:
        _say(world, thread.parent, who, STARTED, content=thread.name, elsewhere=thread.id)


def named(world: World, who: User, thread: Channel) -> None:
    """A thread has a new name."""
    _say(world, thread.id, who, NAMED, content=thread.name)


def welcomed(world: World, who: User, thread: Channel, guest: User) -> None:
    """Someone was let into a thread."""
    _say(world, thread.id, who, WELCOMED, mentions=(guest.id,))


def _say(
    world: World,
    channel: str,
    who: User,
    kind: int,
    *,
    content: str = "",
    mentions: tuple[str, ...] = (),
    reply_to: str | None = None,
    elsewhere: str | None = None,
) -> None:
    message = Message(
        id=world.new_id(),
        channel=channel,
        author=who.id,
        created=world.clock.now(),
        content=content,
        kind=kind,
        mentions=mentions,
        reply_to=reply_to,
        elsewhere=elsewhere,
    )
    world.post(message)
