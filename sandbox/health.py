"""`python -m sandbox.health SOCKET`: does a program run? Ends with 0 if it does. For a container's health check."""

import socket
import sys

import msgspec

from sandbox.protocol import Job, Observation, frame

_SECONDS = 8.0


def check(path: str) -> str | None:
    """Run `1 + 1`. Returns what is wrong, or None."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_SECONDS)
            connection.connect(path)
            connection.sendall(frame(Job("health", "1 + 1", deadline_ms=2_000)))
            with connection.makefile("rb") as answer:
                body = answer.read(int.from_bytes(answer.read(4), "big"))
        seen = msgspec.msgpack.decode(body, type=Observation)
    except (OSError, msgspec.DecodeError) as error:
        return str(error)
    return None if seen.echo == "2" else f"1 + 1 gave {seen.status} {seen.echo}"


if __name__ == "__main__":
    sys.exit(check(sys.argv[1]))
