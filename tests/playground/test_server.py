"""The doors: settings that cannot work, strangers, tokens, caps; and the gateway's own manners."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.errors import SettingError
from bot.playground import Playground, start
from bot.playground.places import BOT, GUILD_ID
from bot.playground.world import MAX_MESSAGES
from tests.playground.clients import CHANNEL


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_a_host_that_others_reach_is_refused() -> None:
    for host in ("0.0.0.0", "192.0.2.1", "example.org"):  # noqa: S104
        with pytest.raises(SettingError, match="TUTOR_HOST"):
            await start(host, 0)


async def test_a_busy_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy, pytest.raises(SettingError, match="TUTOR_PORT"):
        await start("127.0.0.1", busy.getsockname()[1])


async def test_another_name_for_this_host_is_refused(playground: Playground, http: aiohttp.ClientSession) -> None:
    async with http.get(playground.url, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
    async with http.get(playground.url) as answer:
        assert answer.status == 200


async def test_another_sites_page_cannot_open_the_socket(playground: Playground, http: aiohttp.ClientSession) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(f"{playground.url}page", headers={"Origin": "https://evil.example"})


async def test_only_the_pages_own_files_are_served(playground: Playground, http: aiohttp.ClientSession) -> None:
    for name in ("chat.js", "style.css", "icon.svg"):
        async with http.get(f"{playground.url}static/{name}") as answer:
            assert answer.status == 200
    for name in ("..%2Fserver.py", "nothing.js", "%2Fetc%2Fpasswd"):
        async with http.get(f"{playground.url}static/{name}") as answer:
            assert answer.status == 404


async def test_rest_answers_with_exact_json_and_asks_for_the_token(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{playground.api}/users/@me") as answer:
        assert (answer.status, await answer.json()) == (401, {"message": "401: Unauthorized", "code": 0})
    async with http.get(f"{playground.api}/users/@me", headers=_auth(playground)) as answer:
        assert answer.headers["Content-Type"] == "application/json"
        assert (await answer.json())["id"] == BOT.id
    async with http.get(f"{playground.api}/nowhere", headers=_auth(playground)) as answer:
        assert (answer.status, await answer.json()) == (404, {"message": "404: Not Found", "code": 0})
    url = f"{playground.api}/channels/{CHANNEL}/messages"
    async with http.post(url, data=b"{", headers=_auth(playground)) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)


async def test_interaction_answers_that_come_wrong(playground: Playground, http: aiohttp.ClientSession) -> None:
    minji = playground.person("minji")
    playground.world.commands[None] = [{"id": "1", "name": "help", "type": 1}]
    act = minji.slash(CHANNEL, "help")
    url = f"{playground.api}/interactions/{act.id}/{act.token}/callback"
    hook = f"{playground.api}/webhooks/{BOT.id}/{act.token}"

    async def code(method: str, at: str, body: Any) -> tuple[int, int]:
        async with http.request(method, at, json=body) as answer:
            text = await answer.text()
            return answer.status, json.loads(text).get("code", 0) if text else 0

    assert await code("PATCH", f"{hook}/messages/@original", {"content": "early"}) == (404, 10015)
    assert await code("POST", url, {"type": 7, "data": {"content": "x"}}) == (400, 50035)
    assert await code("POST", url, {"type": 5, "data": {"flags": 1 << 15}}) == (400, 50035)
    assert await code("POST", url, {"type": 5}) == (204, 0)
    assert await code("POST", url, {"type": 5}) == (400, 40060)
    assert await code("POST", hook, {"content": "fills the deferred one"}) == (200, 0)
    assert (await minji.reply()).content == "fills the deferred one"
    assert await code("POST", f"{playground.api}/interactions/1/x/callback", {"type": 5}) == (404, 10062)
    assert await code("PATCH", f"{playground.api}/webhooks/{BOT.id}/x/messages/@original", {}) == (401, 50027)


async def test_gateway_talk(playground: Playground, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(f"{playground.gateway}?v=10&encoding=json&compress=zlib-stream") as link:
        assert (await link.receive_json())["op"] == 10
        await link.send_json({"op": 1, "d": None})
        assert (await link.receive_json())["op"] == 11
        await link.send_json({"op": 2, "d": {"token": playground.token, "intents": 1 << 9 | 1}})
        ready, guild = await link.receive_json(), await link.receive_json()
        assert (ready["t"], ready["s"], ready["d"]["resume_gateway_url"]) == ("READY", 1, playground.gateway)
        assert (guild["t"], guild["d"]["id"]) == ("GUILD_CREATE", GUILD_ID)
        minji = playground.person("minji")
        minji.say(CHANNEL, "hidden without the intent")
        minji.say(CHANNEL, f"<@{BOT.id}> shown to who is mentioned")
        assert (await link.receive_json())["d"]["content"] == ""
        assert "shown" in (await link.receive_json())["d"]["content"]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{", 4002),
        ('{"op": 8, "d": {}}', 4003),
        ('{"op": 2, "d": {"token": "wrong", "intents": 0}}', 4004),
        ('{"op": 6, "d": {"token": "wrong"}}', 4004),
    ],
)
async def test_gateway_closes_as_discord_does(
    playground: Playground, http: aiohttp.ClientSession, frame: str, code: int
) -> None:
    async with http.ws_connect(playground.gateway) as link:
        await link.receive_json()
        await link.send_str(frame)
        assert (await link.receive()).type is aiohttp.WSMsgType.CLOSE
        assert link.close_code == code


async def test_an_unknown_session_is_invalid(playground: Playground, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(playground.gateway) as link:
        await link.receive_json()
        await link.send_json({"op": 6, "d": {"token": playground.token, "session_id": "x", "seq": 1}})
        assert (await link.receive_json())["op"] == 9


async def test_a_channel_keeps_its_newest_messages(playground: Playground) -> None:
    minji = playground.person("minji")
    for number in range(MAX_MESSAGES + 3):
        minji.say(CHANNEL, str(number))
    kept = list(playground.world.messages(CHANNEL))
    assert (len(kept), kept[0].content) == (MAX_MESSAGES, "3")
    minji.leave()


async def test_the_pages_socket_survives_nonsense(playground: Playground, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(f"{playground.url}page") as page:
        assert (await page.receive_json())["t"] == "state"
        for nonsense in (
            "{",
            '{"op": "fly"}',
            '{"op": "say", "channel": "1", "text": "x"}',
            '{"op": "be", "user": "1"}',
        ):
            await page.send_str(nonsense)
            assert (await page.receive_json())["t"] == "error"
        await page.send_json({"op": "say", "channel": CHANNEL, "text": "x" * 2001})
        assert (await page.receive_json())["t"] == "error"
        await page.send_json({"op": "say", "channel": CHANNEL, "text": "still here"})
        assert (await page.receive_json())["message"]["content"] == "still here"


async def test_close_ends_everything_quickly(http: aiohttp.ClientSession) -> None:
    playground = await start("127.0.0.1", 0)
    page = await http.ws_connect(f"{playground.url}page")
    link = await http.ws_connect(playground.gateway)
    await asyncio.wait_for(playground.close(), 3)
    await page.close()
    await link.close()


def _auth(playground: Playground) -> dict[str, str]:
    return {"Authorization": f"Bot {playground.token}"}
