"""Nicknames: what a person may type, and what becomes of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nicknames import LEAST, MOST, alike, cleaned, fits

TYPED = {
    "수달": "수달",
    "  brave   otter ": "brave otter",
    "min_ji": "min_ji",
    "**bold**": "bold",
    "__under__ `code` ||spoiler||": "under code spoiler",
    "~~gone~~": "gone",
    "# head": "head",
    "[a link](https://evil.example)": "a linkevil.example",
    "<@123456789012345678>": "123456789012345678",
    "@everyone": "everyone",
    "a\u202eb\u2066c\u200f": "abc",
    "tab\tnew\nline\0": "tab new line",
    "z\u0300\u0301\u0302\u0303\u0304algo": "z\u0300algo",
    "\u0301\u0301ab": "ab",
    "\u3164\u3164": "",
    "\u200b\u200d": "",
    "\x1b[31mred": "31mred",
    "한글": "한글",
    "Tomás": "Tomás",
    "e\u0301a": "\u00e9a",
}


@pytest.mark.parametrize(("typed", "name"), TYPED.items())
def test_what_is_typed_becomes_a_name(typed: str, name: str) -> None:
    assert cleaned(typed) == name


def test_how_long_a_name_is() -> None:
    assert [fits(name) for name in ("", "수", "수달", "a" * MOST, "a" * (MOST + 1))] == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert fits("z\u0300" * MOST)
    assert LEAST == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Minji", "minji"),
        ("min ji", "minji"),
        ("ｍｉｎｊｉ", "minji"),
        ("аdа", "ada"),
        ("민지", "민지"),
        ("bob1", "bobl"),
    ],
)
def test_names_that_look_the_same_are_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other)


def test_other_names_are_not_alike() -> None:
    assert len({alike(name) for name in ("minji", "minjun", "민지", "민준", "🔥🔥", "🐟🐟")}) == 6


@given(st.text(max_size=60))
def test_any_name_is_safe_and_stays_as_it_is(typed: str) -> None:
    name = cleaned(typed)
    assert cleaned(name) == name
    assert not set(name) & set("*~`|\\<>@#[]")
    assert not any(unicodedata.category(sign)[0] == "C" for sign in name)
    assert "  " not in name
    assert name == name.strip()
