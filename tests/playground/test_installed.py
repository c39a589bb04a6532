"""An app that a user installed, among people without the bot; and commands that are not for every place."""

import discord
import pytest
from discord import app_commands

from bot.playground import Playground
from bot.playground.refusal import Refusal
from tests.playground.clients import CHANNEL, running
from tests.playground.echo import Echo


@app_commands.command(name="where", description="Tell where this is")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def where(interaction: discord.Interaction) -> None:
    user = interaction.is_user_integration()
    private = interaction.context.private_channel
    await interaction.response.send_message(f"{user} {private} {type(interaction.channel).__name__}")


@app_commands.command(name="here", description="In a server alone")
@app_commands.guild_only()
async def here(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("in a server")


class Installed(Echo):
    async def setup_hook(self) -> None:
        self.tree.add_command(where)
        self.tree.add_command(here)
        await super().setup_hook()


async def test_a_user_s_command_works_among_people(point: Playground) -> None:
    minji, alex = point.person("minji"), point.person("alex")
    group = point.group(minji.user.id, alex.user.id)
    async with running(point, Installed) as client:
        minji.slash(group, "where")
        assert (await minji.reply()).content == "True True GroupChannel"
        minji.slash(CHANNEL, "where")
        assert (await minji.reply()).content == "False False TextChannel"
        assert (alex.sees(group), point.person("sam").sees(group)) == (True, False)
        with pytest.raises(Refusal, match="No command echo"):
            minji.slash(group, "echo", text="x")
        with pytest.raises(discord.Forbidden) as outside:
            await client.get_partial_messageable(int(group)).send("x")
        assert outside.value.code == 50001


async def test_a_server_s_command_is_not_for_direct_messages(point: Playground) -> None:
    minji = point.person("minji")
    async with running(point, Installed):
        minji.slash(CHANNEL, "here")
        assert (await minji.reply()).content == "in a server"
        with pytest.raises(Refusal, match="No command here"):
            minji.slash(minji.dm, "here")
