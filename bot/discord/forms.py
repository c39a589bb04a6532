"""Forms that were sent, and the one in which code is typed or a file chosen.

A form that was opened before a restart is still answered: its custom_id says what it was for, and what was typed is
read from the interaction itself. `nickname:4` is heard by `on_form_nickname(form)` of whichever cog has it.
"""

import asyncio
from collections.abc import Iterator
from typing import Any, NamedTuple

import discord
from discord import ui
from msgspec.structs import replace

from bot.discord import action, gather
from bot.parse import read_code
from bot.values import Note, Submission, Unread
from bot.words import say
from lessons.course import Lang

_MOST = 3_500  # so that a card can give all of it back


class Form(NamedTuple):
    """A form that was sent: its verb and the words after it, the texts of its boxes, and its file."""

    interaction: discord.Interaction[Any]
    verb: str
    words: tuple[str, ...]
    texts: tuple[str, ...]
    file: discord.Attachment | None

    @property
    def text(self) -> str:
        """What its first box says."""
        return next(iter(self.texts), "")

    def number(self, at: int) -> int:
        """A word as a number; 0 where it is none or not there."""
        return action.number(self.words, at)


def code_form(lang: Lang, exercise: int | None, earlier: str = "") -> ui.Modal:
    """A form for an exercise's solution, or for a free run where that is None; with the `earlier` code, if it fits."""
    key = "chat.modal_title_run" if exercise is None else "chat.modal_title"
    form = ui.Modal(title=say(lang, key, number=exercise), custom_id=f"form:{exercise or 'run'}")
    box: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id="code",
        style=discord.TextStyle.paragraph,
        default=earlier if 0 < len(earlier) <= _MOST else None,
        max_length=_MOST,
        required=False,
    )
    file: ui.FileUpload[ui.Modal] = ui.FileUpload(custom_id="file", required=False, min_values=0, max_values=1)
    form.add_item(ui.Label(text=say(lang, "chat.modal_code"), component=box))
    form.add_item(ui.Label(text=say(lang, "form.file"), description=say(lang, "form.file_about"), component=file))
    form.stop()  # discord.py need not remember it: its answer is read by the listener of its verb
    return form


def sent(interaction: discord.Interaction[Any]) -> Form | None:
    """A form that was sent; None for what is no form. One whose custom_id is none of ours has no verb."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    data: Any = interaction.data or {}
    return Form(
        interaction,
        *action.read(data.get("custom_id")),
        tuple(_texts(data.get("components"))),
        _file(interaction, data),
    )


async def program(form: Form) -> Submission | Unread:
    """The program of a form: the box wins, and says so where there was a file, too."""
    if form.text.strip():
        read = await asyncio.to_thread(read_code, form.text)
        if isinstance(read, Unread) or form.file is None:
            return read
        return replace(read, notes=(Note("note.box", {"name": form.file.filename}), *read.notes))
    return Unread("unread.form_empty") if form.file is None else await gather.attached(form.file)


def _file(interaction: discord.Interaction[Any], data: Any) -> discord.Attachment | None:
    """The file of a form. Whatever is not as Discord sends it is no file."""
    for file in ((data.get("resolved") or {}).get("attachments") or {}).values():
        return discord.Attachment(data=file, state=interaction.client._connection)
    return None


def _texts(parts: Any) -> Iterator[str]:
    """The texts of the boxes of a form, in a label or in a row."""
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part.get("value"), str):
            yield part["value"]
        if isinstance(part.get("component"), dict):
            yield from _texts([part["component"]])
        yield from _texts(part.get("components"))
