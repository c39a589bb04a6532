"""Two copies on one database: one serves, the other one waits, and takes over when the first is gone."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.errors import StoreError
from bot.store import Store
from bot.watch.guard import Guard, lease_name
from tests.store.conftest import cluster, postgresql, url

__all__ = ["cluster", "postgresql", "url"]
NAME = lease_name("the token")
SECONDS = 1.0


@pytest.fixture
async def stores(url: str) -> AsyncIterator[tuple[Store, Store]]:
    """Two copies' own ways to one database."""
    one, two = await Store.open(url), await Store.open(url)
    yield one, two
    await one.close()
    await two.close()


async def test_the_second_waits_says_so_once_and_takes_over_at_once(
    stores: tuple[Store, Store], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = (Guard(store, NAME, SECONDS) for store in stores)
    await first.take()
    keeping = asyncio.create_task(first.keep())
    waiting = asyncio.create_task(second.take())
    await asyncio.wait({waiting}, timeout=SECONDS * 2.5)  # longer than a lease: it is renewed
    assert not waiting.done()
    assert not keeping.done()
    keeping.cancel()
    await first.release()
    released = time.monotonic()
    await asyncio.wait_for(waiting, SECONDS)
    assert time.monotonic() - released < SECONDS / 2
    assert caplog.text.count("another tutor serves") == 1
    assert caplog.text.count("this one serves now") == 1


async def test_one_that_was_killed_is_followed_when_its_lease_is_over(stores: tuple[Store, Store]) -> None:
    first, second = (Guard(store, NAME, SECONDS) for store in stores)
    await first.take()
    started = time.monotonic()
    await asyncio.wait_for(second.take(), SECONDS * 5)
    assert time.monotonic() - started >= SECONDS * 0.9


async def test_who_lost_it_finds_out(stores: tuple[Store, Store]) -> None:
    first, second = (Guard(store, NAME, SECONDS) for store in stores)
    await first.take()
    time.sleep(SECONDS * 1.1)  # noqa: ASYNC251 - the whole process stood still
    await second.take()
    await asyncio.wait_for(first.keep(), SECONDS)


async def test_who_stood_still_while_nobody_came_goes_on(stores: tuple[Store, Store]) -> None:
    first = Guard(stores[0], NAME, SECONDS)
    await first.take()
    time.sleep(SECONDS * 1.5)  # noqa: ASYNC251 - as a laptop does that was closed
    keeping = asyncio.create_task(first.keep())
    await asyncio.wait({keeping}, timeout=SECONDS)
    assert not keeping.done()
    keeping.cancel()


async def test_without_its_database_it_ends_before_another_may_begin(stores: tuple[Store, Store]) -> None:
    class Broken(Store):
        async def take(self, name: str, holder: str, seconds: float) -> bool:
            raise StoreError("gone")

    first, second = (Guard(store, NAME, SECONDS) for store in stores)
    await first.take()
    first._leases = Broken(stores[0]._engine)
    follows = asyncio.create_task(second.take())
    await asyncio.wait_for(first.keep(), SECONDS)
    assert not follows.done()
    await asyncio.wait_for(follows, SECONDS * 5)


async def test_another_token_is_another_lease(stores: tuple[Store, Store]) -> None:
    await Guard(stores[0], NAME).take()
    await asyncio.wait_for(Guard(stores[1], lease_name("another")).take(), 1)
    assert "token" not in NAME
    assert len(NAME) <= 64
