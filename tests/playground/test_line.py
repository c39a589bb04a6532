"""A typed slash line into a command and its options, and the options' own checks."""

from typing import Any

import pytest

from bot.playground.line import read_line
from bot.playground.options import option_data
from bot.playground.refusal import Refusal
from bot.playground.world import World

NUMBER = {"name": "number", "type": 4, "required": True, "min_value": 1, "max_value": 4}
CODE = {"name": "code", "type": 3}
COMMANDS: list[dict[str, Any]] = [
    {"name": "submit", "options": [NUMBER, CODE]},
    {"name": "help", "options": []},
    {"name": "setup", "options": [{"name": "language", "type": 1, "options": [{"name": "to", "type": 3}]}]},
    {"name": "Read", "type": 3},
]


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("/help", "help", {}),
        ("/submit 4", "submit", {"number": "4"}),
        ("/submit number:4", "submit", {"number": "4"}),
        ("/submit number: 4 code: x = 1", "submit", {"number": "4", "code": "x = 1"}),
        ("/submit code:a number:2", "submit", {"number": "2", "code": "a"}),
        ("/submit 4 x: int = 1", "submit", {"number": "4", "code": "x: int = 1"}),
        ("/setup language ko", "setup language", {"to": "ko"}),
    ],
)
def test_line(line: str, name: str, values: dict[str, str]) -> None:
    assert read_line(line, COMMANDS) == (name, values)


@pytest.mark.parametrize("line", ["/nothing", "/Read", "/", "/help me"])
def test_wrong_line(line: str) -> None:
    with pytest.raises(Refusal):
        read_line(line, COMMANDS)


def test_options_are_typed() -> None:
    data = option_data(World(), COMMANDS[0], "submit", {"number": "4"})
    assert data["options"] == [{"name": "number", "type": 4, "value": 4}]
    inner = option_data(World(), COMMANDS[2], "setup language", {"to": "ko"})
    assert inner["options"][0]["options"] == [{"name": "to", "type": 3, "value": "ko"}]


@pytest.mark.parametrize("values", [{}, {"number": "x"}, {"number": "5"}, {"number": "4", "nope": "1"}])
def test_wrong_options(values: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        option_data(World(), COMMANDS[0], "submit", values)
