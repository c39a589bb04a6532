"""A limit is waited for, where an answer would make way for a refusal: how long, and who ends it early."""

import asyncio
import contextlib
import time
from collections.abc import Iterator

from bot.drain import Drain
from bot.values import Later

_SOON = 1.0  # seconds between two looks at whether a student's other program is done


class Holds:
    """What waits, by the message that it is the program of."""

    def __init__(self, drain: Drain) -> None:
        self._drain = drain
        self._newer: dict[str, asyncio.Event] = {}

    @contextlib.contextmanager
    def of(self, message: str) -> Iterator[asyncio.Event]:
        """While a message's program is waited with; gives what tells that the message has changed since, or is gone."""
        newer = self._newer[message] = asyncio.Event()
        try:
            yield newer
        finally:
            self._newer.pop(message, None)

    def end(self, message: str) -> None:
        """There is something newer of a message: what waits for it does not any more."""
        if message in self._newer:
            self._newer[message].set()

    async def wait(self, newer: asyncio.Event, later: Later) -> bool:
        """Whether to try again; not where something newer came, or the tutor ends: its next start does."""
        seconds = max(later.until - time.time(), _SOON)
        ends = {asyncio.create_task(newer.wait()), asyncio.create_task(self._drain.closing())}
        try:
            await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in ends:
                each.cancel()
        return not newer.is_set() and later.why != "restarting"
