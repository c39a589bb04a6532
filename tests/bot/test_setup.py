"""A server's settings: what is shown, what may be set by whom, and what is refused."""

import asyncio
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.guilds import Guilds
from bot.prefixes import prefix_of, spellings
from bot.setup import CHANGES, COSTS, Server, Setup
from bot.store import Store
from bot.values import Card, GuildSettings
from lessons.course import LANGS, Lang
from tests.bot.conftest import text_of
from tests.bot.payloads import check, check_plain

HERE = Server("9", frozenset({"31", "32"}), frozenset({"51", "52"}), instructor=True)
EVERYTHING = {
    "language": "en",
    "details": "public",
    "board": "nicknames",
    "cost": "0.5",
    "channels": "32",
    "instructor": "51",
    "prefix": "?",
    "plain": "on",
}
SET = GuildSettings("en", "?", ("32",), "51", "public", "nicknames", 0.5, plain=True)


@pytest.fixture
def guilds(store: Store) -> Guilds:
    return Guilds(store)


@pytest.fixture
def setup(guilds: Guilds) -> Setup:
    return Setup(guilds, "!")


async def asked(setup: Setup, what: str, *values: str, lang: Lang = "en", server: Server | None = HERE) -> Card:
    card = await setup.ask(server, lang, what, values)
    assert card is not None
    check(card)
    check_plain(card)
    return card


def lists(card: Card) -> dict[str, list[str]]:
    return {each.action.split(":")[1]: [c.value for c in each.choices if c.chosen] for each in card.selects}


@pytest.mark.parametrize("lang", LANGS)
async def test_every_setting_is_set_kept_and_told(setup: Setup, guilds: Guilds, store: Store, lang: Lang) -> None:
    for what, value in EVERYTHING.items():
        before = text_of(await asked(setup, "students", lang=lang)) + text_of(await asked(setup, "place", lang=lang))
        after = text_of(await asked(setup, what, value, lang=lang))
        assert after.startswith("✅")
        assert after.split("\n", 1)[1] not in before
    assert await guilds.of("9") == await store.guild("9") == SET
    students, place = await asked(setup, "students", lang=lang), await asked(setup, "place", lang=lang)
    assert lists(students) == {"language": ["en"], "details": ["public"], "board": ["nicknames"], "cost": ["0.5"]}
    assert [[c.value for c in each.choices] for each in place.selects] == [["32"], ["51"]]
    assert "<#32>" in text_of(place)
    assert "`?help`" in text_of(place)
    assert "0.5" in text_of(students)


async def test_a_reset_is_asked_for_twice(setup: Setup, guilds: Guilds) -> None:
    for what, value in EVERYTHING.items():
        await asked(setup, what, value)
    confirm = await asked(setup, "reset")
    assert await guilds.of("9") == SET
    assert [each.action for each in confirm.buttons] == ["setup:clear:all", "setup:page:students"]
    assert text_of(await asked(setup, "clear")).startswith("✅")
    assert await guilds.of("9") == GuildSettings()


async def test_none_of_a_list_is_the_default(setup: Setup, guilds: Guilds) -> None:
    for what, value in EVERYTHING.items():
        await asked(setup, what, value)
    await asked(setup, "channels")
    await asked(setup, "instructor")
    await asked(setup, "prefix", "  ")
    await asked(setup, "language", "server")
    now = await guilds.of("9")
    assert (now.channels, now.instructor, now.prefix, now.language) == ((), None, None, None)
    assert "`!help`" in text_of(await asked(setup, "place"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("language", ["fr"]),
        ("language", []),
        ("details", ["names"]),
        ("board", ["off", "names"]),
        ("cost", ["-5"]),
        ("cost", ["1e9"]),
        ("cost", ["nan"]),
        ("plain", ["all"]),
        ("channels", ["31", "999"]),
        ("channels", ["<@&1>"]),
        ("instructor", ["9"]),
        ("instructor", ["51", "52"]),
        ("prefix", ["abc"]),
        ("prefix", ["@everyone"]),
    ],
)
async def test_forged_values_change_nothing(
    setup: Setup, guilds: Guilds, what: str, values: list[str], lang: Lang
) -> None:
    await guilds.set("9", SET)
    said = text_of(await asked(setup, what, *values, lang=lang))
    assert not said.startswith("✅")
    assert ("없" in said or "않" in said) if lang == "ko" else "cannot" in said
    assert await guilds.of("9") == SET


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*CHANGES, "door", "page", "x"]),
    st.lists(st.text(max_size=30) | st.sampled_from(["on", "en", "off", "31"]), max_size=30),
)
async def test_whatever_comes_in_is_answered(what: str, values: list[str]) -> None:
    class Kept:
        async def guild(self, guild: str) -> GuildSettings:
            return GuildSettings()

        async def set_guild(self, guild: str, settings: GuildSettings) -> None: ...

    card = await Setup(Guilds(cast("Store", Kept())), "!").ask(HERE, "ko", what, values)
    assert card is None or check(card)


@pytest.mark.parametrize("lang", LANGS)
async def test_only_instructors_set_anything(setup: Setup, guilds: Guilds, lang: Lang) -> None:
    student = Server("9", HERE.channels, HERE.roles)
    sentences = {text_of(await asked(setup, what, "on", lang=lang, server=student)) for what in (*CHANGES, "place")}
    assert len(sentences) == 1
    assert await guilds.of("9") == GuildSettings()
    alone = await asked(setup, "students", lang=lang, server=None)
    assert alone.buttons == ()
    assert text_of(alone) not in sentences


async def test_what_the_server_no_longer_has_is_not_shown(setup: Setup, guilds: Guilds) -> None:
    await guilds.set("9", GuildSettings(channels=("31", "77"), instructor="78"))
    card = await asked(setup, "place")
    assert [[c.value for c in each.choices] for each in card.selects] == [["31"], []]
    assert "77" not in text_of(card)


async def test_two_at_once_lose_nothing(setup: Setup, guilds: Guilds) -> None:
    await asyncio.gather(*(asked(setup, what, value) for what, value in EVERYTHING.items()))
    assert await guilds.of("9") == SET


async def test_a_store_that_fails_is_our_fault(setup: Setup, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(store, "set_guild", fails)
    assert "database" in text_of(await asked(setup, "plain", "on")).lower()


@pytest.mark.parametrize("typed", ["!", "?", "$$", "+=", "！", " % ", "-", "🔥", "¿"])
def test_a_prefix(typed: str) -> None:
    assert prefix_of(typed)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "é", "가", "1", "①", "! !", "!!!!", "@", "#", "/", "`", "!`", "<", "*", "_", "~", "|", "\\", "!a",
     "\u200b", "\u202e!", "\n", "\x00", "a\u0301", "\ud800", "…!"],
)  # fmt: skip
def test_no_prefix(typed: str) -> None:
    assert prefix_of(typed) is None


def test_a_full_width_keyboard_types_the_same_prefix() -> None:
    assert spellings("!") == ["!", "！"]
    assert spellings("$$") == ["$$", "＄＄"]
    assert spellings("¿") == ["¿"]
    assert prefix_of("！") == "!"


def test_costs_are_halves() -> None:
    assert all((2 * cost).is_integer() for cost in COSTS)
