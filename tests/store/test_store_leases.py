"""Leases on both databases: one holder at a time, however many ask at once, and the next one after it."""

import asyncio
import subprocess
import sys

from bot.store import Store
from tests.sandbox_client import ROOT

RACER = """
import asyncio, sys
from bot.store import Store

async def main(url, holder):
    store = await Store.open(url)
    print("took" if await store.take("gateway", holder, 60) else "not", flush=True)
    await store.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_one_has_it_and_renews_it(store: Store) -> None:
    assert await store.take("gateway", "a", 60)
    assert await store.take("gateway", "a", 60)
    assert not await store.take("gateway", "b", 60)
    assert await store.take("another", "b", 60)


async def test_what_is_given_back_is_free_at_once(store: Store) -> None:
    await store.take("gateway", "a", 60)
    await store.release("gateway", "b")  # not theirs to give
    assert not await store.take("gateway", "b", 60)
    await store.release("gateway", "a")
    assert await store.take("gateway", "b", 60)


async def test_what_expired_is_free_and_its_holder_finds_out(store: Store) -> None:
    await store.take("gateway", "a", 0.2)
    assert not await store.take("gateway", "b", 60)
    await asyncio.sleep(0.25)
    assert await store.take("gateway", "b", 60)
    assert not await store.take("gateway", "a", 60)


async def test_a_renewal_counts_from_now(store: Store, sql) -> None:
    await store.take("gateway", "a", 0.2)
    await store.take("gateway", "a", 60)
    await asyncio.sleep(0.25)
    assert not await store.take("gateway", "b", 60)
    [row] = await sql("SELECT name, holder FROM leases")
    assert row == {"name": "gateway", "holder": "a"}


async def test_of_many_that_ask_at_once_one_has_it(store: Store) -> None:
    taken = await asyncio.gather(*(store.take("gateway", str(n), 60) for n in range(20)))
    assert sum(taken) == 1


def test_of_processes_that_ask_at_once_one_has_it(url: str) -> None:
    racers = [
        subprocess.Popen([sys.executable, "-c", RACER, url, str(n)], stdout=subprocess.PIPE, cwd=ROOT, text=True)
        for n in range(4)
    ]
    said = [racer.communicate(timeout=60)[0].strip() for racer in racers]
    assert sorted(said) == ["not", "not", "not", "took"]


async def test_the_database_answers(store: Store) -> None:
    await store.ping()
