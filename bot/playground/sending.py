"""A request's body becomes a message: checked, its files kept, its pings resolved, its parts numbered.

In: Discord's JSON and the files beside it, from `rest`. Out: the message in the world, or Refusal.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from bot.playground import files, limits, payloads, shapes
from bot.playground.files import Upload
from bot.playground.limits import COMPONENTS_V2, LOADING
from bot.playground.message import DEFAULT, REPLY, Answered, Attachment, Message
from bot.playground.places import BOT
from bot.playground.refusal import Json, bad_form
from bot.playground.world import World

SAME_NONCE_WITHIN = 50  # messages of one channel that a nonce is looked for in

_PING = re.compile(r"<@!?(\d{1,20})>")


def create(
    world: World,
    channel: str,
    payload: Json,
    uploads: Sequence[Upload] = (),
    *,
    author: str,
    kind: int = DEFAULT,
    answers: Answered | None = None,
    reply_to: str | None = None,
    audience: str | None = None,
) -> Message:
    """Post a message; with `enforce_nonce` the one posted before under that nonce. Raises Refusal."""
    uploads = _named(payload, uploads)
    body = limits.message(payload, files=[upload.name for upload in uploads])
    if body.enforce_nonce and (said := _said_before(world, channel, author, body.nonce)):
        return said
    reply_to = _reply_target(world, channel, body.message_reference) or reply_to
    kept = files.keep(world, uploads)
    draft = Message(
        id=world.new_id(),
        channel=channel,
        author=author,
        created=world.clock.now(),
        flags=limits.flags_of(payload) & limits.SETTABLE,
        kind=REPLY if reply_to and kind == DEFAULT else kind,
        reply_to=reply_to,
        audience=audience,
        answers=answers,
        nonce=body.nonce,
    )
    return world.post(_filled(world, draft, payload, body, kept))


def edit(world: World, message: Message, payload: Json, uploads: Sequence[Upload] = ()) -> Message:
    """Change a message: a field left out stays. A deferred answer becomes a real one. Raises Refusal."""
    uploads = _named(payload, uploads)
    old = _still_there(message, payload)
    names = [file.name for file in old] + [upload.name for upload in uploads]
    before = payloads.message(message, world, nested=True) | {"attachments": None}
    body = limits.message(payload, before=before, files=names)
    kept = old + files.keep(world, uploads)
    flags = (limits.flags_of(payload) & COMPONENTS_V2) | (message.flags & ~LOADING)
    draft = msgspec.structs.replace(
        message, flags=flags, edited=message.edited if message.loading else world.clock.now()
    )
    return world.change(_filled(world, draft, payload, body, kept))


def defer(
    world: World,
    channel: str,
    flags: int,
    kind: int,
    answers: Answered,
    reply_to: str | None,
    audience: str | None,
) -> Message:
    """Post the empty answer that says the bot is thinking; an edit fills it."""
    return world.post(
        Message(
            id=world.new_id(),
            channel=channel,
            author=BOT.id,
            created=world.clock.now(),
            flags=flags,
            kind=kind,
            reply_to=reply_to,
            audience=audience,
            answers=answers,
        )
    )


def _filled(
    world: World, draft: Message, payload: Json, body: shapes.MessageBody, kept: tuple[Attachment, ...]
) -> Message:
    urls = {file.id: payloads.file_url(file, draft.channel, world.url) for file in kept}
    media = files.media(kept, urls)
    fields: Json = {"files": kept}
    if "content" in payload:
        fields["content"] = (payload["content"] or "").strip()
    if "embeds" in payload:
        fields["embeds"] = tuple({"type": "rich"} | _resolved(embed, media) for embed in payload["embeds"] or ())
    if "components" in payload:
        fields["components"] = _numbered(_resolved(payload["components"] or [], media))
        _write_ids(fields["components"])
    filled = msgspec.structs.replace(draft, **fields)
    return msgspec.structs.replace(filled, mentions=_pings(world, filled, body.allowed_mentions))


def _named(payload: Json, uploads: Sequence[Upload]) -> list[Upload]:
    """The uploads with the names and alt texts that `attachments` gives them by index."""
    entries = payload.get("attachments") or []
    about = {str(e.get("id")): e for e in entries if isinstance(e, dict)}
    named = []
    for index, upload in enumerate(uploads):
        entry = about.get(str(index), {})
        name = files.clean_name(str(entry.get("filename") or upload.name))
        named.append(Upload(name, upload.data, entry.get("description") or upload.alt))
    return named


def _still_there(message: Message, payload: Json) -> tuple[Attachment, ...]:
    """The files that an edit leaves: all, or those that its `attachments` lists."""
    if "attachments" not in payload:
        return message.files
    listed = {str(e.get("id")) for e in payload["attachments"] or () if isinstance(e, dict)}
    return tuple(file for file in message.files if file.id in listed)


def _said_before(world: World, channel: str, author: str, nonce: str | int | None) -> Message | None:
    recent = list(world.messages(channel))[-SAME_NONCE_WITHIN:]
    return next((m for m in recent if nonce is not None and (m.author, m.nonce) == (author, nonce)), None)


def _reply_target(world: World, channel: str, reference: shapes.Reference | None) -> str | None:
    if reference is None:
        return None
    target = world.find(channel, str(reference.message_id))
    if target is None and reference.fail_if_not_exists is not False:
        raise bad_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    return target.id if target else None


def _pings(world: World, message: Message, allowed: shapes.AllowedMentions | None) -> tuple[str, ...]:
    """Whom the message notifies: ids in its text, and who is replied to, as far as allowed."""
    parts = limits.typed(list(message.components), list[shapes.Component])
    texts = itertools.chain([message.content], limits.text_of(parts))
    named = [found for text in texts for found in _PING.findall(text) if found in world.users]
    if allowed is not None and "users" not in (allowed.parse or ()):
        named = [name for name in named if name in {str(user) for user in allowed.users or ()}]
    answered = world.find(message.channel, message.reply_to)
    if answered and (allowed is None or allowed.replied_user):
        named.append(answered.author)
    return tuple(dict.fromkeys(named))


def _resolved(tree: Any, media: dict[str, dict[str, object]]) -> Any:
    """A copy with every `attachment://NAME` replaced by the file's address and size."""
    if isinstance(tree, dict):
        copy = {key: _resolved(value, media) for key, value in tree.items()}
        return copy | media.get(str(copy.get("url")), {})
    if isinstance(tree, list | tuple):
        return [_resolved(value, media) for value in tree]
    return tree


def _numbered(components: list[Json]) -> tuple[Json, ...]:
    """Give each component without an `id` the next free one, as Discord does."""
    parts = list(parts_of(components))
    taken = {part["id"] for part in parts if part.get("id")}
    free = (number for number in itertools.count(1) if number not in taken)
    for part in parts:
        if not part.get("id"):
            part["id"] = next(free)
    return tuple(components)


def _write_ids(components: Iterable[Json]) -> None:
    """Discord takes a select's default ids as numbers too and gives them as text."""
    for part in parts_of(components):
        for value in part.get("default_values") or ():
            value["id"] = str(value["id"])


def parts_of(components: Iterable[Json]) -> Iterator[Json]:
    """Every component of a message, outer before inner."""
    for part in components:
        yield part
        yield from parts_of(part.get("components") or ())
        yield from (part[name] for name in ("accessory", "component") if isinstance(part.get(name), dict))
