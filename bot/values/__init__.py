"""The frozen values between the bot's rooms: no logic, no Discord."""

from bot.values.base import Frozen
from bot.values.card import (
    Accent,
    Block,
    Button,
    ButtonStyle,
    Card,
    Choice,
    Code,
    File,
    Kind,
    Later,
    Picture,
    Rule,
    Select,
    Text,
)
from bot.values.chat import Answer, Author, GuildSettings, Note, Part, Submission, Unread
from bot.values.record import Attempt, Holdings, Kept, Regrade, Source
from bot.values.score import Best, Marks, Progress, Ranking, Standing

__all__ = [
    "Accent",
    "Answer",
    "Attempt",
    "Author",
    "Best",
    "Block",
    "Button",
    "ButtonStyle",
    "Card",
    "Choice",
    "Code",
    "File",
    "Frozen",
    "GuildSettings",
    "Holdings",
    "Kept",
    "Kind",
    "Later",
    "Marks",
    "Note",
    "Part",
    "Picture",
    "Progress",
    "Ranking",
    "Regrade",
    "Rule",
    "Select",
    "Source",
    "Standing",
    "Submission",
    "Text",
    "Unread",
]
