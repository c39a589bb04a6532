"""Many cases over one sandbox: a few at once, answered in their order."""

import asyncio
import itertools
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

Given = TypeVar("Given")
Item = TypeVar("Item")
_numbers = itertools.count(1)


def next_id() -> str:
    """A job id that this process has not used yet."""
    return f"case-{next(_numbers)}"


async def in_order(
    cases: Iterable[Given], answer: Callable[[Given], Awaitable[Item]], at_once: int
) -> AsyncIterator[Item]:
    """The answers in the order of the cases, a few being worked on at once."""
    waiting: deque[asyncio.Future[Item]] = deque()
    try:
        for case in cases:
            waiting.append(asyncio.ensure_future(answer(case)))
            if len(waiting) >= at_once:
                yield await waiting.popleft()
        while waiting:
            yield await waiting.popleft()
    finally:
        for rest in waiting:
            rest.cancel()
