"""The log: one JSON object a line with its fields, ids hashed, and nothing that a student wrote."""

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from bot.errors import StoreError
from bot.faults import report
from bot.settings import Settings
from bot.watch import logs
from bot.watch.context import Hasher, begin, clear

USER, GUILD = "123456789012345678", "987654321098765432"
CODE = "print('my own code')"
Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    loggers = [logging.getLogger(name) for name in (None, "bot", "discord")]
    root, levels = loggers[0], [each.level for each in loggers]
    before = root.handlers[:]
    stream = io.StringIO()
    yield stream
    clear()
    root.handlers[:] = before
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture
def lines(written: io.StringIO) -> Lines:
    logs.set_up(Settings(_env_file=None, log="json"), "the token", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_has_its_fields(lines: Lines) -> None:
    begin(USER, GUILD, "submit")
    logging.getLogger("bot.x").info("run", extra={"facts": {"status": "ok", "ms": 1.5}})
    [line] = lines()
    hashed = Hasher("the token")
    assert list(line) == ["time", "level", "logger", "event", "user", "guild", "command", "status", "ms"]
    assert (line["level"], line["logger"], line["event"], line["ms"]) == ("info", "bot.x", "run", 1.5)
    assert (line["user"], line["guild"], line["command"]) == (hashed(USER), hashed(GUILD), "submit")
    assert str(line["time"]).endswith("Z")


def test_a_fault_is_found_by_its_id_and_quotes_nobody(lines: Lines) -> None:
    begin(USER)
    try:
        try:
            raise ValueError(CODE)
        except ValueError as error:
            raise StoreError("the database failed") from error
    except StoreError as error:
        fault = report(error)
    [line] = lines()
    assert line["fault"] == fault
    assert "test_logs.py" in str(line["event"])
    assert "the database failed" in str(line["event"])
    assert CODE not in json.dumps(line)
    assert USER not in json.dumps(line)


def test_a_library_s_words_are_kept_and_its_arguments_are_not(lines: Lines) -> None:
    other = logging.getLogger("discord.http")
    other.warning("%s %s responded with 429. Retrying in %.2f seconds.", "POST", f"https://x/{CODE}/{USER}", 1.5)
    other.warning(f"Ignoring exception in {USER}\n{CODE}")
    other.warning("%d of %s", Decimal(3), CODE)  # a number that is none of the usual ones
    try:
        raise ValueError(CODE)
    except ValueError:
        other.exception("Ignoring exception in %s", "on_message")
    first, second, third, fourth = lines()
    assert first["event"] == "… … responded with 429. Retrying in 1.50 seconds."
    assert second["event"] == f"Ignoring exception in #{Hasher('the token')(USER)}"
    assert third["event"] == "%d of %s"
    assert str(fourth["error"]).startswith("ValueError\n  tests/watch/test_logs.py:")
    assert CODE not in json.dumps(lines())


def test_what_libraries_say_below_info_is_never_written(written: io.StringIO) -> None:
    logs.set_up(Settings(_env_file=None, log="json", log_level="debug"), "t", written)
    logging.getLogger("discord.http").debug("POST with %s", CODE)
    logging.getLogger("discord.gateway").info("connected")
    logging.getLogger("alembic").info("chatter")
    logging.getLogger("bot.x").debug("ours")
    assert [json.loads(line)["event"] for line in written.getvalue().splitlines()] == ["connected", "ours"]


def test_the_level_is_chosen(written: io.StringIO) -> None:
    logs.set_up(Settings(_env_file=None, log="json", log_level="error"), "t", written)
    for name in ("bot.x", "discord.x"):
        logging.getLogger(name).warning("quiet")
        logging.getLogger(name).error("loud")
    assert [json.loads(line)["event"] for line in written.getvalue().splitlines()] == ["loud", "loud"]


def test_a_terminal_gets_text_and_warnings_a_pipe_gets_json(written: io.StringIO) -> None:
    assert logs.set_up(Settings(_env_file=None), "t", written)
    written.isatty = lambda: True  # type: ignore[method-assign]
    assert not logs.set_up(Settings(_env_file=None), "t", written)
    logging.getLogger("bot.x").info("quiet")
    logging.getLogger("bot.x").warning("loud", extra={"facts": {"ms": 2}})
    assert written.getvalue().endswith("Z bot.x WARNING loud ms=2\n")
    assert "quiet" not in written.getvalue()


def test_a_task_carries_on_for_whom_it_was_started(lines: Lines) -> None:
    async def work(user: str) -> None:
        begin(user)
        await asyncio.to_thread(logging.getLogger("bot.x").warning, user[:1])
        await asyncio.gather(*(_say(user[:1]) for _ in range(2)))

    async def main() -> None:
        await asyncio.gather(work(USER), work(GUILD))
        logging.getLogger("bot.x").warning("after")

    asyncio.run(main())
    hashed = Hasher("the token")
    assert {(line["event"], line.get("user")) for line in lines()} == {
        ("1", hashed(USER)), ("9", hashed(GUILD)), ("after", None),
    }  # fmt: skip


async def _say(text: str) -> None:
    await asyncio.sleep(0)
    logging.getLogger("bot.x").warning(text)


def test_a_hash_is_the_token_s_own() -> None:
    assert Hasher("a")(USER) == Hasher("a")(USER) != Hasher("b")(USER)
    assert len({Hasher("a")(str(n)) for n in range(10_000)}) == 10_000
    assert len(Hasher("a")(USER)) == 12
