"""What a child says that has broken out of its Python: always an Observation, soon after the deadline, no exception."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import run
from sandbox.protocol import (
    MAX_FRAME_BYTES,
    MAX_OUTPUT_CHARS,
    Fault,
    Finished,
    Gradient,
    Job,
    Observation,
    Output,
    Printed,
    decode,
    frame,
)
from tests.attacks.frames import framed, plain

_observations = msgspec.msgpack.Decoder(Observation)
_words = st.fixed_dictionaries(
    {"type": st.sampled_from(["out", "end"])},
    optional=dict.fromkeys(("status", "output", "error", "gradients", "evidence", "duration_ms", "clipped"), plain),
)


class Child:
    """A child that has broken out of its Python: it says whatever `words` yields, a pause for each float."""

    def __init__(self, words: Iterator[bytes | float]) -> None:
        self.connection, self._ours = socket.socketpair()
        self._ours.setblocking(False)
        self._killed = asyncio.Event()
        self._task = asyncio.ensure_future(self._speak(words))

    def kill(self) -> None:
        """As SIGKILL does it: at once, whatever it is at."""
        self._killed.set()
        self._task.cancel()
        self._ours.close()

    async def end(self) -> int:
        """Wait until it is dead."""
        try:
            await asyncio.wait_for(self._killed.wait(), 5)
            return 9
        finally:
            self.kill()
            self.connection.close()

    async def _speak(self, words: Iterator[bytes | float]) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            for word in words:
                if isinstance(word, float):
                    await asyncio.sleep(word)
                else:
                    await loop.sock_sendall(self._ours, word)
            self._ours.close()


SOON = 5.0  # seconds: 0.25 after the deadline, and what a busy machine adds; what is not cut goes on for ever


def observe(words: Iterator[bytes | float], deadline_ms: int = 100) -> tuple[Observation, float]:
    """What the server makes of such a child, and how long it took."""

    async def go() -> tuple[Observation, float]:
        started = time.monotonic()
        child = Child(words)
        seen = await run.observe(Job("fuzzed", "1", deadline_ms=deadline_ms), child)  # type: ignore[arg-type]
        took = time.monotonic() - started
        await asyncio.sleep(0)
        return seen, took

    seen, took = asyncio.run(go())
    assert seen.id == "fuzzed"
    assert sum(len(piece.text) for piece in seen.outputs if piece.kind != "figure") <= MAX_OUTPUT_CHARS
    assert decode(frame(seen)[4:], _observations) == seen or "nan" in repr(seen)
    assert len(frame(seen)) <= MAX_FRAME_BYTES
    return seen, took


def endless(word: bytes) -> Iterator[bytes]:
    """The same for ever."""
    while True:
        yield word


def printed(text: str, kind: Any = "stdout") -> bytes:
    """A word of a child."""
    return frame(Printed(Output(kind, text)))


OK = frame(Finished("ok"))


def deep(levels: int) -> bytes:
    """A last word whose gradient is nested so deep."""
    plain = msgspec.msgpack.encode(Finished("ok", gradients=(Gradient("x", (1,), [7.25]),)))
    inner = msgspec.msgpack.encode([7.25])
    return framed(plain.replace(inner, b"\x91" * levels + msgspec.msgpack.encode(7.25)))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (lambda: iter([OK]), "ok"),
        (lambda: iter([]), "crash"),
        (lambda: iter([b"\xff\xff\xff\xff"]), "crash"),
        (lambda: iter([b"\0\0\0\0"]), "crash"),
        (lambda: iter([framed(b"garbage")]), "crash"),
        (lambda: iter([printed("half")[:-3], 10.0]), "timeout"),
        (lambda: iter([b"\0", 10.0]), "timeout"),
        (lambda: iter([framed(b"x" * 10, MAX_FRAME_BYTES), 10.0]), "timeout"),
        (lambda: iter([10.0]), "timeout"),
        (lambda: iter([printed("a"), OK[:5]]), "crash"),
        (lambda: iter([OK, frame(Finished("error"))]), "ok"),
        (lambda: iter([OK + frame(Finished("error"))]), "ok"),
        (lambda: iter([OK + framed(b"garbage")]), "ok"),
        (lambda: iter([frame(Job("x", "1"))]), "crash"),
        (lambda: iter([frame(Observation("other", "ok"))]), "crash"),
        (lambda: iter([framed(msgspec.msgpack.encode({"type": "end", "status": "won"}))]), "crash"),
        (lambda: iter([printed("", "html")]), "crash"),
        (lambda: endless(printed("x")), None),
        (lambda: endless(printed("x" * 100_000)), "crash"),
        (lambda: endless(printed("x" * 5_000_000, "figure")), None),
        (lambda: endless(printed("")), None),
        (lambda: endless(b"\0" * 65536), "crash"),
        (lambda: iter([printed("x" * (MAX_FRAME_BYTES - 100), "figure"), OK]), None),
        (lambda: iter([*[printed("x" * 4_000_000, "figure")] * 3, OK]), None),
        (lambda: iter([frame(Finished("error", error=Fault("E", "m" * 7_000_000)))]), None),
        (lambda: iter([printed("x" * 5_000_000, "figure"), frame(Finished("ok", echo="e" * 4_000_000))]), None),
    ],
    ids=[
        "ends_well", "says_nothing", "huge_length", "empty_frame", "garbage", "half_a_frame", "a_byte",
        "a_long_wait", "silence", "leaves_early", "ends_twice_late", "ends_twice", "garbage_after_the_end", "a_job",
        "an_answer", "no_status", "no_kind", "endless_letters", "endless_text", "endless_figures", "endless_nothing",
        "zeros", "a_figure_as_long_as_a_frame", "figures_longer_than_a_frame", "a_fault_as_long_as_a_frame",
        "all_together",
    ],
)  # fmt: skip
def test_whatever_it_says(words: Callable[[], Iterator[bytes | float]], status: str | None) -> None:
    seen, took = observe(words())
    assert status is None or seen.status == status
    assert took < SOON


@pytest.mark.parametrize("levels", [1, 100, 500, *range(900, 1000, 7), 1000, 5000, 10**6])
def test_a_last_word_of_any_depth(levels: int) -> None:
    seen, _ = observe(iter([deep(levels)]))
    assert seen.status in ("ok", "crash")


def test_an_endless_drip_is_cut_at_the_deadline() -> None:
    def drip() -> Iterator[bytes | float]:
        while True:
            yield printed("x")
            yield 0.01

    seen, took = observe(drip(), deadline_ms=200)
    assert seen.status == "timeout"
    assert set(seen.stdout) == {"x"}
    assert took < SOON


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(
        st.one_of(
            st.binary(max_size=100),
            st.binary(max_size=100).map(framed),
            plain.map(msgspec.msgpack.encode).map(framed),
            st.text(max_size=30).map(printed),
            st.sampled_from([OK, OK[:-1], OK[1:], printed("x")[:6]]),
                _words.map(msgspec.msgpack.encode).map(framed),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_anything_at_all(words: list[bytes]) -> None:
    _, took = observe(iter(words), deadline_ms=50)
    assert took < SOON
