"""Names that were meant, in two alphabets and two layouts."""

import pytest

from bot.nearest import keys, nearest

NAMES = (
    "exercise",
    "연습",
    "문제",
    "lesson",
    "강의",
    "leaderboard",
    "순위표",
    "submit",
    "제출",
    "help",
    "도움말",
    "run",
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("exercsie", "exercise"),
        ("EXERCIZE", "exercise"),
        ("sumbit", "submit"),
        ("연슴", "연습"),
        ("여습", "연습"),
        ("강이", "강의"),
        ("재출", "제출"),
        ("순위펴", "순위표"),
        ("도움마", "도움말"),
        ("연ㅅㅂ", "연습"),
        ("dustmq", "연습"),
        ("rkddml", "강의"),
        ("ㅗ디ㅔ", "help"),
        ("ㄴㅕㅡㅠㅑㅅ", "submit"),
        ("녀ㅡㅠㅑㅅ", "submit"),
        ("zzzzzz", None),
        ("안녕하세요", None),
        ("", None),
        ("🔥", None),
    ],
)
def test_what_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, NAMES) == meant


def test_keys_of_a_korean_keyboard() -> None:
    assert [keys(word) for word in ("값", "의", "뛰어", "ㅃ", "Help", "가")] == [
        "rkqt",
        "dml",
        "enldj",
        "q",
        "help",
        "rk",
    ]
