"""Without the message-content intent a mention comes before a command; where Discord refuses it, both ways are said."""

from typing import Any

import pytest

from bot.discord import make_client
from bot.errors import SettingError
from bot.playground import Playground
from bot.playground.gateway import Gateway, _Close
from bot.playground.people import text_of
from bot.playground.places import BOT, CHANNELS
from bot.playground.session import MESSAGE_CONTENT
from bot.settings import Settings
from bot.tutor import Tutor
from tests.bot.conftest import serving

HERE = CHANNELS[0].id


async def test_a_tutor_without_the_intent(playground: Playground, settings: Settings, tutor: Tutor) -> None:
    minji = playground.person("minji")
    async with serving(playground, settings.model_copy(update={"message_content": False}), tutor):
        minji.say(HERE, "!exercise 4")  # Discord gives an empty text
        minji.say(HERE, f"<@{BOT.id}> exercise 4")
        card = await minji.reply(20)
        assert "4" in text_of(card).split("\n")[0]
        minji.say(HERE, "print(1)", reply_to=card)  # a reply mentions who wrote the card
        assert "0 / 10" in text_of(await minji.reply(20))
        minji.say(minji.dm, "!lessons")
        assert "PyTorch" in text_of(await minji.reply(20))
        cards = [each for each in playground.world.messages(HERE) if each.author == BOT.id]
    assert len(cards) == 2


async def test_a_refused_intent_is_a_sentence_with_both_ways(
    playground: Playground, settings: Settings, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Gateway.identify

    def identify(self: Gateway, data: dict[str, Any], outbox: Any) -> Any:
        if data["intents"] & MESSAGE_CONTENT:  # as Discord does where it is switched off
            raise _Close(4014, "Disallowed intent(s).")
        return take(self, data, outbox)

    monkeypatch.setattr(Gateway, "identify", identify)
    here = settings.model_copy(update={"discord_api": playground.api, "discord_gateway": playground.gateway})
    async with make_client(here, tutor) as client:
        with pytest.raises(SettingError) as error:
            await client.start(playground.token)
    assert "MESSAGE CONTENT INTENT" in str(error.value)
    assert "TUTOR_MESSAGE_CONTENT=0" in str(error.value)
    async with serving(playground, settings.model_copy(update={"message_content": False}), tutor):
        pass
