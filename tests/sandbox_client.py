"""A real sandbox for the tests: its process, and a plain blocking client of its socket."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sandbox.protocol import Job, Observation, frame

ROOT = Path(__file__).parent.parent
_observations = msgspec.msgpack.Decoder(Observation)


@contextlib.contextmanager
def running_sandbox(*options: str) -> Iterator[Path]:
    """A sandbox process for as long as the block lasts. Yields its socket."""
    # Not under pytest's folders: a Unix socket's path is at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="tutor-test-") as folder:
        path = Path(folder) / "sandbox.sock"
        command = [sys.executable, "-m", "sandbox", "--socket", str(path), "--with-parent", *options]
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            while not path.exists():
                assert process.poll() is None, "the sandbox did not start"
                time.sleep(0.01)
            yield path
        finally:
            process.terminate()
            process.wait(10)


def ask(path: Path, job: Job) -> Observation:
    """Run one job over a connection of its own."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(90)
        connection.connect(str(path))
        connection.sendall(frame(job))
        size = int.from_bytes(read_exactly(connection, 4), "big")
        return _observations.decode(read_exactly(connection, size))


def read_exactly(connection: socket.socket, size: int) -> bytes:
    """So many bytes, or an AssertionError where the other side hangs up."""
    data = b""
    while len(data) < size:
        chunk = connection.recv(size - len(data))
        assert chunk, "the sandbox hung up"
        data += chunk
    return data
