"""What a client sends: a verdict or a closed connection, and nobody else notices."""

import contextlib
import socket
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.protocol import MAX_FRAME_BYTES, Job, Observation, frame
from tests.attacks.frames import framed, plain
from tests.sandbox_client import ask

_observations = msgspec.msgpack.Decoder(Observation)
_like_a_job = st.fixed_dictionaries(
    {},
    optional={
        "id": plain | st.just("x"),
        "source": plain | st.just("1"),
        "setup": plain,
        "seed": plain,
        "deadline_ms": plain,
        "trace": plain,
        "more": plain,
    },
)


_from_outside = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=200).map(framed),
    st.tuples(st.binary(max_size=50), st.integers(0, 2**32 - 1)).map(lambda both: framed(*both)),
    (plain | _like_a_job).map(msgspec.msgpack.encode).map(framed),
    st.integers(0, 40).map(lambda cut: frame(Job("cut", "print('never')"))[:cut]),
)


@settings(max_examples=200, deadline=None)
@given(sent=_from_outside)
def test_anything_ends_in_answers_or_in_a_closed_connection(sandbox_socket: Path, sent: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(str(sandbox_socket))
        with contextlib.suppress(BrokenPipeError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        answer = _all(connection)
    while answer:
        size = int.from_bytes(answer[:4], "big")
        assert isinstance(_observations.decode(answer[4 : 4 + size]), Observation)
        answer = answer[4 + size :]


def test_it_is_there_afterwards(sandbox_socket: Path) -> None:
    assert ask(sandbox_socket, Job("next", "1")).echo == "1"


@pytest.mark.parametrize(
    "body",
    [
        b"\x81\xa6source\xa3\xed\xa0\x80",
        msgspec.msgpack.encode({"id": "s", "source": "x = 'PLACE'"}).replace(b"PLACE", b"\xed\xa0\x80ab"),
        msgspec.msgpack.encode({"id": "", "source": "1"}),
        msgspec.msgpack.encode({"id": "x" * 65, "source": "1"}),
        msgspec.msgpack.encode({"id": "x", "source": "1", "deadline_ms": 10**9}),
        msgspec.msgpack.encode({"id": "x", "source": "1", "deadline_ms": -1}),
        msgspec.msgpack.encode({"id": "x", "source": "1", "seed": -1}),
        msgspec.msgpack.encode({"id": "x", "source": "1", "extra": 1}),
        msgspec.msgpack.encode({"id": "x", "source": b"1"}),
        b"\x91" * 100_000,
        b"\xdf\xff\xff\xff\xff",
        b"",
    ],
    ids=["surrogate", "surrogate_source", "no_id", "long_id", "late", "negative", "seed", "extra", "bytes", "deep",
         "huge_map", "empty"],
)  # fmt: skip
def test_what_is_no_job_closes_the_connection(sandbox_socket: Path, body: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(str(sandbox_socket))
        connection.sendall(framed(body) + frame(Job("after", "1")))
        assert _all(connection) == b""
    assert ask(sandbox_socket, Job("next", "1")).echo == "1"


def test_a_client_that_leaves_in_the_middle_of_a_run(sandbox_socket: Path) -> None:
    for _ in range(4):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(sandbox_socket))
            connection.sendall(frame(Job("left", "while True: pass", deadline_ms=100)))
    assert ask(sandbox_socket, Job("next", "1")).echo == "1"


def test_a_client_that_reads_nothing_holds_up_no_other(sandbox_socket: Path) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(sandbox_socket))
        connection.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            for index in range(50):
                connection.sendall(frame(Job(str(index), "print('x' * 16000)")))
        assert ask(sandbox_socket, Job("next", "1")).echo == "1"


def test_a_setup_as_long_as_a_frame_can_be(sandbox_socket: Path) -> None:
    setup = "#" * (MAX_FRAME_BYTES - 1000)
    assert ask(sandbox_socket, Job("long", "1", setup=setup, deadline_ms=3000)).status in (
        "ok",
        "timeout",
        "memory",
    )


def _all(connection: socket.socket) -> bytes:
    data = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := connection.recv(65536):
            data += chunk
    return data
