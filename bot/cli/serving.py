"""One tutor on one Discord, from its start to its end: watched, alone, slow to crash, and gone in good order."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import TYPE_CHECKING, Any

from bot.errors import StoreError
from bot.faults import report
from bot.settings import Settings
from bot.tutor import Tutor
from bot.watch.around import WatchedWorker
from bot.watch.guard import Guard, lease_name
from bot.watch.health import Health
from bot.watch.lag import Lag
from bot.watch.metrics import Metrics
from bot.watch.server import Server

if TYPE_CHECKING:
    from bot.discord.client import Client
    from bot.discord.starts import Starts

log = logging.getLogger(__name__)
_NEW_OBJECTS = 50_000  # before garbage is looked for; reading a large program makes fewer


class Serving:
    """`run` ends when SIGTERM or SIGINT came, or raises what ended it."""

    def __init__(self, chosen: Settings, tutor: Tutor, worker: WatchedWorker, metrics: Metrics) -> None:
        self._chosen, self._tutor, self._worker, self._metrics = chosen, tutor, worker, metrics
        self._stage = "starting"
        self._stop = asyncio.Event()
        self._at_once = asyncio.Event()

    async def run(self, token: str) -> None:
        """Serve. Raises TutorError where this cannot be, or can be no longer."""
        from bot.discord import make_client
        from bot.discord.starts import Starts

        asyncio.get_running_loop().set_exception_handler(_unexpected)
        # A Discord of this machine counts nothing, and takes one tutor after the other.
        real = not self._chosen.on_loopback
        starts = Starts(self._chosen.own_folder() / "starts.json") if real else None
        guard = Guard(self._tutor.store, lease_name(token)) if real else None
        client = make_client(self._chosen, self._tutor, self._metrics, starts)
        with self._signals(), self._metrics.counting_faults():
            async with self._watched(client):
                await self._serve(client, token, starts, guard)

    async def _serve(self, client: "Client", token: str, starts: "Starts | None", guard: Guard | None) -> None:
        from bot.discord.watching import leave

        async with client:
            serving = asyncio.create_task(self._connected(client, token, starts, guard))
            try:
                await self._until_over(serving)
                await self._drain()
            finally:
                await leave()
                await client.close()
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)
                if guard is not None:
                    await guard.release()

    async def _connected(self, client: "Client", token: str, starts: "Starts | None", guard: Guard | None) -> None:
        if not self._chosen.message_content:
            log.warning("started without the message-content intent: commands need a mention of the bot before them")
        if guard is not None:
            self._stage = "waiting"
            await guard.take()
        async with _kept(guard) as lost:
            if starts is not None:
                self._stage = "backing_off"
                await starts.before_connecting()
            self._stage = "connected"
            _spare()
            await _first(client.start(token), lost)

    async def _until_over(self, serving: asyncio.Task[None]) -> None:
        stop = asyncio.create_task(self._stop.wait())
        await asyncio.wait({serving, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if serving.done():
            serving.result()

    async def _drain(self) -> None:
        """Take nothing new, and let end what runs."""
        from bot.discord.watching import answered

        self._stage = "draining"
        self._tutor.drain.close()
        print("Goodbye.", flush=True)
        over = asyncio.create_task(answered())
        hurry = asyncio.create_task(self._at_once.wait())
        await asyncio.wait({over, hurry}, timeout=self._chosen.drain_seconds, return_when=asyncio.FIRST_COMPLETED)
        if not over.done():
            log.warning("ended with %d runs unfinished; the next start answers them", self._tutor.drain.running)
        over.cancel()
        hurry.cancel()

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """The first asks to end, the second to end at once."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._asked_to_end)
        try:
            yield
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)

    def _asked_to_end(self) -> None:
        (self._at_once if self._stop.is_set() else self._stop).set()

    @contextlib.asynccontextmanager
    async def _watched(self, client: "Client") -> AsyncIterator[None]:
        def state() -> str:
            if self._stage != "connected":
                return self._stage
            return "ready" if client.is_serving() else "connecting"

        lag, gate = Lag(self._metrics.late), self._tutor.gate
        waiting = {"running": lambda: gate.inside, "waiting": lambda: gate.waiting}
        self._metrics.read(state, lambda: client.latency, lag.seconds, waiting)
        server = Server(Health(state, lag, self._tutor.store.ping, self._worker), self._metrics)
        ticking = asyncio.create_task(lag.watch())
        try:
            if self._chosen.metrics_port:
                await server.open(self._chosen)
            yield
        finally:
            ticking.cancel()
            await server.close()


@contextlib.asynccontextmanager
async def _kept(guard: Guard | None) -> AsyncIterator[asyncio.Task[None] | None]:
    """A task that ends when the lease is lost; None without a guard."""
    keeping = asyncio.create_task(guard.keep()) if guard is not None else None
    try:
        yield keeping
    finally:
        if keeping is not None:
            keeping.cancel()


async def _first(serving: Awaitable[None], lost: asyncio.Task[None] | None) -> None:
    """Serve until that ends. Raises StoreError where the lease is lost before."""
    task = asyncio.ensure_future(serving)
    try:
        await asyncio.wait({task, lost} if lost is not None else {task}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise StoreError("TUTOR_DATABASE: another tutor serves with this token now, so this one ends")
        task.result()
    finally:
        task.cancel()


def _spare() -> None:
    """What is there by now stays: to go through it for garbage stops the loop for 80 ms."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def _unexpected(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a task raised and nobody took. asyncio's own words would quote it."""
    report(context.get("exception") or RuntimeError(str(context.get("message"))))
