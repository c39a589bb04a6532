"""The world's values as the JSON that Discord sends: pure, by subject."""

from bot.playground.payloads.messages import attachment, file_url, interaction, message, message_event
from bot.playground.payloads.places import (
    CONTENT_INTENT_FLAG,
    application,
    channel,
    full_member,
    guild,
    member,
    permitted_member,
    role,
    seen_threads,
    thread_member,
    user,
)

__all__ = [
    "CONTENT_INTENT_FLAG",
    "application",
    "attachment",
    "channel",
    "file_url",
    "full_member",
    "guild",
    "interaction",
    "member",
    "message",
    "message_event",
    "permitted_member",
    "role",
    "seen_threads",
    "thread_member",
    "user",
]
