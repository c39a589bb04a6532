"""Time that passes at once: messages too old to be edited, tokens that ended; and who may delete what."""

import asyncio

import discord
import pytest

from bot.playground import Playground
from bot.playground.places import BOT, MANAGE_MESSAGES
from bot.playground.refusal import Refusal
from tests.playground.clients import CHANNEL
from tests.playground.echo import Echo


async def test_an_old_message_cannot_be_edited(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!echo hi")
    said = await minji.reply()
    channel = echo.get_partial_messageable(int(CHANNEL))
    point.pass_time(3590)
    await channel.get_partial_message(int(said.id)).edit(content="in time")
    edited = await minji.edited(said)
    assert edited.edited is not None
    assert edited.edited > edited.created
    point.pass_time(20)
    with pytest.raises(discord.HTTPException) as old:
        await channel.get_partial_message(int(said.id)).edit(content="too late")
    assert (old.value.status, old.value.code) == (429, 30046)
    assert "older than 1 hour" in old.value.text
    await channel.send("a new one")
    assert (await minji.reply()).content == "a new one"


async def test_an_interaction_s_token_ends_after_15_minutes(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    heard: list[discord.Interaction] = []
    echo.add_listener(_keep(heard), "on_interaction")
    minji.slash(CHANNEL, "secret")
    await minji.reply()
    point.pass_time(16 * 60)
    with pytest.raises(discord.HTTPException) as ended:
        await heard[0].edit_original_response(content="too late")
    assert (ended.value.status, ended.value.code) == (401, 50027)


def _keep(heard: list[discord.Interaction]):  # type: ignore[no-untyped-def]
    async def listener(interaction: discord.Interaction) -> None:
        heard.append(interaction)

    return listener


async def test_a_moderator_deletes_what_others_wrote(echo: Echo, point: Playground) -> None:
    minji, alex, teacher = (point.person(name) for name in ("minji", "alex", "teacher"))
    said = minji.say(CHANNEL, "mine")
    with pytest.raises(Refusal, match="another user"):
        alex.delete(said)
    teacher.delete(said)
    assert minji.current(said) is None
    minji.say(CHANNEL, "!echo the end")
    answer = await minji.reply()
    assert echo.deletes == [int(said.id)]
    point.permit(CHANNEL, allow=MANAGE_MESSAGES, who=alex.user.id)
    alex.delete(answer)
    await minji.deleted(answer)


async def test_the_bot_deletes_with_manage_messages_alone(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    said = minji.say(CHANNEL, "mine")
    theirs = echo.get_partial_messageable(int(CHANNEL)).get_partial_message(int(said.id))
    with pytest.raises(discord.Forbidden) as missing:
        await theirs.delete()
    assert missing.value.code == 50013
    point.permit(CHANNEL, allow=MANAGE_MESSAGES, who=BOT.id)
    await asyncio.wait_for(theirs.delete(), 5)
    assert minji.current(said) is None
