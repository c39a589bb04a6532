"""The program in a message (its file, its text, or the message it replies to), and the exercise it is for."""

import asyncio
import re
from collections.abc import Iterable
from typing import Any

import aiohttp
import discord
from msgspec.structs import replace

from bot.parse import has_fence, limit_of, looks_like_code, read_file, read_message
from bot.values import Note, Submission, Unread

_SUBMIT = re.compile(r"(?:submit|again):(\d{1,4})(?::\d+)?")
_KIB = 1024

Read = Submission | Unread
OTHERS = Unread("menu.others")


async def program(message: discord.Message, text: str, *, bare: bool = True, graded: bool = False) -> Read:
    """The program of a message. `text` is its content without the command; `bare` takes code without a block.

    What is `graded` is not taken out of somebody else's message: that is OTHERS.
    """
    own = await _of_one(message, text, bare=bare)
    earlier = replied_to(message)
    if isinstance(own, Submission) or own.key != "unread.nothing" or earlier is None:
        return own
    if earlier.author.bot:
        return own
    if graded and earlier.author.id != message.author.id:
        return OTHERS
    return await _of_one(earlier, earlier.content, bare=True)


def replied_to(message: discord.Message) -> discord.Message | None:
    """The message that this one replies to, where Discord or our memory has it: it is never fetched."""
    reference = message.reference
    if reference is None:
        return None
    resolved = reference.resolved or reference.cached_message
    return resolved if isinstance(resolved, discord.Message) else None


def exercise_of(message: discord.Message) -> int | None:
    """The exercise that a card of ours is about, by its button."""
    for action in actions_of(message.components):
        if match := _SUBMIT.fullmatch(action):
            return int(match[1])
    return None


def asks_for_code(card: discord.Message) -> bool:
    """Whether a card is an exercise's: any reply to it is meant as a submission."""
    return any(action.startswith("submit:") for action in actions_of(card.components))


def actions_of(components: Iterable[Any]) -> Iterable[str]:
    """Every custom_id in a message, in order."""
    for part in components:
        custom_id = getattr(part, "custom_id", None)
        if isinstance(custom_id, str):
            yield custom_id
        yield from actions_of(getattr(part, "children", ()))
        yield from actions_of(filter(None, [getattr(part, "accessory", None)]))


def has_program(message: discord.Message) -> bool:
    """Whether a message is meant as code: a block, a file we read, or a line that looks like Python."""
    readable = any(limit_of(file.filename) is not None for file in message.attachments)
    return readable or has_fence(message.content) or looks_like_code(message.content)


async def own_program(message: discord.Message) -> Read:
    """The program of a message alone, whoever wrote it and whatever it replies to."""
    return await _of_one(message, message.content, bare=True)


async def _of_one(message: discord.Message, text: str, *, bare: bool) -> Read:
    file = _file(message.attachments)
    if file is not None and (limit_of(file.filename) is not None or not has_fence(text)):
        read = await attached(file)
        is_all = len(_readable(message.attachments)) < 2 and not has_fence(text)
        return read if is_all or isinstance(read, Unread) else _alone(read, file.filename)
    return read_message(text, bare=bare and looks_like_code(text))


def _file(files: list[discord.Attachment]) -> discord.Attachment | None:
    return next(iter(_readable(files) or files), None)


def _readable(files: list[discord.Attachment]) -> list[discord.Attachment]:
    return [file for file in files if limit_of(file.filename) is not None]


def _alone(read: Submission, name: str) -> Submission:
    """Says that the message held more."""
    return replace(read, notes=(Note("note.file", {"name": name}), *read.notes))


async def attached(file: discord.Attachment) -> Read:
    """The program in a file, which is fetched only where its name and size are ones that we take."""
    limit = limit_of(file.filename)
    if limit is None:
        return Unread("unread.extension", {"name": file.filename})
    if file.size > limit:
        return Unread("unread.file_too_big", {"name": file.filename, "limit": str(limit // _KIB)})
    try:
        return await asyncio.to_thread(read_file, file.filename, await file.read())
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
        return Unread("unread.unreachable", {"name": file.filename})
