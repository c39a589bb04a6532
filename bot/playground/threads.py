"""Threads: started from a channel or a message, joined, archived, by a person or by the bot.

In: who, where, and Discord's fields. Out: the thread's new state in the world, or Refusal.
"""

from typing import Literal

import msgspec

from bot.playground import allowed, notices
from bot.playground.events import ThreadMembers, ThreadStarted
from bot.playground.message import HAS_THREAD, Message
from bot.playground.places import (
    MANAGE_THREADS,
    PRIVATE_THREAD,
    PRIVATE_THREADS,
    PUBLIC_THREAD,
    PUBLIC_THREADS,
    SEND_IN_THREADS,
    TEXT,
    Channel,
    User,
)
from bot.playground.refusal import THREAD_ARCHIVED, THREAD_EXISTS, Json, Refusal, bad_form
from bot.playground.world import World

DURATIONS = (60, 1440, 4320, 10080)  # minutes
MAX_NAME = 100


class ThreadBody(msgspec.Struct):
    """A thread to start, or the fields of one to change."""

    name: str | None = None
    type: Literal[10, 11, 12] = PRIVATE_THREAD
    auto_archive_duration: int | None = None
    archived: bool | None = None
    locked: bool | None = None
    invitable: bool | None = None


def start(world: World, who: User, parent: str, body: ThreadBody, message: Message | None = None) -> Channel:
    """A new thread, with who started it inside. Raises Refusal."""
    above = allowed.see(world, who, parent)
    kind: Literal[11, 12] = PUBLIC_THREAD if message or body.type == PUBLIC_THREAD else PRIVATE_THREAD
    if above.kind != TEXT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    allowed.need(world, who, parent, PUBLIC_THREADS if kind == PUBLIC_THREAD else PRIVATE_THREADS)
    _check(body)
    if message is not None and message.id in world.channels:
        raise Refusal(400, THREAD_EXISTS, "A thread has already been created for this message")
    thread = Channel(
        id=message.id if message else world.new_id(),
        name=str(body.name),
        kind=kind,
        parent=parent,
        creator=who.id,
        created=world.clock.now(),
        members=(who.id,),
        minutes=body.auto_archive_duration or DURATIONS[1],
    )
    world.add_channel(thread)
    world.publish(ThreadStarted(thread))
    if message is not None:
        world.change(msgspec.structs.replace(message, flags=message.flags | HAS_THREAD))
    notices.started(world, who, thread, message)
    return thread


def change(world: World, who: User, thread: Channel, body: ThreadBody) -> Channel:
    """Rename, archive, open or lock a thread. Raises Refusal."""
    opens = body.archived is False and body.locked is None and body.name is None and not thread.locked
    if thread.archived and body.archived is not False:
        raise Refusal(400, THREAD_ARCHIVED, "Thread is archived")
    if opens:
        allowed.need(world, who, thread.id, SEND_IN_THREADS)
    elif who.id != thread.creator or body.locked is not None or thread.locked:
        allowed.need(world, who, thread.id, MANAGE_THREADS)
    if body.name is not None or body.auto_archive_duration is not None:
        _check(msgspec.structs.replace(body, name=thread.name if body.name is None else body.name))
    changed = msgspec.structs.replace(
        thread,
        name=thread.name if body.name is None else body.name,
        archived=thread.archived if body.archived is None else body.archived,
        locked=thread.locked if body.locked is None else body.locked,
        minutes=body.auto_archive_duration or thread.minutes,
        stirred=thread.stirred if body.archived in (None, thread.archived) else world.new_id(),
    )
    world.change_channel(changed)
    if changed.name != thread.name:
        notices.named(world, who, changed)
    return changed


def fall_asleep(world: World) -> None:
    """Archive every thread that was silent for its time."""
    for thread in [each for each in world.channels.values() if each.parent and not each.archived]:
        last = max(int(each) for each in (thread.id, thread.stirred or "0", *(m.id for m in world.messages(thread.id))))
        if world.clock.age(str(last)) >= thread.minutes * 60:
            world.change_channel(msgspec.structs.replace(thread, archived=True, stirred=world.new_id()))


def add(world: World, who: User, thread: Channel, user: User) -> None:
    """Let someone into a thread. Raises Refusal 50083 where it is archived, 50001 where they cannot see its channel."""
    still_open(thread)
    if thread.parent is not None:
        allowed.see(world, user, thread.parent)
    if user.id not in thread.members:
        _set_members(world, thread, (*thread.members, user.id))
        notices.welcomed(world, who, thread, user)


def remove(world: World, thread: Channel, user: User) -> None:
    """Take someone out of a thread. Raises Refusal 50083."""
    still_open(thread)
    _set_members(world, thread, tuple(name for name in thread.members if name != user.id))


def still_open(here: Channel) -> None:
    """Raises Refusal 50083 where this is an archived thread."""
    if here.archived:
        raise Refusal(400, THREAD_ARCHIVED, "Thread is archived")


def spoken(world: World, message: Message) -> None:
    """A message in a thread opens it again, and its author and those it mentions become members."""
    thread = world.channel(message.channel)
    if thread.parent is None:
        return
    if thread.archived:
        thread = msgspec.structs.replace(thread, archived=False, stirred=message.id)
        world.change_channel(thread)
    _set_members(world, thread, (*thread.members, message.author, *message.mentions))


def _set_members(world: World, thread: Channel, names: tuple[str, ...]) -> None:
    members = tuple(dict.fromkeys(names))
    added = tuple(name for name in members if name not in thread.members)
    removed = tuple(name for name in thread.members if name not in members)
    if added or removed:
        changed = msgspec.structs.replace(thread, members=members)
        world.channels[thread.id] = changed
        world.publish(ThreadMembers(changed, added, removed))


def read(payload: Json) -> ThreadBody:
    """A request's body. Raises Refusal."""
    try:
        return msgspec.convert(payload, ThreadBody)
    except msgspec.ValidationError as error:
        raise bad_form("type", "BASE_TYPE_BAD_VALUE", str(error)) from None


def _check(body: ThreadBody) -> None:
    if not 1 <= len(body.name or "") <= MAX_NAME:
        raise bad_form("name", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MAX_NAME} in length.")
    if body.auto_archive_duration not in (None, *DURATIONS):
        code = "BASE_TYPE_CHOICES"
        raise bad_form("auto_archive_duration", code, f"Value must be one of {DURATIONS}.")
