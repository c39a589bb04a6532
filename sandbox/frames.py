"""How values go over a socket: one comes in, a frame of bytes goes out, and back.

A frame is a 4-byte big-endian length and that many bytes of MessagePack (exact for NaN, infinities and pictures, where
JSON is not).
"""

import asyncio
from typing import TypeVar

import msgspec

MAX_FRAME_BYTES = 8 * 1024 * 1024

_encoder = msgspec.msgpack.Encoder()
_HEADER = 4
Value = TypeVar("Value")


class BadFrame(Exception):
    """What came over a socket is no frame of ours: too long, cut short, or not of the type."""


def frame(value: msgspec.Struct) -> bytes:
    """A value as it goes over a socket."""
    body = _encoder.encode(value)
    return len(body).to_bytes(_HEADER, "big") + body


def decode(body: bytes, decoder: "msgspec.msgpack.Decoder[Value]") -> Value:
    """A frame's body as a value. Raises BadFrame."""
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise BadFrame(str(error)) from None


def split(buffer: bytearray) -> list[bytes]:
    """Take the whole frames off a buffer's front. Raises BadFrame where one claims to be longer than allowed."""
    bodies: list[bytes] = []
    start = 0
    while len(buffer) - start >= _HEADER:
        length = int.from_bytes(buffer[start : start + _HEADER], "big")
        if length > MAX_FRAME_BYTES:
            raise BadFrame(f"a frame of {length} bytes; at most {MAX_FRAME_BYTES} are taken")
        if len(buffer) - start - _HEADER < length:
            break
        start += _HEADER
        bodies.append(bytes(buffer[start : start + length]))
        start += length
    del buffer[:start]
    return bodies


async def read_frame(reader: asyncio.StreamReader) -> bytes | None:
    """The next frame's body, or None at a clean end. Raises BadFrame."""
    try:
        length = int.from_bytes(await reader.readexactly(_HEADER), "big")
        if length > MAX_FRAME_BYTES:
            raise BadFrame(f"a frame of {length} bytes; at most {MAX_FRAME_BYTES} are taken")
        return await reader.readexactly(length)
    except asyncio.IncompleteReadError as error:
        if error.partial or error.expected != _HEADER:
            raise BadFrame("the frame was cut short") from None
        return None
