"""People, channels, the server and the application as the JSON that Discord sends."""

from bot.playground import allowed, places
from bot.playground.places import BOT, GROUP, GUILD_ID, PRIVATE_THREAD, Channel, Overwrite, Role, User
from bot.playground.refusal import Json
from bot.playground.world import World

JOINED = "2024-01-01T00:00:00.000000+00:00"
CONTENT_INTENT_FLAG = 1 << 19  # of the application: message content, as an unverified app has it


def user(who: User) -> Json:
    return {
        "id": who.id,
        "username": who.username,
        "global_name": None if who.bot else who.name,
        "discriminator": "0001" if who.bot else "0",
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
    }


def member(who: User) -> Json:
    """A server member, without its user."""
    return {
        "nick": None,
        "avatar": None,
        "roles": list(who.roles),
        "joined_at": JOINED,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "premium_since": None,
    }


def full_member(who: User) -> Json:
    return member(who) | {"user": user(who)}


def permitted_member(who: User, world: World) -> Json:
    """A member as interactions tell of them: without the user, with what they may do."""
    return member(who) | {"permissions": str(world.permissions(who))}


def channel(where: Channel, world: World) -> Json:
    if where.owner is not None:
        return {
            "id": where.id,
            "type": where.kind,
            "recipients": [user(world.users[where.owner])],
            "flags": 0,
            "last_message_id": None,
        }
    if where.kind == GROUP:
        people = [user(world.users[name]) for name in where.members]
        group: Json = {"id": where.id, "type": where.kind, "name": where.name, "icon": None, "owner_id": where.creator}
        return group | {"recipients": people, "flags": 0, "last_message_id": None}
    if where.parent is not None:
        return thread(where, world)
    return {
        "id": where.id,
        "type": where.kind,
        "guild_id": GUILD_ID,
        "name": where.name,
        "topic": where.topic,
        "position": where.position,
        "permission_overwrites": [overwrite(of) for of in where.overwrites],
        "parent_id": None,
        "nsfw": False,
        "flags": 0,
        "rate_limit_per_user": 0,
        "last_message_id": None,
    }


def thread(where: Channel, world: World) -> Json:
    """A thread; the bot's own membership stands inside where it is a member."""
    said = (
        [message for message in world.messages(where.id) if not message.ephemeral] if where.id in world.channels else []
    )
    body: Json = {
        "id": where.id,
        "type": where.kind,
        "guild_id": GUILD_ID,
        "name": where.name,
        "parent_id": where.parent,
        "owner_id": where.creator,
        "last_message_id": said[-1].id if said else None,
        "message_count": len(said),
        "total_message_sent": len(said),
        "member_count": len(where.members),
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": where.archived,
            "auto_archive_duration": where.minutes,
            "archive_timestamp": world.clock.at(where.stirred) if where.stirred else where.created,
            "create_timestamp": where.created,
            "locked": where.locked,
        }
        | ({"invitable": True} if where.kind == PRIVATE_THREAD else {}),
    }
    return body | ({"member": thread_member(where, BOT.id)} if BOT.id in where.members else {})


def thread_member(where: Channel, user_id: str) -> Json:
    return {"id": where.id, "user_id": user_id, "join_timestamp": where.created, "flags": 0}


def seen_threads(world: World) -> list[Channel]:
    """The threads that the bot sees."""
    return [c for c in world.channels.values() if c.parent and allowed.sees(world, world.bot, c)]


def role(of: Role) -> Json:
    return {
        "id": of.id,
        "name": of.name,
        "permissions": str(of.permissions),
        "position": of.position,
        "color": of.colour,
        "colors": {"primary_color": of.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }


def overwrite(of: Overwrite) -> Json:
    return {"id": of.id, "type": of.kind, "allow": str(of.allow), "deny": str(of.deny)}


def guild(world: World, *, all_members: bool) -> Json:
    """GUILD_CREATE's payload. Without the members intent Discord tells of the bot alone."""
    here = world.users.values() if all_members else (BOT,)
    return {
        "id": GUILD_ID,
        "name": places.GUILD_NAME,
        "icon": None,
        "owner_id": places.OWNER.id,
        "roles": [role(of) for of in world.roles.values()],
        "channels": [channel(c, world) for c in world.channels.values() if c.guild and not c.parent],
        "threads": [channel(c, world) for c in seen_threads(world) if not c.archived],
        "members": [full_member(who) for who in here],
        "member_count": len(world.users),
        "large": False,
        "unavailable": False,
        "joined_at": JOINED,
        "preferred_locale": places.GUILD_LOCALE,
        "features": [],
        "emojis": [],
        "stickers": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "afk_channel_id": None,
        "afk_timeout": 300,
        "application_id": None,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "verification_level": 0,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "splash": None,
        "discovery_splash": None,
    }


def application_flags(world: World) -> int:
    return CONTENT_INTENT_FLAG if world.content_allowed else 0


def application(world: World) -> Json:
    return {
        "id": places.APPLICATION_ID,
        "name": BOT.name,
        "description": "",
        "icon": None,
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application_flags(world),
        "owner": user(places.OWNER),
        "team": None,
        "bot": user(BOT),
        "integration_types_config": {"0": {}, "1": {}},
    }
