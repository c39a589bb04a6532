"""The form in which a nickname is typed."""

from discord import ui

from bot.words import say
from lessons.course import Lang

_MOST = 60  # to type; what is too long for a nickname is answered with a sentence


def nickname_form(lang: Lang, exercise: int, now: str | None) -> ui.Modal:
    """A form with the nickname as it is `now`; `exercise` is the board from which it was opened."""
    form = ui.Modal(title=say(lang, "nickname.title"), custom_id=f"nickname:{exercise}")
    box: ui.TextInput[ui.Modal] = ui.TextInput(custom_id="nickname", max_length=_MOST, required=False, default=now)
    about = say(lang, "nickname.about")
    form.add_item(ui.Label(text=say(lang, "nickname.label"), description=about, component=box))
    form.stop()  # discord.py need not remember it: its answer is read by the listener of its verb
    return form
