"""What one person sees, as the page's JSON: the server, its channels and threads, and what is said there."""

from bot.playground import allowed, payloads, places
from bot.playground.message import Message
from bot.playground.places import BOT, Channel, User
from bot.playground.refusal import Json
from bot.playground.world import World


def whole(world: World, who: User) -> Json:
    """Everything, for a page that opens."""
    return {
        "me": who.id,
        "bot": BOT.id,
        "guild": places.GUILD_NAME,
        "online": world.online,
        "users": [_person(user) for user in world.users.values()],
        "roles": [payloads.role(role) for role in world.roles.values()],
        "commands": world.visible_commands(who),
    } | places_of(world, who)


def places_of(world: World, who: User) -> Json:
    """The channels and threads, where this person moderates, and the messages."""
    seen = [channel for channel in world.channels.values() if allowed.sees(world, who, channel)]
    return {
        "channels": [_channel(channel) for channel in seen],
        "moderates": [channel.id for channel in seen if allowed.moderate(world, who, channel.id)],
        "messages": {channel.id: _said(world, who, channel) for channel in seen},
    }


def message(world: World, who: User, said: Message) -> Json:
    """A message, and which reactions are this person's."""
    mine = [emoji for emoji, users in said.reactions.items() if who.id in users]
    return payloads.message(said, world) | {"reacted": mine}


def sees(world: World, who: User, said: Message) -> bool:
    """Whether a message is there for this person."""
    here = world.channels.get(said.channel)
    return here is not None and allowed.sees(world, who, here) and said.audience in (None, who.id)


def _said(world: World, who: User, channel: Channel) -> list[Json]:
    return [message(world, who, said) for said in world.messages(channel.id) if sees(world, who, said)]


def _person(user: User) -> Json:
    return {"id": user.id, "name": user.name, "username": user.username, "locale": user.locale,
            "colour": user.colour,
            "bot": user.bot, "instructor": places.INSTRUCTORS in user.roles}  # fmt: skip


def _channel(here: Channel) -> Json:
    return {"id": here.id, "name": here.name, "topic": here.topic, "dm": here.guild is None, "type": here.kind,
            "parent": here.parent, "archived": here.archived, "context": here.context}  # fmt: skip
