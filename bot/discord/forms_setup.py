"""The form in which a server's prefix is typed."""

from discord import ui

from bot.prefixes import LONGEST
from bot.words import say
from lessons.course import Lang

_MOST = 20  # to type; what cannot be a prefix is answered with a sentence


def prefix_form(lang: Lang, now: str) -> ui.Modal:
    """A form with the prefix as it is `now`."""
    form = ui.Modal(title=say(lang, "setup.prefix.form"), custom_id="prefix:setup")
    box: ui.TextInput[ui.Modal] = ui.TextInput(custom_id="prefix", max_length=_MOST, required=False, default=now)
    about = say(lang, "setup.prefix.form_about", most=LONGEST)
    form.add_item(ui.Label(text=say(lang, "setup.prefix.label"), description=about, component=box))
    form.stop()  # discord.py need not remember it: its answer is read by the listener of its verb
    return form
