"""An app that a user installed, among people without the bot; and commands that are not for every place."""

import discord
import pytest
from discord import app_commands

from bot.playground import Playground, payloads
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


@app_commands.command(name="many", description="Answer, and so many times more")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def many(interaction: discord.Interaction, times: int) -> None:
    await interaction.response.defer()
    await interaction.edit_original_response(content="first")
    for at in range(times):
        try:
            await interaction.followup.send(str(at), ephemeral=at % 2 == 0)
        except discord.HTTPException as error:
            await interaction.edit_original_response(content=f"{error.status} {error.code} at {at}")


class Installed(Echo):
    async def setup_hook(self) -> None:
        self.tree.add_command(many)
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


async def test_a_server_without_the_app_hears_of_who_brought_it(point: Playground) -> None:
    minji, alex = point.person("minji"), point.person("alex")
    async with running(point, Installed) as client:
        point.lose_guild(removed=True)
        with pytest.raises(Refusal, match="No command where"):
            minji.slash(CHANNEL, "where")
        point.install(minji.user.id)
        minji.slash(CHANNEL, "where")
        assert (await minji.reply()).content.startswith("True False ")
        with pytest.raises(Refusal, match="No command where"):
            alex.slash(CHANNEL, "where")
        with pytest.raises(Refusal, match="No command here"):
            minji.slash(CHANNEL, "here")  # one for servers that have the app
        with pytest.raises(discord.Forbidden) as outside:
            await client.get_partial_messageable(int(CHANNEL)).send("x")
        assert outside.value.code == 50001
        point.return_guild()
        minji.slash(CHANNEL, "where")
        assert (await minji.reply()).content == "True False TextChannel"


@pytest.mark.parametrize(("removed", "told"), [(True, "400 40094 at 5"), (False, "first")])
async def test_followups_are_few_where_no_server_has_the_app(point: Playground, removed: bool, told: str) -> None:
    minji = point.person("minji")
    point.install(minji.user.id)
    async with running(point, Installed):
        if removed:
            point.lose_guild(removed=True)
        minji.slash(CHANNEL, "many", times=6)
        first = await minji.reply()
        more = [await minji.reply() for _ in range(5 if removed else 6)]
        assert [each.content for each in more] == [str(at) for at in range(len(more))]
        if removed:
            while (now := point.world.message(CHANNEL, first.id)).content == "first":
                await minji.edited(first)
            assert now.content == told
        else:
            assert first.content == told


async def test_what_the_interaction_says_is_in_the_message_too(point: Playground) -> None:
    minji = point.person("minji")
    group = point.group(minji.user.id, point.person("alex").user.id)
    async with running(point, Installed):
        minji.slash(group, "where")
        body = payloads.message(await minji.reply(), point.world)
        assert body["interaction_metadata"]["authorizing_integration_owners"] == {"1": minji.user.id}
