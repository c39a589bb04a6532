"""`progress` and `leaderboard`: what is remembered of a student and of a server."""

from discord import app_commands
from discord.ext import commands

from bot.cards.board import Place
from bot.discord import answer, naming, people, tongue
from bot.discord.client import Client, Context
from bot.discord.forms import Form
from bot.discord.gather import actions_of
from bot.discord.press import Pressed
from bot.discord.translate import described, hybrid
from bot.values import Card
from lessons.course import Lang

_MOST = 10**6  # a number in a custom_id; what is beyond it is nothing of ours


class Cog(commands.Cog, name="board"):
    """Scores."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tutor = client.tutor
        self.board = client.tutor.board

    @hybrid("progress", "진도", "내점수")
    async def progress(self, context: Context) -> None:
        """A student's own scores."""
        lang = await people.language_in(context)
        await answer.to(context, await self.tutor.progress(people.author_in(context), lang))

    @hybrid("leaderboard", "board", "순위", "순위표")
    @app_commands.describe(exercise=described("which_board"))
    async def leaderboard(self, context: Context, exercise: int = 0) -> None:
        """The scores of the server, of one exercise or of all; where it has no board, an instructor's eyes alone."""
        author, guild = people.author_in(context), people.author_in(context).guild
        instructor = await self._instructs(context.author, guild)
        off = guild is not None and (await self.tutor.guilds.of(guild)).board == "off"
        if off and context.interaction is not None:
            lang = await people.language_in(context)
            card = self.board.shown(author, lang, Place(exercise), instructor=instructor, alone=True)
            await answer.respond(context.interaction, card, private=True)
            return
        lang = await tongue.of_command(context)
        await answer.to(context, await self.board.shown(author, lang, Place(exercise), instructor=instructor))

    @commands.Cog.listener()
    async def on_press_board(self, press: Pressed) -> None:
        """`board:page:4:2` turns the page, `board:show:0` chooses the board; all else is about who pressed."""
        what, exercise = press.words[0], _number(press, 1)
        match what:
            case "page":
                await self._turn(press, Place(exercise, _number(press, 2)))
            case "show":
                await self._turn(press, Place(_chosen(press)))
            case "nickname":
                now = await self.board.nickname(press.author)
                await press.interaction.response.send_modal(naming.nickname_form(press.lang, exercise, now))
            case _:
                await self._alone(press, await self._own(press, what, exercise))

    @commands.Cog.listener()
    async def on_form_nickname(self, form: Form) -> None:
        """A nickname was sent: `nickname:4`, from the board of that exercise."""
        interaction = form.interaction
        lang, author = await people.language_for(interaction), people.author_by(interaction)
        await answer.respond(
            interaction, self.board.name(author, lang, form.text, min(form.number(0), _MOST)), private=True
        )

    async def read(self, press: Pressed, lang: Lang) -> Card:
        """A page in another language, for who pressed: `4:2` is left of the corner's custom_id."""
        instructor = await self._instructs(press.interaction.user, press.author.guild)
        at = Place(_number(press, 0), _number(press, 1))
        return await self.board.shown(press.author, lang, at, instructor=instructor, alone=True)

    async def _turn(self, press: Pressed, at: Place) -> None:
        """Put another page in this one's place; the way to the CSV stays where it was."""
        message, lang = press.interaction.message, await tongue.of_turned(press)
        offered = message is not None and "board:export:0" in actions_of(message.components)
        alone = message is not None and message.flags.ephemeral
        instructor = offered or (alone and await self._instructs(press.interaction.user, press.author.guild))
        await answer.turn(
            press.interaction, self.board.shown(press.author, lang, at, instructor=instructor, alone=alone)
        )

    async def _own(self, press: Pressed, what: str, exercise: int) -> Card:
        author, lang = press.author, press.lang
        match what:
            case "mine":
                return await self.board.mine(author, lang, exercise)
            case "hide" | "reveal":
                return await self.board.hide(author, lang, exercise, hidden=what == "hide")
            case "look" | "export":
                instructor = await self._instructs(press.interaction.user, author.guild)
                if what == "export" or not instructor:
                    return await self.board.export(author, lang, instructor=instructor)
                return await self.board.shown(author, lang, instructor=True, alone=True)
            case "class":
                chosen = _chosen(press) if press.values else exercise
                instructor = await self._instructs(press.interaction.user, author.guild)
                return await self.board.overview(author, lang, chosen, instructor=instructor)
            case _:
                return press.here.sentence(lang, "chat.stale")

    async def _alone(self, press: Pressed, card: Card) -> None:
        """For who pressed alone: in the place of what they alone see of this already, else beside it."""
        message, what = press.interaction.message, press.words[0]
        in_place = what in ("hide", "reveal") or (what == "class" and press.values)
        if in_place and message is not None and message.flags.ephemeral:
            await answer.turn(press.interaction, card)
        else:
            await answer.respond(press.interaction, card, private=True)

    async def _instructs(self, user: people.User, guild: str | None) -> bool:
        """Whether somebody may see all scores of this server: who manages it, and who has the instructor's role."""
        return guild is not None and people.is_instructor(user, await self.tutor.guilds.of(guild))


def _number(press: Pressed, at: int) -> int:
    return min(press.number(at), _MOST)


def _chosen(press: Pressed) -> int:
    value = press.values[0] if press.values else ""
    return min(int(value), _MOST) if value.isascii() and value.isdigit() else 0
