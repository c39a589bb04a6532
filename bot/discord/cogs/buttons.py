"""What the buttons of cards do, and the forms that come back."""

import re

from discord.ext import commands

from bot.discord import answer, channels, forms, people, tongue
from bot.discord.client import Client
from bot.discord.cogs import privacy
from bot.discord.forms import Form
from bot.discord.handin import hand_in, unseen
from bot.discord.press import Pressed

_POINTS = re.compile(r"\d{1,4}(\.\d{1,4})?", re.ASCII)


class Cog(commands.Cog, name="buttons"):
    """Buttons and forms. A press by somebody else is fine: who pressed is answered."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tutor = client.tutor

    @commands.Cog.listener()
    async def on_press_card(self, press: Pressed) -> None:
        """A lesson's card, in the place of the one before: `card:5:2`."""
        lang = await tongue.of_turned(press)
        await answer.turn(press.interaction, press.here.lesson(lang, press.number(0), press.number(1, 1)))

    @commands.Cog.listener()
    async def on_press_run(self, press: Pressed) -> None:
        """Run a lesson card's code: `run:5:2`."""
        ran = self.tutor.run_card(press.author, press.lang, press.number(0), press.number(1, 1))
        await answer.respond(press.interaction, ran)

    @commands.Cog.listener()
    async def on_press_exercise(self, press: Pressed) -> None:
        """An exercise's card: `exercise:4`."""
        lang = await tongue.of_new(press)
        public = channels.is_public(press.interaction.channel)
        await answer.respond(press.interaction, press.here.exercise(lang, press.number(0), public=public))

    @commands.Cog.listener()
    async def on_press_hint(self, press: Pressed) -> None:
        """An exercise's own hint: `hint:4`, or with what it was said to cost: `hint:4:0.5`."""
        hint = self.tutor.hint(press.author, press.lang, press.number(0), _points(press, 1))
        await answer.respond(press.interaction, hint, private=True)

    @commands.Cog.listener()
    async def on_press_rung(self, press: Pressed) -> None:
        """A hint on an attempt: `rung:17:1`, or with what it was said to cost: `rung:17:1:0.5`."""
        at = press.number(0), press.number(1, 1)
        hint = self.tutor.hint_on(press.author, press.lang, *at, _points(press, 2))
        await answer.respond(press.interaction, hint, private=True)

    @commands.Cog.listener()
    async def on_press_submit(self, press: Pressed) -> None:
        """The form for a solution: `submit:4`."""
        await press.interaction.response.send_modal(forms.code_form(press.lang, press.number(0)))

    @commands.Cog.listener()
    async def on_press_again(self, press: Pressed) -> None:
        """The form for another try: `again:4`, or with the code of an attempt of one's own: `again:4:17`."""
        earlier = await self.tutor.earlier(press.author, press.number(0), press.number(1))
        await press.interaction.response.send_modal(forms.code_form(press.lang, press.number(0), earlier))

    @commands.Cog.listener()
    async def on_press_code(self, press: Pressed) -> None:
        """The form for a free run: `code:run`."""
        await press.interaction.response.send_modal(forms.code_form(press.lang, None))

    @commands.Cog.listener()
    async def on_press_privacy(self, press: Pressed) -> None:
        """What is kept of who pressed: `privacy:show`."""
        await privacy.pressed(press.interaction, press.here, press.author, press.lang, press.words[0])

    @commands.Cog.listener()
    async def on_press_stale(self, press: Pressed) -> None:
        """A button that this version does not know."""
        await answer.respond(press.interaction, press.here.sentence(press.lang, "chat.stale"), private=True)

    @commands.Cog.listener()
    async def on_form_form(self, form: Form) -> None:
        """A solution was sent, `form:4`, or a free run, `form:run`."""
        exercise = None if form.words[0] == "run" else form.number(0)
        await hand_in(form.interaction, exercise, lambda: unseen(forms.program(form)))

    @commands.Cog.listener()
    async def on_form_stale(self, form: Form) -> None:
        """A form that this version does not know."""
        here, lang = await people.tutor_for(form.interaction), await people.language_for(form.interaction)
        await answer.respond(form.interaction, here.sentence(lang, "chat.stale_form"), private=True)


def _points(press: Pressed, at: int) -> float:
    """A word as points; 0 where it is none or not there."""
    word = press.words[at] if at < len(press.words) else ""
    return float(word) if _POINTS.fullmatch(word) else 0.0
