"""Every payload of the echo bot's repertoire against Discord's own schema."""

import pytest

from bot.playground import Playground
from bot.playground.rest.http import Sent
from tests.playground.clients import CHANNEL
from tests.playground.contract import SPEC, violations
from tests.playground.echo import Echo

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason="Discord's OpenAPI document is not beside the repository")


async def test_what_the_client_sends_is_what_discord_publishes(echo: Echo, point: Playground) -> None:
    minji = point.person("minji")
    minji.say(CHANNEL, "!show 3")
    card = await minji.reply()
    minji.press(card, "count:3")
    await minji.edited(card)
    minji.press(card, "secret")
    await minji.reply()
    minji.slash(CHANNEL, "later")
    await minji.reply()
    minji.slash(CHANNEL, "form")
    await minji.modal()
    paths = {(sent.method, sent.path.split("/")[1]) for sent in point.sent if sent.payload}
    assert {("POST", "channels"), ("POST", "interactions"), ("PATCH", "webhooks"), ("PUT", "applications")} <= paths
    assert violations(point.sent) == []


def test_a_wrong_payload_is_a_violation() -> None:
    empty = {"components": [{"type": 10, "content": ""}], "flags": 1 << 15}
    assert violations([Sent("POST", "/channels/1/messages", empty, 200)])
    assert violations([Sent("POST", "/nowhere", {}, 200)])
