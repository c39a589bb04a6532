"""The world's values as the JSON that Discord sends: pure, by subject."""

from bot.playground.payloads.messages import attachment, file_url, interaction, message, message_event
from bot.playground.payloads.places import (
    application,
    application_flags,
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
    "application",
    "application_flags",
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
