"""Slash commands in Korean: every name, option, choice and description, within what Discord takes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from discord import Locale, app_commands

from bot.discord import make_client
from bot.settings import Settings
from bot.tutor import Tutor

NAME = re.compile(r"[-_'\w]{1,32}")
HANGUL = re.compile("[가-힣]")
KOREAN = Locale.korean.value
MENUS = (2, 3)  # types of commands whose name is a phrase


async def payloads(settings: Settings, tutor: Tutor) -> list[dict[str, Any]]:
    """What is sent to Discord."""
    client = make_client(settings, tutor)
    async with client:
        await client.setup_hook()
        translator = client.tree.translator
        assert isinstance(translator, app_commands.Translator)
        kinds = client.tree.get_commands()
        return [await each.get_translated_payload(client.tree, translator) for each in kinds]


def parts(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A command, its subcommands and their options."""
    yield payload
    for option in payload.get("options", ()):
        yield from parts(option)


@pytest.fixture
async def sent(settings: Settings, tutor: Tutor) -> list[dict[str, Any]]:
    return await payloads(settings, tutor)


async def test_every_name_and_description_is_korean_too(sent: list[dict[str, Any]]) -> None:
    lacking = []
    for menu, part in ((payload["type"] in MENUS, part) for payload in sent for part in parts(payload)):
        for kind in ("name",) if menu else ("name", "description"):
            text = (part.get(f"{kind}_localizations") or {}).get(KOREAN, "")
            if not HANGUL.search(text):
                lacking.append(f"{kind} of {part['name']}")
    assert lacking == []
    assert len(sent) >= 10


async def test_names_are_what_discord_takes(sent: list[dict[str, Any]]) -> None:
    for payload in sent:
        if payload.get("type") in MENUS:
            assert len(payload["name_localizations"][KOREAN]) <= 32
            continue
        for part in parts(payload):
            for name in (part["name"], part["name_localizations"][KOREAN]):
                assert NAME.fullmatch(name), name
                assert name == name.lower()
            assert len(part["description_localizations"][KOREAN]) <= 100
            assert len(part["description"]) <= 100


async def test_no_two_share_a_name(sent: list[dict[str, Any]]) -> None:
    for siblings in (sent, *(part["options"] for payload in sent for part in parts(payload) if part.get("options"))):
        for names in (
            [each["name"] for each in siblings],
            [each["name_localizations"][KOREAN] for each in siblings],
        ):
            assert len(set(names)) == len(names)


async def test_choices_are_localised(sent: list[dict[str, Any]]) -> None:
    choices = [c for payload in sent for part in parts(payload) for c in part.get("choices", ())]
    assert {c["value"] for c in choices} >= {"ko", "en"}
    for each in choices:
        assert HANGUL.search(each["name_localizations"][KOREAN])


async def test_the_app_can_be_a_person_s_own(sent: list[dict[str, Any]]) -> None:
    for payload in sent:
        assert sorted(payload["integration_types"]) == [0, 1]
        assert sorted(payload["contexts"]) == [0, 1, 2]
