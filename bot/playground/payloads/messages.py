"""Messages, their files and interactions as the JSON that Discord sends."""

from urllib.parse import quote

from bot.playground import places
from bot.playground.interaction import Interaction
from bot.playground.limits import MAX_FILE
from bot.playground.message import HAS_THREAD, Answered, Attachment, Message
from bot.playground.payloads.places import channel, full_member, member, user
from bot.playground.places import BOT, GUILD_ID
from bot.playground.refusal import Json
from bot.playground.world import World


def attachment(file: Attachment, where: str, base: str) -> Json:
    url = file_url(file, where, base)
    body: Json = {
        "id": file.id,
        "filename": file.name,
        "size": file.size,
        "url": url,
        "proxy_url": url,
        "content_type": file.kind,
    }
    if file.width:
        body |= {"width": file.width, "height": file.height}
    return body | {"description": file.alt} if file.alt else body


def file_url(file: Attachment, where: str, base: str) -> str:
    """Where the file can be read; `where` is its channel's id."""
    return f"{base}/attachments/{where}/{file.id}/{quote(file.name)}"


def message(said: Message, world: World, *, nested: bool = False) -> Json:
    """A message; the one it answers stands inside, once."""
    here = world.channels[said.channel]
    body: Json = {
        "id": said.id,
        "channel_id": said.channel,
        "author": user(world.users[said.author]),
        "type": said.kind,
        "content": said.content,
        "timestamp": said.created,
        "edited_timestamp": said.edited,
        "flags": said.flags,
        "tts": False,
        "mention_everyone": False,
        "mention_roles": [],
        "pinned": False,
        "mentions": [user(world.users[name]) for name in said.mentions],
        "attachments": [attachment(file, said.channel, world.url) for file in said.files],
        "embeds": list(said.embeds),
        "components": list(said.components),
    }
    if said.flags & HAS_THREAD and (below := world.channels.get(said.id)) is not None:
        body["thread"] = channel(below, world)
    if said.reactions:
        body["reactions"] = [reaction(emoji, users) for emoji, users in said.reactions.items()]
    if said.nonce is not None:
        body["nonce"] = said.nonce
    if said.author == BOT.id:
        body["application_id"] = BOT.id
    if said.reply_to is not None or said.elsewhere is not None:
        body["message_reference"] = {"type": 0, "channel_id": said.elsewhere or said.channel}
        if here.guild:
            body["message_reference"]["guild_id"] = here.guild
    if said.reply_to is not None:
        body["message_reference"]["message_id"] = said.reply_to
        if not nested:
            body["referenced_message"] = _referenced(said, world)
    if said.answers is not None:
        body["interaction_metadata"] = _metadata(said.answers, world)
    return body


def reaction(emoji: str, users: tuple[str, ...]) -> Json:
    """One kind of reaction, as the bot sees it."""
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "me": BOT.id in users,
        "me_burst": False,
        "burst_colors": [],
    }


def _referenced(said: Message, world: World) -> Json | None:
    found = world.find(said.elsewhere or said.channel, said.reply_to)
    return None if found is None else message(found, world, nested=True)


def _metadata(answers: Answered, world: World) -> Json:
    pressed = {"interacted_message_id": answers.pressed} if answers.pressed else {}
    return {
        "id": answers.id,
        "type": answers.kind,
        "user": user(world.users[answers.user]),
        "name": answers.command,
        "authorizing_integration_owners": answers.installs,
    } | pressed


def message_event(said: Message, world: World) -> Json:
    """A message as the gateway sends it: in a server with its member."""
    body = message(said, world)
    if world.channels[said.channel].guild:
        body |= {"guild_id": GUILD_ID, "member": member(world.users[said.author])}
    return body


def interaction(act: Interaction, world: World) -> Json:
    """INTERACTION_CREATE's payload."""
    here, who = world.channels[act.channel], world.users[act.user]
    may = world.permissions(BOT, act.channel) if "0" in act.installs else places.GUEST
    body: Json = {
        "id": act.id,
        "application_id": BOT.id,
        "type": act.kind,
        "token": act.token,
        "version": 1,
        "data": act.data,
        "channel_id": act.channel,
        "locale": who.locale,
        "attachment_size_limit": MAX_FILE,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "app_permissions": str(may),
        "context": here.context,
        "authorizing_integration_owners": act.installs,
        "channel": channel(here, world) | {"permissions": str(world.permissions(who, act.channel))},
    }
    if (pressed := world.find(act.channel, act.message)) is not None:
        body["message"] = message(pressed, world)
    if here.guild is None:
        return body | {"user": user(who)}
    permissions = {"permissions": str(world.permissions(who, act.channel))}
    server = {"id": GUILD_ID, "locale": places.GUILD_LOCALE, "features": []}
    return body | {
        "guild_id": GUILD_ID,
        "guild": server,
        "guild_locale": places.GUILD_LOCALE,
        "member": full_member(who) | permissions,
    }
