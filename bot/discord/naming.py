"""The form in which a nickname is typed, and what comes back of it, also of one that was opened before a restart."""

import re
from typing import Any

import discord
from discord import ui

from bot.discord.forms import values
from bot.words import say
from lessons.course import Lang

_FORM = re.compile(r"nickname:(\d{1,4})", re.ASCII)
_MOST = 60  # to type; what is too long for a nickname is answered with a sentence


def nickname_form(lang: Lang, exercise: int, now: str | None) -> ui.Modal:
    """A form with the nickname as it is `now`; `exercise` is the board from which it was opened."""
    form = ui.Modal(title=say(lang, "nickname.title"), custom_id=f"nickname:{exercise}")
    box: ui.TextInput[ui.Modal] = ui.TextInput(custom_id="nickname", max_length=_MOST, required=False, default=now)
    about = say(lang, "nickname.about")
    form.add_item(ui.Label(text=say(lang, "nickname.label"), description=about, component=box))
    form.stop()  # discord.py need not remember it: its answer is read in `typed`
    return form


def typed(interaction: discord.Interaction[Any]) -> tuple[int, str] | None:
    """The board and the text of a form that was sent; None for what is no such form."""
    data: Any = interaction.data or {}
    match = _FORM.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    return int(match[1]), next(values(data.get("components")), "")
