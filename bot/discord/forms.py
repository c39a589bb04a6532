"""The form in which code is typed, and what comes back of it.

A form that was opened before a restart is still answered: its custom_id says what it was for, and the code is read from
the interaction itself.
"""

import re
from collections.abc import Iterator
from typing import Any

import discord
from discord import ui
from msgspec.structs import replace

from bot.parse import read_code
from bot.values import Submission, Unread
from bot.words import say
from lessons.course import Lang

_FORM = re.compile(r"form:(run|\d{1,4})")
_MOST = 3_500  # so that a card can give all of it back


def code_form(lang: Lang, exercise: int | None) -> ui.Modal:
    """A form for an exercise's solution, or for a free run where that is None."""
    key = "chat.modal_title_run" if exercise is None else "chat.modal_title"
    form = ui.Modal(title=say(lang, key, number=exercise), custom_id=f"form:{exercise or 'run'}")
    box: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id="code", style=discord.TextStyle.paragraph, max_length=_MOST, required=True
    )
    form.add_item(ui.Label(text=say(lang, "chat.modal_code"), component=box))
    form.stop()  # discord.py need not remember it: its answer is read in `sent`
    return form


def sent(interaction: discord.Interaction[Any]) -> tuple[int | None, Submission | Unread] | None:
    """The exercise (None: a free run) and the program of a form that was sent; None for what is no form of ours."""
    data: Any = interaction.data or {}
    match = _FORM.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    code = next(_values(data.get("components")), "")
    read = read_code(code)
    if isinstance(read, Submission):
        read = replace(read, in_chat=False)
    return (None if match[1] == "run" else int(match[1])), read


def _values(parts: Any) -> Iterator[str]:
    """The values of the boxes of a form, in a label or in a row."""
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part.get("value"), str):
            yield part["value"]
        if isinstance(part.get("component"), dict):
            yield from _values([part["component"]])
        yield from _values(part.get("components"))
