"""One run, seen from the server: give the child its job, collect what it says, kill it at the deadline.

Comes in: a Job and a standby child. Goes out: an Observation. What a child says is checked like anything from outside:
a child that has broken its Python is only as truthful as its author.
"""

import asyncio
import signal
from typing import TYPE_CHECKING

import msgspec

from sandbox.protocol import (
    MAX_FRAME_BYTES,
    MAX_OUTPUT_CHARS,
    BadFrame,
    Fault,
    Finished,
    Job,
    Observation,
    Output,
    Printed,
    Status,
    decode,
    frame,
    split,
)

if TYPE_CHECKING:
    from sandbox.pool import Standby

_GRACE_SECONDS = 0.2  # for the child to end by itself and say what it has seen, also on a busy machine
_CHUNK = 32 * 1024
_MAX_PIECES = 4 * MAX_OUTPUT_CHARS
_SURELY_FITS = MAX_FRAME_BYTES // 4  # an answer takes at most three times the bytes in which the child said it
_words = msgspec.msgpack.Decoder(Printed | Finished)


class _Heard:
    """What a child has said so far."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, list[str]]] = []
        self.finished: Finished | None = None
        self.size = 0  # in bytes
        self._count = 0

    def take(self, word: Printed | Finished) -> None:
        """Add one word; consecutive prints become one piece. Raises BadFrame where a child says too much."""
        if isinstance(word, Finished):
            self.finished = word
            return
        self._count += 1
        if self._count > _MAX_PIECES:
            raise BadFrame("more pieces than any output has")
        kind, text = word.output.kind, word.output.text
        if kind == "stdout" and self.pieces and self.pieces[-1][0] == "stdout":
            self.pieces[-1][1].append(text)
        else:
            self.pieces.append((kind, [text]))

    def outputs(self) -> tuple[Output, ...]:
        """The pieces in order, capped again on this side."""
        left, shown = MAX_OUTPUT_CHARS, []
        for kind, texts in self.pieces:
            text = "".join(texts)
            if kind != "figure":
                text = text[:left]
                left -= len(text)
            if text:
                shown.append(Output(kind, text))  # type: ignore[arg-type] # it was decoded as an OutputKind
        return tuple(shown)


async def observe(job: Job, child: "Standby", torch: str = "") -> Observation:
    """Run a job in a child, which is dead when this returns. `torch` is the version that the child was forked with:
    its parent's word, for a killed child says none and a broken one may say any."""
    heard = _Heard()
    loop = asyncio.get_running_loop()
    started = loop.time()
    broken = late = False
    try:
        async with asyncio.timeout(job.deadline_ms / 1000 + _GRACE_SECONDS):
            await _converse(job, child, heard)
    except TimeoutError:
        late = heard.finished is None
    except (BadFrame, OSError):
        broken = True
    finally:
        child.kill()  # also after its last word: one that forged it would go on
        ended = asyncio.ensure_future(child.end())
    elapsed = (loop.time() - started) * 1000
    if heard.finished is not None and not broken:
        seen = _finished(job, heard.finished, heard.outputs())
    else:
        status, fault = ("timeout", None) if late else _death(await ended)
        seen = Observation(job.id, status, heard.outputs(), error=fault, duration_ms=round(elapsed, 3))
    seen = msgspec.structs.replace(seen, torch=torch)
    return seen if heard.size <= _SURELY_FITS or _fits(seen) else _too_long(job)


async def _converse(job: Job, child: "Standby", heard: _Heard) -> None:
    loop = asyncio.get_running_loop()
    child.connection.setblocking(False)
    await loop.sock_sendall(child.connection, frame(job))
    buffer = bytearray()
    while heard.finished is None:
        chunk = await loop.sock_recv(child.connection, _CHUNK)
        if not chunk:
            return
        heard.size += len(chunk)
        if heard.size > 2 * MAX_FRAME_BYTES:
            raise BadFrame("more bytes than any run has to say")
        buffer += chunk
        for body in split(buffer):
            heard.take(decode(body, _words))
            if heard.finished is not None:
                return  # a last word has none after it


def _finished(job: Job, word: Finished, outputs: tuple[Output, ...]) -> Observation:
    return Observation(
        id=job.id,
        status=word.status,
        outputs=outputs,
        echo=word.echo,
        error=word.error,
        gradients=word.gradients,
        duration_ms=word.duration_ms,
        evidence=word.evidence,
        device=word.device,
        clipped=word.clipped,
        missing=word.missing,
        graph=word.graph,
    )


def _fits(seen: Observation) -> bool:
    """Whether an answer goes into a frame. A child that has broken its Python can say more."""
    return len(frame(seen)) <= MAX_FRAME_BYTES


def _too_long(job: Job) -> Observation:
    status, fault = _death(0)
    return Observation(job.id, status, error=fault)


def _death(number: int) -> tuple[Status, Fault | None]:
    """A child that went without a last word: the processor limit, or a crash of native code."""
    if number in (signal.SIGXCPU,):
        return "timeout", None
    name = signal.Signals(number).name if number in set(signal.Signals) else "no signal"
    return "crash", Fault(type="Crash", message=name)
