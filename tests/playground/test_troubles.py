"""What goes wrong at Discord, through the real client: permissions, limits, failures, intents, shards, lost servers."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
from discord.ext import commands

from bot.playground import Playground
from bot.playground.people import InteractionFailed
from bot.playground.places import ATTACH, BOT, EMBED, GUILD_ID, HISTORY, SEND, VIEW
from tests.playground.clients import CHANNEL, running, until
from tests.playground.echo import PNG, Echo


def _channel(client: discord.Client) -> discord.TextChannel:
    channel = client.get_channel(int(CHANNEL))
    assert isinstance(channel, discord.TextChannel)
    return channel


@pytest.mark.parametrize(
    ("bits", "code", "sent"),
    [
        (SEND, 50013, {"content": "x"}),
        (VIEW, 50001, {"content": "x"}),
        (ATTACH, 50013, {"content": "x", "files": True}),
        (EMBED, 50013, {"embed": discord.Embed(title="x")}),
    ],
)
async def test_what_a_channel_does_not_allow(
    echo: Echo, point: Playground, bits: int, code: int, sent: dict[str, Any]
) -> None:
    point.permit(CHANNEL, deny=bits)
    if sent.pop("files", False):
        sent["file"] = discord.File(io.BytesIO(PNG), "a.png")
    with pytest.raises(discord.Forbidden) as missing:
        await _channel(echo).send(**sent)
    assert missing.value.code == code
    point.permit(CHANNEL)
    await _channel(echo).send("as before")


async def test_the_client_knows_of_a_channel_s_permissions(echo: Echo, point: Playground) -> None:
    point.permit(CHANNEL, deny=ATTACH | HISTORY)
    await until(lambda: not _channel(echo).permissions_for(_channel(echo).guild.me).attach_files)
    minji = point.person("minji")
    minji.slash(CHANNEL, "echo", text="here")
    assert (await minji.reply()).content == "here [ko]"
    minji.say(CHANNEL, "x")
    assert [message async for message in _channel(echo).history()] == []
    minji.say(CHANNEL, "!echo cannot be a reply")
    with pytest.raises(TimeoutError):
        await minji.reply(0.3)


async def test_a_user_who_takes_no_direct_messages(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    user = await echo.fetch_user(int(minji.user.id))
    point.close_dms(minji.user.id)
    with pytest.raises(discord.Forbidden) as closed:
        await user.send("x")
    assert closed.value.code == 50007
    point.open_dms(minji.user.id)
    await user.send("y")
    assert (await minji.reply()).content == "y"


async def test_a_limited_request_is_sent_again(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    point.rate_limit(2, 0.05, "POST /channels/")
    await _channel(echo).send("in the end")
    assert (await minji.reply()).content == "in the end"
    assert [one.status for one in point.sent if one.path.endswith("/messages")] == [429, 429, 200]


async def test_a_broken_request_is_sent_again(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    point.break_requests(1, 502, f"POST /channels/{CHANNEL}/messages")
    await _channel(echo).send("in the end")
    assert (await minji.reply()).content == "in the end"


async def test_what_was_done_without_an_answer_is_asked_again(echo: Echo, point: Playground) -> None:
    """The client gives each message a nonce, so that it stands there once."""
    point.lose_answers(1, where="/messages")
    await _channel(echo).send("once")
    assert [message.content for message in point.world.messages(CHANNEL)] == ["once"]
    assert [one.status for one in point.sent if one.path.endswith("/messages")] == [502, 200]


async def test_a_first_answer_that_fails(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    point.fail_callbacks(1)
    minji.slash(CHANNEL, "secret")
    with pytest.raises(InteractionFailed):
        await minji.reply(6)
    point.fail_callbacks(1, 503)  # the client sends it again, in time
    minji.slash(CHANNEL, "secret")
    assert "psst" in (await minji.reply()).content


async def test_the_content_intent_can_be_refused(point: Playground) -> None:
    point.allow_content(False)
    client = Echo()
    async with client:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.start(point.token)


class Listener(discord.AutoShardedClient):
    """Keeps what it read."""

    def __init__(self, *, content: bool = False) -> None:
        intents = discord.Intents.default()
        intents.message_content = content
        super().__init__(intents=intents, guild_ready_timeout=0.05)
        self.read: list[tuple[int, str]] = []
        self.guild_events: list[str] = []

    async def on_message(self, message: discord.Message) -> None:
        self.read.append((message.guild.shard_id if message.guild else 0, message.content))

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self.guild_events.append("unavailable")

    async def on_guild_available(self, guild: discord.Guild) -> None:
        self.guild_events.append("available")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.guild_events.append("removed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.guild_events.append("joined")


@contextlib.asynccontextmanager
async def listening(point: Playground) -> AsyncIterator[Listener]:
    client = Listener()
    async with client:
        task = asyncio.create_task(client.start(point.token))
        async with asyncio.timeout(15):
            await client.wait_until_ready()
        yield client
        await client.close()
        await task


async def test_without_the_content_intent_some_messages_are_readable(point: Playground) -> None:
    point.allow_content(False)
    minji = point.person("minji")
    async with listening(point) as client:
        mine = await _channel(client).send("a card")
        kept = point.world.message(CHANNEL, str(mine.id))
        minji.say(CHANNEL, "hidden")
        minji.say(CHANNEL, f"<@{BOT.id}> mentioned")
        minji.say(CHANNEL, "a reply", reply_to=kept)
        minji.say(minji.dm, "direct")
        await until(lambda: len(client.read) == 5)
        assert [text for _, text in client.read] == ["a card", "", f"<@{BOT.id}> mentioned", "a reply", "direct"]


async def test_two_shards_share_the_work(point: Playground) -> None:
    point.split(2)
    minji = point.person("minji")
    async with listening(point) as client:
        assert client.shard_count == 2
        minji.say(CHANNEL, "to the server's")
        minji.say(minji.dm, "to the first")
        await until(lambda: len(client.read) == 2)
        assert sorted(shard for shard, _ in client.read) == [0, (int(GUILD_ID) >> 22) % 2] == [0, 1]


async def test_a_wrong_shard_is_refused(playground: Playground) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(playground.gateway) as link:
        await link.receive_json()
        await link.send_json({"op": 2, "d": {"token": playground.token, "intents": 0, "shard": [2, 2]}})
        assert (await link.receive()).type is aiohttp.WSMsgType.CLOSE
        assert link.close_code == 4010


async def test_a_server_goes_and_comes_back(point: Playground) -> None:
    minji = point.person("minji")
    async with listening(point) as client:
        client.guild_events.clear()
        point.lose_guild()
        point.return_guild()
        await until(lambda: client.guild_events == ["unavailable", "available"])
        channel = _channel(client)
        point.lose_guild(removed=True)
        await until(lambda: client.guild_events[2:] == ["removed"])
        minji.say(CHANNEL, "nobody hears")
        with pytest.raises(discord.Forbidden) as gone:
            await channel.send("x")
        assert gone.value.code == 50001
        point.return_guild()
        await until(lambda: client.guild_events[3:] == ["joined"])
        assert client.read == []


async def test_a_bot_starts_without_a_server(point: Playground) -> None:
    point.lose_guild(removed=True)
    async with running(point) as client:
        assert len(client.guilds) == 0
        minji = point.person("minji")
        minji.say(minji.dm, "!echo here")
        assert (await minji.reply()).content == "here [-]"
        assert isinstance(client, commands.Bot)
