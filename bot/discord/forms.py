"""The form in which code is typed or a file chosen, and what comes back of it.

A form that was opened before a restart is still answered: its custom_id says what it was for, and the code and the file
are read from the interaction itself.
"""

import asyncio
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import discord
from discord import ui
from msgspec.structs import replace

from bot.discord import gather
from bot.parse import read_code
from bot.values import Note, Submission, Unread
from bot.words import say
from lessons.course import Lang

_FORM = re.compile(r"form:(run|\d{1,4})")
_MOST = 3_500  # so that a card can give all of it back


class Form(NamedTuple):
    """A form that was sent: for which exercise (None: a free run), the text of its box, and its file."""

    exercise: int | None
    code: str
    file: discord.Attachment | None


def code_form(lang: Lang, exercise: int | None) -> ui.Modal:
    """A form for an exercise's solution, or for a free run where that is None."""
    key = "chat.modal_title_run" if exercise is None else "chat.modal_title"
    form = ui.Modal(title=say(lang, key, number=exercise), custom_id=f"form:{exercise or 'run'}")
    box: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id="code", style=discord.TextStyle.paragraph, max_length=_MOST, required=False
    )
    file: ui.FileUpload[ui.Modal] = ui.FileUpload(custom_id="file", required=False, min_values=0, max_values=1)
    form.add_item(ui.Label(text=say(lang, "chat.modal_code"), component=box))
    form.add_item(ui.Label(text=say(lang, "form.file"), description=say(lang, "form.file_about"), component=file))
    form.stop()  # discord.py need not remember it: its answer is read in `sent`
    return form


def sent(interaction: discord.Interaction[Any]) -> Form | None:
    """A form that was sent; None for what is no form of ours."""
    data: Any = interaction.data or {}
    match = _FORM.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    code, *_ = (*values(data.get("components")), "")
    return Form(None if match[1] == "run" else int(match[1]), code, _file(interaction, data))


async def program(form: Form) -> Submission | Unread:
    """The program of a form: the box wins, and says so where there was a file, too."""
    if form.code.strip():
        read = await asyncio.to_thread(read_code, form.code)
        if isinstance(read, Unread) or form.file is None:
            return read
        return replace(read, notes=(Note("note.box", {"name": form.file.filename}), *read.notes))
    return Unread("unread.form_empty") if form.file is None else await gather.attached(form.file)


def _file(interaction: discord.Interaction[Any], data: Any) -> discord.Attachment | None:
    """The file of a form. Whatever is not as Discord sends it is no file."""
    for file in ((data.get("resolved") or {}).get("attachments") or {}).values():
        return discord.Attachment(data=file, state=interaction.client._connection)
    return None


def values(parts: Any) -> Iterator[str]:
    """The values of the boxes of a form, in a label or in a row."""
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part.get("value"), str):
            yield part["value"]
        if isinstance(part.get("component"), dict):
            yield from values([part["component"]])
        yield from values(part.get("components"))
