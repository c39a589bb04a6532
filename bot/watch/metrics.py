"""What is counted and measured, for Prometheus. Readings that change by themselves are taken when it asks."""

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

import aiohttp
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

# Where the gateway can stand. `waiting`: another copy serves; `backing_off`: after crashes, before it connects.
STATES: Final = ("starting", "waiting", "backing_off", "connecting", "ready", "draining")
_RUN_SECONDS = (0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
_LATE_SECONDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5)
_RATE_LIMITED = 429


class Metrics:
    """All of them, under names that begin with `tutor_`."""

    def __init__(self) -> None:
        self.registry = to = CollectorRegistry()
        ProcessCollector(registry=to)
        self._runs = Histogram(
            "tutor_run_seconds", "Time of a run, its wait included, by how it ended", ["status"],
            registry=to, buckets=_RUN_SECONDS,
        )  # fmt: skip
        self._verdicts = Counter("tutor_verdicts", "Graded submissions", ["exercise", "verdict"], registry=to)
        self._commands = Counter("tutor_commands", "Commands used", ["command", "by"], registry=to)
        self._responses = Counter("tutor_discord_responses", "Discord's answers by status", ["status"], registry=to)
        self._identifies = Counter("tutor_gateway_identifies", "Sessions begun, of 1,000 a day", registry=to)
        self._faults = Counter("tutor_faults", "Faults of ours; the log has each", registry=to)
        self._gateway = Gauge("tutor_gateway_state", "1 for the state that holds", ["state"], registry=to)
        self._latency = Gauge("tutor_gateway_latency_seconds", "Heartbeat to acknowledgement", registry=to)
        self._lag = Gauge("tutor_event_loop_lag_seconds", "The worst lateness of the last seconds", registry=to)
        self._late = Histogram(
            "tutor_event_loop_late_seconds", "Lateness of every tick, so that none between two readings is missed",
            registry=to, buckets=_LATE_SECONDS,
        )  # fmt: skip
        self._submissions = Gauge("tutor_submissions", "Those that run, and that wait", ["state"], registry=to)
        self._responses.labels(str(_RATE_LIMITED))  # there from the start, for an alarm needs a zero

    def ran(self, status: str, seconds: float) -> None:
        """A program ran, or could not."""
        self._runs.labels(status).observe(seconds)

    def graded(self, exercise: int, verdict: str) -> None:
        """A submission has its grade."""
        self._verdicts.labels(str(exercise), verdict).inc()

    def used(self, command: str, by: str) -> None:
        """A command was used, by `prefix`, `slash`, `menu`, `button` or `form`."""
        self._commands.labels(command, by).inc()

    def late(self, seconds: float) -> None:
        """The event loop's tick came so late."""
        self._late.observe(seconds)

    def identified(self) -> None:
        """A session was begun."""
        self._identifies.inc()

    @contextlib.contextmanager
    def counting_faults(self) -> Iterator[None]:
        """Meanwhile, what `bot.faults` writes is counted."""
        handler, log = _Counting(self._faults), logging.getLogger("bot.faults")
        log.addHandler(handler)
        try:
            yield
        finally:
            log.removeHandler(handler)

    def read(
        self,
        state: Callable[[], str],
        latency: Callable[[], float],
        lag: Callable[[], float],
        submissions: Mapping[str, Callable[[], float]],
    ) -> None:
        """Where to read what changes by itself."""
        for each in STATES:
            self._gateway.labels(each).set_function(partial(_is, state, each))
        self._latency.set_function(latency)
        self._lag.set_function(lag)
        for name, reading in submissions.items():
            self._submissions.labels(name).set_function(reading)

    def trace(self) -> aiohttp.TraceConfig:
        """What discord.py takes as `http_trace`: it counts Discord's answers."""
        config = aiohttp.TraceConfig()

        async def ended(_session: object, _context: object, params: aiohttp.TraceRequestEndParams) -> None:
            self._responses.labels(str(params.response.status)).inc()

        config.on_request_end.append(ended)
        return config

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)


def _is(state: Callable[[], str], name: str) -> float:
    return float(state() == name)


class _Counting(logging.Handler):
    def __init__(self, counter: Counter) -> None:
        super().__init__(logging.ERROR)
        self._counter = counter

    def emit(self, record: logging.LogRecord) -> None:
        self._counter.inc()
