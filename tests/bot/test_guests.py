"""A bot that only the person brought along: whose place it is, told from the payload as Discord sends it."""

import discord
import pytest

from bot.discord import make_client, people
from bot.playground.places import APPLICATION_ID, GUILD_ID
from bot.settings import Settings
from bot.tutor import Tutor

USER = "1180000000000000021"
PERSON = {"id": USER, "username": "minji", "global_name": "민지", "discriminator": "0", "avatar": None}
MEMBER = {"user": PERSON, "roles": [], "joined_at": None, "deaf": False, "mute": False, "flags": 0, "permissions": "0"}
SERVER = {"guild_id": GUILD_ID, "guild": {"id": GUILD_ID, "locale": "ko", "features": []}, "member": MEMBER}
CHANNEL = {"id": "5", "type": 0, "name": "x", "permissions": "0", "position": 0, "guild_id": GUILD_ID}


@pytest.mark.parametrize(
    ("context", "owners", "guest"),
    [
        (0, {"0": GUILD_ID}, False),
        (0, {"0": GUILD_ID, "1": USER}, False),  # the server has the bot, and so has the person
        (0, {"1": USER}, True),
        (1, {"0": "0"}, False),
        (1, {"1": USER}, False),  # direct messages with the bot
        (2, {"1": USER}, True),  # a group, or direct messages with somebody else
    ],
)
async def test_who_is_a_guest(
    context: int, owners: dict[str, str], guest: bool, settings: Settings, tutor: Tutor
) -> None:
    body = {
        "id": "1",
        "application_id": APPLICATION_ID,
        "type": 2,
        "token": "t",
        "version": 1,
        "data": {"id": "2", "name": "lessons", "type": 1},
        "channel_id": "5",
        "locale": "ko",
        "attachment_size_limit": 1,
        "entitlements": [],
        "app_permissions": "0",
        "context": context,
        "authorizing_integration_owners": owners,
        **(SERVER | {"channel": CHANNEL} if context == 0 else {"user": PERSON}),
    }
    async with make_client(settings, tutor) as client:
        itself = PERSON | {"id": APPLICATION_ID, "username": "Tensor Tutor"}
        client._connection.user = discord.ClientUser(state=client._connection, data=itself)  # type: ignore[arg-type]
        interaction = discord.Interaction(data=body, state=client._connection)  # type: ignore[arg-type]
        assert people.is_guest(interaction) is guest
        here = context == 0 and not guest
        assert people.author_by(interaction).guild == (GUILD_ID if here else None)
