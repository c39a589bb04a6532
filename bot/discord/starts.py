"""Discord lets a bot IDENTIFY 1,000 times a day, and resets its token after that. So a crash loop must slow down.

The moments of the last starts and IDENTIFYs come out of a small file; what goes out is how long to wait first.
"""

import asyncio
import itertools
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bot.errors import SettingError

log = logging.getLogger(__name__)
PER_DAY = 900  # of Discord's 1,000
DAY = 24 * 60 * 60
_BURST, _WINDOW = 5, 10 * 60  # so many starts within so many seconds are a crash loop
_LONGEST = 15 * 60


class Moments(msgspec.Struct):
    """Seconds since the epoch, oldest first."""

    starts: list[float] = []
    identifies: list[float] = []


def pause(starts: Sequence[float], now: float) -> float:
    """How many seconds to wait before the start at `now`: none, or 1, 2, 4 … 15 minutes while it goes on crashing."""
    held = 0
    moments = [*starts, now]
    for at, (before, moment) in enumerate(itertools.pairwise(moments), 1):
        burst = at >= _BURST and moment - moments[at - _BURST] < _WINDOW
        lived = moment - before - _wait(held)
        held = held + 1 if burst or (held and lived < _WINDOW) else 0
    return _wait(held)


def until_free(identifies: Sequence[float], now: float) -> float:
    """How many seconds until Discord may be asked once more: none while a day has had fewer than PER_DAY."""
    day = [moment for moment in identifies if now - DAY < moment]
    return 0.0 if len(day) < PER_DAY else day[-PER_DAY] + DAY - now


class Starts:
    """The file. One that cannot be read or written is said in the log, and counts as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def before_connecting(self) -> None:
        """Wait as long as a crash loop must, then note this start. Raises SettingError where the day is used up."""
        moments, now = self._read(), time.time()
        if until_free(moments.identifies, now):
            raise SettingError(
                f"DISCORD_TOKEN: {PER_DAY} connections within 24 hours; Discord resets a token after 1,000. "
                f"Find out why the tutor ends again and again; {self._file} has the moments"
            )
        if seconds := pause(moments.starts, now):
            log.warning("started %d times lately: connecting in %d s", len(moments.starts), seconds)
            await asyncio.sleep(seconds)
        moments = self._read()
        moments.starts.append(now)  # when it came, not when it had waited
        self._write(moments)

    async def before_identify(self) -> None:
        """Note an IDENTIFY; one above the day's is held back."""
        moments = self._read()
        if seconds := until_free(moments.identifies, time.time()):
            log.error("%d connections within 24 hours: the next one in %d s", PER_DAY, seconds)
            await asyncio.sleep(seconds)
        moments.identifies.append(time.time())
        self._write(moments)

    def _read(self) -> Moments:
        try:
            moments = msgspec.json.decode(self._file.read_bytes(), type=Moments)
        except FileNotFoundError:
            return Moments()
        except (OSError, msgspec.DecodeError) as error:
            log.warning("%s cannot be read: %s", self._file.name, error)
            return Moments()
        now = time.time()
        return Moments(*([each for each in sorted(kept) if now - DAY < each <= now] for kept in _lists(moments)))

    def _write(self, moments: Moments) -> None:
        fresh = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(msgspec.json.encode(moments))
            fresh.replace(self._file)
        except OSError as error:
            log.warning("%s cannot be written: %s", self._file.name, error)


def _lists(moments: Moments) -> tuple[list[float], list[float]]:
    return moments.starts, moments.identifies


def _wait(held: int) -> float:
    return min(60.0 * 2 ** (held - 1), _LONGEST) if held else 0.0
