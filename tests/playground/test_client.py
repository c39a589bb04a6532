"""The real discord.py client against the playground: everything the tutor uses."""

import asyncio
import io

import discord
import pytest

from bot.playground import Playground
from bot.playground.files import Upload
from bot.playground.people import InteractionFailed, button, text_of
from bot.playground.refusal import Refusal
from tests.playground.clients import CHANNEL, running
from tests.playground.echo import Echo


async def test_prefix_command_is_answered_as_a_reply_without_a_ping(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    asked = minji.say(CHANNEL, "!echo 안녕")
    answer = await minji.reply()
    assert answer.content == "안녕 [-]"
    assert answer.reply_to == asked.id
    assert answer.mentions == ()


async def test_slash_command_brings_option_and_locale(echo: Echo, point: Playground) -> None:
    minji, alex = point.person("minji"), point.person("alex")
    minji.slash(CHANNEL, "echo", text="one")
    alex.slash(CHANNEL, "echo", text="two")
    assert (await minji.reply()).content == "one [ko]"
    assert (await alex.reply()).content == "two [en-US]"


async def test_a_card_counts_and_still_does_after_a_restart(point: Playground) -> None:
    minji = point.person("minji")
    async with running(point):
        minji.say(CHANNEL, "!show 3")
        card = await minji.reply()
        assert card.v2
        minji.press(card, "count:3")
        card = await minji.edited(card)
    async with running(point):
        minji.press(card, button(card, "Count"))
        assert "`5`" in text_of(await minji.edited(card))


async def test_defer_then_edit_original_shows_one_message_with_a_picture(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.slash(CHANNEL, "later")
    answer = await minji.reply()
    (picture,) = answer.files
    assert (picture.kind, picture.width, picture.alt) == ("image/png", 1, "a dot")
    media = answer.components[0]["items"][0]["media"]
    assert media["url"].endswith("/loss.png")
    assert answer.v2
    assert not answer.loading
    assert answer.edited is None


async def test_ephemeral_answers_are_seen_by_the_one_who_acted(echo: Echo, point: Playground) -> None:
    minji, alex = point.person("minji"), point.person("alex")
    minji.slash(CHANNEL, "secret", who=alex.user.id)
    first = await minji.reply()
    assert first.content == "psst alex"
    assert minji.current(first)
    assert alex.current(first) is None
    followup = await minji.reply()
    assert (await minji.edited(followup)).content == "edited followup"
    with pytest.raises(TimeoutError):
        await alex.reply(0.05)


async def test_deferred_ephemeral_button_answer(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!show 1")
    card = await minji.reply()
    minji.press(card, "slow")
    answer = await minji.reply()
    assert text_of(answer) == "after a while"
    assert answer.ephemeral
    with pytest.raises(Refusal, match="No component"):
        minji.press(card, "off")


async def test_modal_brings_text_and_file(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.slash(CHANNEL, "form")
    modal = await minji.modal()
    assert modal.payload["title"] == "Submit code"
    minji.submit(modal, {"code": "x = 1"}, {"file": [Upload("a.py", b"y = 2")]})
    assert (await minji.reply()).content == "code=x = 1 files=['y = 2']"


async def test_attachment_is_read_and_one_comes_back(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!file", attachments=[Upload("../풀이 1.py", b"w = 1")])
    answer = await minji.reply()
    assert answer.content == "read ['w = 1']"
    assert [file.name for file in answer.files] == ["a_b.py"]


async def test_reply_brings_the_message_replied_to(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    first = minji.say(CHANNEL, "first words")
    minji.say(CHANNEL, "!quote", reply_to=first)
    assert (await minji.reply()).content == "you quote: first words"
    minji.say(CHANNEL, "!show 2")
    card = await minji.reply()
    minji.say(CHANNEL, "!quote", reply_to=card)
    assert "you quote" in (await minji.reply()).content


async def test_edits_and_deletes_are_heard_both_ways(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!slow")
    said = await minji.reply()
    assert (await minji.edited(said)).content == "Running"
    done = await minji.edited(said)
    assert (text_of(done), done.v2, done.edited is not None) == ("Done", True, True)
    mine = minji.say(CHANNEL, "a")
    minji.edit(mine, "b")
    minji.delete(mine)
    minji.say(CHANNEL, "!echo end")
    await minji.reply()
    assert echo.edits == [(mine.id, "b")]
    assert echo.deletes == [int(mine.id)]


async def test_same_nonce_gives_the_first_message(echo: Echo, point: Playground) -> None:
    channel = echo.get_channel(int(CHANNEL))
    assert isinstance(channel, discord.TextChannel)
    assert await channel.send("a", nonce="n1") == await channel.send("b", nonce="n1")


async def test_direct_messages(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(minji.dm, "!echo hi")
    assert (await minji.reply()).content == "hi [-]"
    user = await echo.fetch_user(int(minji.user.id))
    await user.send("unasked")
    assert (await minji.reply()).content == "unasked"
    minji.slash(minji.dm, "echo", text="slash")
    assert (await minji.reply()).content == "slash [ko]"


async def test_message_command_brings_the_message(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    said = minji.say(CHANNEL, "look")
    minji.menu(said, "Read")
    assert (await minji.reply()).content == "read: look"


@pytest.mark.parametrize("way", ["drop_links", "ask_reconnect"])
async def test_nothing_is_lost_when_the_link_breaks(echo: Echo, point: Playground, way: str) -> None:
    minji = point.person("minji")
    session = echo.ws.session_id
    await getattr(point, way)()
    minji.say(CHANNEL, "!echo still here")
    assert (await minji.reply(20)).content == "still here [-]"
    await asyncio.wait_for(echo.resumed.wait(), 5)
    assert echo.ws.session_id == session


async def test_a_press_that_nobody_answers_fails_after_three_seconds(point: Playground) -> None:
    minji = point.person("minji")
    async with running(point):
        minji.say(CHANNEL, "!show 3")
        card = await minji.reply()
    minji.press(card, "count:3")
    with pytest.raises(InteractionFailed):
        await minji.reply(6)


async def test_a_wrong_token_is_refused(point: Playground) -> None:
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")


async def test_wrong_requests_are_answered_as_discord_does(echo: Echo, point: Playground) -> None:
    channel = echo.get_partial_messageable(int(CHANNEL))
    with pytest.raises(discord.HTTPException, match="2000") as long:
        await channel.send("x" * 2001)
    assert (long.value.status, long.value.code) == (400, 50035)
    with pytest.raises(discord.HTTPException) as empty:
        await channel.send("")
    assert empty.value.code == 50006
    with pytest.raises(discord.NotFound) as gone:
        await channel.fetch_message(1)
    assert gone.value.code == 10008
    with pytest.raises(discord.NotFound) as nowhere:
        await echo.get_partial_messageable(2).send("x")
    assert nowhere.value.code == 10003
    minji = point.person("minji")
    theirs = minji.say(CHANNEL, "mine")
    with pytest.raises(discord.Forbidden) as forbidden:
        await channel.get_partial_message(int(theirs.id)).edit(content="x")
    assert forbidden.value.code == 50005
    with pytest.raises(discord.HTTPException) as big:
        await channel.send(file=discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "big.bin"))
    assert (big.value.status, big.value.code) == (413, 40005)
