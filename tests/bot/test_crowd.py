"""In a crowd, everybody gets a sign before anybody's program is read."""

import asyncio

import pytest

from bot.discord.crowd import Crowd


async def test_nobody_s_program_is_read_before_all_have_their_sign() -> None:
    crowd, heard, read = Crowd(2), list[int](), list[tuple[int, int]]()

    async def sign(student: int) -> None:
        await asyncio.sleep(0.001 * student)
        heard.append(student)

    async def hand_in(student: int) -> None:
        async with crowd.join():
            if crowd.dense:
                await crowd.heard(sign(student))
            await crowd.calm()
            read.append((student, len(heard)))
            await asyncio.sleep(0.1)

    await asyncio.gather(*map(hand_in, range(12)))
    assert sorted(read) == [(student, 12) for student in range(12)]
    await asyncio.gather(*map(hand_in, range(2)))
    assert read[12:] == [(0, 12), (1, 12)]  # as many as can run at once need no sign


async def test_a_sign_that_fails_or_never_comes_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord.crowd._MOST", 0.05)
    crowd = Crowd(0)

    async def fails() -> None:
        raise ConnectionError

    never = asyncio.create_task(crowd.heard(asyncio.Event().wait()))
    await asyncio.sleep(0)
    with pytest.raises(ConnectionError):
        await crowd.heard(fails())
    async with asyncio.timeout(5):
        await crowd.heard(asyncio.sleep(0))
        await crowd.calm()
    never.cancel()
    await asyncio.gather(never, return_exceptions=True)
    async with asyncio.timeout(0.05):
        await crowd.calm()
