"""`setup`: what a server's owner or instructor chooses. In a channel nobody else sees it."""

from collections.abc import Awaitable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import answer, forms_setup, people
from bot.discord.client import Client, Context
from bot.discord.forms import Form
from bot.discord.press import Pressed
from bot.discord.translate import hybrid
from bot.setup import Server, Setup
from bot.values import Card
from lessons.course import Lang


class Cog(commands.Cog, name="setup"):
    """A server's settings."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.settings = Setup(client.tutor.guilds, client.tutor.settings.prefix)

    @hybrid("setup", "설정")
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, context: Context) -> None:
        """The settings; in a channel, the button to them."""
        lang, server = await people.language_in(context), await self._server(context.author, context.guild)
        if context.interaction is None:
            await answer.reply(context.message, await self._asked(server, lang, "door"))
            return
        if people.is_guest(context.interaction):
            server = None
        await answer.respond(context.interaction, self._asked(server, lang, "students"), private=True)

    @commands.Cog.listener()
    async def on_press_setup(self, press: Pressed) -> None:
        """`setup:page:place` turns the page, `setup:board:all` chooses."""
        interaction, server = press.interaction, await self._of(press.interaction)
        what, word = press.words[0], press.words[-1]
        if what == "type" and server is not None and server.instructor:
            form = forms_setup.prefix_form(press.lang, await self.settings.prefix(server))
            await interaction.response.send_modal(form)
            return
        values = (word,) if what == "plain" else press.values
        await self._answer(interaction, self._asked(server, press.lang, word if what == "page" else what, values))

    @commands.Cog.listener()
    async def on_form_prefix(self, form: Form) -> None:
        """A prefix was sent: `prefix:setup`."""
        server, lang = await self._of(form.interaction), await people.language_for(form.interaction)
        await self._answer(form.interaction, self._asked(server, lang, "prefix", (form.text,)))

    async def _answer(self, interaction: discord.Interaction[Any], card: Awaitable[Card]) -> None:
        """In the place of the settings, where only they see them; else beside the button to them."""
        message = interaction.message
        if message is not None and message.flags.ephemeral:
            await answer.turn(interaction, card)
        else:
            await answer.respond(interaction, card, private=True)

    async def _asked(self, server: Server | None, lang: Lang, what: str, values: tuple[str, ...] = ()) -> Card:
        card = await self.settings.ask(server, lang, what, values)
        return card or (await self.client.tutor.at(server.id if server else None)).sentence(lang, "chat.stale")

    async def _of(self, interaction: discord.Interaction[Any]) -> Server | None:
        return None if people.is_guest(interaction) else await self._server(interaction.user, interaction.guild)

    async def _server(self, user: people.User, guild: discord.Guild | None) -> Server | None:
        """The server, what there is to choose in it, and whether who asks instructs there."""
        if guild is None:
            return None
        settings = await self.client.tutor.guilds.of(str(guild.id))
        return Server(
            str(guild.id),
            frozenset(str(channel.id) for channel in guild.text_channels),
            frozenset(str(role.id) for role in guild.roles if role != guild.default_role),
            people.is_instructor(user, settings),
        )
