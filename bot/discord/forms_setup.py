"""The form in which a server's prefix is typed, and what comes back of it, also of one opened before a restart."""

from typing import Any

import discord
from discord import ui

from bot.discord.forms import values
from bot.prefixes import LONGEST
from bot.words import say
from lessons.course import Lang

_FORM = "setup-prefix"
_MOST = 20  # to type; what cannot be a prefix is answered with a sentence


def prefix_form(lang: Lang, now: str) -> ui.Modal:
    """A form with the prefix as it is `now`."""
    form = ui.Modal(title=say(lang, "setup.prefix.form"), custom_id=_FORM)
    box: ui.TextInput[ui.Modal] = ui.TextInput(custom_id="prefix", max_length=_MOST, required=False, default=now)
    about = say(lang, "setup.prefix.form_about", most=LONGEST)
    form.add_item(ui.Label(text=say(lang, "setup.prefix.label"), description=about, component=box))
    form.stop()  # discord.py need not remember it: its answer is read in `typed_prefix`
    return form


def typed_prefix(interaction: discord.Interaction[Any]) -> str | None:
    """What was typed in a form that was sent; None for what is no such form."""
    data: Any = interaction.data or {}
    if interaction.type is not discord.InteractionType.modal_submit or data.get("custom_id") != _FORM:
        return None
    return next(values(data.get("components")), "")
