"""Plain cards: by the setting, by a server's choice, or because Discord refused components; and cards without files."""

import logging

import pytest
from msgspec.structs import replace

from bot.discord import answer, manner
from bot.playground import Playground, limits
from bot.playground.message import Message
from bot.playground.people import Person, button, text_of
from bot.playground.places import ATTACH, CHANNELS, GUILD_ID, Overwrite
from bot.settings import Settings
from bot.tutor import Tutor
from bot.values import GuildSettings
from tests.bot.conftest import serving

HERE = CHANNELS[0].id
GRADIENT = "!run ```py\nx = torch.tensor(2., requires_grad=True)\ny = x**2\ny.backward()\n```"
PRINTS = "!run ```py\nprint(1 + 1)\n```"


def is_plain(message: Message) -> bool:
    """Whether it says something without components v2, and has no block that shows text."""
    assert bool(message.content) == (not message.flags & limits.COMPONENTS_V2)
    return bool(message.content)


async def asked(person: Person, text: str) -> Message:
    person.say(HERE, text)
    return await person.reply()


async def test_the_setting_makes_every_card_plain(playground: Playground, settings: Settings, tutor: Tutor) -> None:
    async with serving(playground, settings.model_copy(update={"cards": "plain"}), tutor):
        minji = playground.person("minji")
        minji.say(HERE, "!lesson 3")
        card = await minji.reply()
        assert is_plain(card)
        assert card.content.startswith("-# 강의 3/")
        minji.press(card, button(card, "다음"))
        turned = await minji.edited(card)
        assert is_plain(turned)
        assert turned.content != card.content
        minji.press(turned, button(turned, "실행"))
        assert is_plain(await minji.reply(30))  # the first run of a sandbox that still warms up
        minji.slash(HERE, "lesson", number=1)
        assert is_plain(await minji.reply())
        minji.say(HERE, PRINTS)
        ran = await minji.reply()
        assert "```\n2\n```" in ran.content


async def test_a_server_chooses_plain_cards_for_itself(
    playground: Playground, settings: Settings, tutor: Tutor
) -> None:
    async with serving(playground, settings, tutor):
        minji = playground.person("minji")
        minji.say(HERE, "!lesson 1")
        old = await minji.reply()
        assert not is_plain(old)
        await tutor.guilds.set(GUILD_ID, GuildSettings(plain=True))
        minji.press(old, button(old, "다음"))
        new = await minji.reply()  # a message of components stays one
        assert is_plain(new)
        assert new.id != old.id
        await tutor.guilds.set(GUILD_ID, GuildSettings())
        minji.press(new, button(new, "이전"))
        assert is_plain(await minji.edited(new))  # and a plain one plain
        minji.say(minji.dm, "!help")
        assert not is_plain(await minji.reply())


async def test_components_that_discord_refuses_are_sent_plain_once(
    playground: Playground,
    settings: Settings,
    tutor: Tutor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with serving(playground, settings, tutor):
        minji = playground.person("minji")
        with monkeypatch.context() as discords, caplog.at_level(logging.WARNING):
            discords.setattr(limits, "MAX_V2_TEXT", 0)
            assert is_plain(await asked(minji, "!help"))
            assert is_plain(await asked(minji, PRINTS))
            assert "components were refused; plain cards for a while after fault" in caplog.text
            minji.slash(HERE, "lesson", number=1)
            assert is_plain(await minji.reply())
            assert caplog.text.count("HTTPException: 400 50035") == 1  # it is remembered
        assert is_plain(await asked(minji, "!help"))
        minji.say(minji.dm, "!help")
        assert not is_plain(await minji.reply())


async def test_a_message_that_is_gone_is_no_refusal_of_components(
    playground: Playground, settings: Settings, tutor: Tutor, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(playground, settings, tutor):
        minji = playground.person("minji")
        minji.delete(minji.say(HERE, "!help"))
        answer = await minji.reply()
        assert not is_plain(answer)
        assert answer.reply_to is None
        assert "refused" not in caplog.text


@pytest.mark.parametrize("plain", [False, True])
async def test_without_the_permission_nothing_is_attached_and_the_card_says_so(
    plain: bool, playground: Playground, settings: Settings, tutor: Tutor
) -> None:
    here = playground.world.channels[HERE]
    denied = Overwrite(GUILD_ID, 0, deny=ATTACH)
    playground.world.channels[HERE] = replace(here, overwrites=(denied,))
    async with serving(playground, settings.model_copy(update={"cards": "plain" if plain else "v2"}), tutor):
        minji = playground.person("minji")
        minji.say(HERE, "!lesson 9")
        shown = [await minji.reply()]
        minji.slash(HERE, "lesson", number=9)
        shown.append(await minji.reply())
        minji.say(HERE, GRADIENT)
        shown.append(await minji.reply())
        for message in shown:
            assert is_plain(message) == plain
            assert not message.files
            assert text_of(message).count("파일 첨부") == 1
        assert "x → pow → y" in text_of(shown[-1])
        minji.say(minji.dm, GRADIENT)
        assert (await minji.reply()).files


async def test_a_refusal_is_forgotten_after_a_while(
    playground: Playground, settings: Settings, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manner, "_WHILE", 0.0)
    async with serving(playground, settings, tutor):
        minji = playground.person("minji")
        with monkeypatch.context() as discords:
            discords.setattr(limits, "MAX_V2_TEXT", 0)
            assert is_plain(await asked(minji, "!help"))
        assert not is_plain(await asked(minji, "!help"))


@pytest.mark.parametrize("cards", ["v2", "plain"])
async def test_what_was_announced_comes_in_the_same_manner(
    cards: str, playground: Playground, settings: Settings, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "_PATIENCE", 0.0)
    async with serving(playground, settings.model_copy(update={"cards": cards}), tutor):
        minji = playground.person("minji")
        card = await asked(minji, "!lesson 3")
        minji.press(card, button(card, "실행"))
        ran = await minji.reply(30)
        assert is_plain(ran) == (cards == "plain")
        assert "강의 3, 카드 1" in text_of(ran)
