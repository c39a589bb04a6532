"""The line before the sandbox."""

import asyncio

import pytest

from bot.gate import Gate


async def test_first_come_first_served() -> None:
    gate, order = Gate(1), []
    hold = asyncio.Event()

    async def go(name: str) -> None:
        async with gate.turn(name):
            order.append(name)
            await hold.wait()

    tasks = [asyncio.create_task(go(name)) for name in "abc"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (order, gate.inside, gate.waiting) == (["a"], 1, 2)
    assert [gate.ahead(name) for name in "abcx"] == [0, 1, 2, 0]
    hold.set()
    await asyncio.gather(*tasks)
    assert (order, gate.inside, gate.waiting) == (["a", "b", "c"], 0, 0)


async def test_who_leaves_the_line_takes_no_turn() -> None:
    gate = Gate(1)
    async with gate.turn("a"):
        waiting = asyncio.create_task(gate.turn("b").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with asyncio.timeout(1), gate.turn("c"):
        assert gate.inside == 1


async def test_a_turn_that_comes_as_one_leaves_is_handed_on() -> None:
    gate = Gate(1)
    held = gate.turn("a")
    await held.__aenter__()
    waiting = asyncio.create_task(gate.turn("b").__aenter__())
    await asyncio.sleep(0)
    await held.__aexit__(None, None, None)  # b's turn is set, but b has not run yet
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(1), gate.turn("c"):
        assert gate.inside == 1


async def test_a_failure_inside_frees_the_place() -> None:
    gate = Gate(1)
    with pytest.raises(ZeroDivisionError):
        async with gate.turn("a"):
            raise ZeroDivisionError
    async with asyncio.timeout(1), gate.turn("b"):
        assert gate.inside == 1
