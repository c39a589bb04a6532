"""A crash loop slows down before Discord resets the token; an ordinary restart waits for nothing."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bot.discord.starts import DAY, PER_DAY, Moments, Starts, pause, until_free
from bot.errors import SettingError


def lived(*seconds: float) -> list[float]:
    """The waits of a tutor that lives so long each time before it crashes."""
    now, starts, waits = 1_000_000.0, [], []
    for life in seconds:
        waits.append(pause(starts, now))
        starts.append(now)
        now += waits[-1] + life
    return [wait / 60 for wait in waits]


def test_the_first_five_starts_wait_for_nothing_then_it_doubles() -> None:
    assert lived(*[3] * 12) == [0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]


def test_a_tutor_that_lived_starts_afresh() -> None:
    assert lived(*[3] * 7, 601, 3, 3) == [0, 0, 0, 0, 0, 1, 2, 4, 0, 0]


@pytest.mark.parametrize("life", [121, 600, 3600])
def test_restarts_by_hand_wait_for_nothing(life: float) -> None:
    assert set(lived(*[life] * 20)) == {0}


@pytest.mark.parametrize("life", [0, 1, 30, 119, 120, 149, 300, 590])
def test_no_way_of_crashing_uses_up_a_day(life: float) -> None:
    """Even on some 20 shards."""
    waits = lived(*[life] * 400)
    starts, clock = 0, 0.0
    for wait in waits:
        clock += wait * 60 + life
        starts += clock < DAY
    assert starts < max(PER_DAY, DAY / 120)


def test_a_day_that_is_used_up_goes_on_when_its_oldest_is_a_day_old() -> None:
    day = [float(n) for n in range(PER_DAY)]
    assert until_free(day[1:], 1000) == 0
    assert until_free(day, 1000) == DAY - 1000
    assert until_free(day, DAY + 0.5) == 0


async def test_the_file_counts_and_survives(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "starts.json"
    for _ in range(3):
        await Starts(file).before_connecting()
        await Starts(file).before_identify()
    kept = msgspec.json.decode(file.read_bytes(), type=Moments)
    assert (len(kept.starts), len(kept.identifies)) == (3, 3)
    assert list(file.parent.iterdir()) == [file]


async def test_the_sixth_start_waits_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "starts.json"
    starts = Starts(file)
    for _ in range(5):
        await starts.before_connecting()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(starts.before_connecting(), 0.2)
    assert "connecting in 60 s" in caplog.text


async def test_the_day_s_last_is_an_error(tmp_path: Path) -> None:
    file, now = tmp_path / "starts.json", time.time()
    file.write_bytes(msgspec.json.encode(Moments([], [now - 3600 + n for n in range(PER_DAY)])))
    with pytest.raises(SettingError, match=r"^DISCORD_TOKEN: 900 connections"):
        await Starts(file).before_connecting()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Starts(file).before_identify(), 0.1)


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"starts": "x"}', b"\xff\xfe"])
async def test_a_file_that_is_none_counts_as_empty(text: bytes, tmp_path: Path) -> None:
    file = tmp_path / "starts.json"
    file.write_bytes(text)
    await Starts(file).before_connecting()
    assert len(msgspec.json.decode(file.read_bytes(), type=Moments).starts) == 1


async def test_moments_yet_to_come_are_a_clock_that_was_wrong(tmp_path: Path) -> None:
    file = tmp_path / "starts.json"
    file.write_bytes(msgspec.json.encode(Moments([time.time() + 1e6] * 9, [time.time() + 1e6] * 1000)))
    await asyncio.wait_for(Starts(file).before_connecting(), 1)


@pytest.mark.parametrize("make", [Path.mkdir, lambda file: file.parent.joinpath("x").touch()])
async def test_a_file_that_cannot_be_written_stops_nobody(
    make: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "starts.json"
    make(file)
    where = file if file.is_dir() else tmp_path / "x" / "starts.json"
    await Starts(where).before_connecting()
    assert "cannot be" in caplog.text
