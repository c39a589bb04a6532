"""/livez, /readyz and /metrics over HTTP: yes while all is well, and a word about what is not."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.errors import SettingError, StoreError
from bot.settings import Settings
from bot.store import Store
from bot.watch.around import WatchedWorker
from bot.watch.health import Health
from bot.watch.lag import Lag
from bot.watch.metrics import Metrics
from bot.watch.server import Server
from bot.workers.socket import SocketWorker
from tests.sandbox_client import ROOT

EVERYWHERE = "0.0.0.0"  # noqa: S104


class Watched:
    """A server over parts that can be broken."""

    def __init__(self, store: Store, path: Path) -> None:
        self.state, self.lag, self.metrics = "ready", Lag(), Metrics()
        self.worker = WatchedWorker(SocketWorker(path), self.metrics)
        self.ping = store.ping
        health = Health(lambda: self.state, self.lag, lambda: self.ping(), self.worker)
        self.metrics.read(lambda: self.state, lambda: 0.05, self.lag.seconds, {"waiting": lambda: 3})
        self.server = Server(health, self.metrics)

    async def get(self, path: str) -> tuple[int, Any]:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self.server.port}{path}") as got:
            return got.status, await (got.json() if path != "/metrics" else got.text())


@pytest.fixture
async def watched(store: Store, sandbox_socket: Path) -> AsyncIterator[Watched]:
    here = Watched(store, sandbox_socket)
    ticking = asyncio.create_task(here.lag.watch())
    await here.server.open(Settings(_env_file=None))
    yield here
    await here.server.close()
    await here.worker.close()
    ticking.cancel()


async def test_all_is_well(watched: Watched) -> None:
    assert await watched.get("/livez") == (200, {"loop": "ok"})
    async with asyncio.timeout(60):  # torch warms up
        while (said := await watched.get("/readyz"))[1]["sandbox"] != "ok":
            assert said[0] == 503
    assert said == (200, {"gateway": "ok", "database": "ok", "sandbox": "ok"})


@pytest.mark.parametrize("state", ["starting", "waiting", "backing_off", "connecting", "draining"])
async def test_without_its_gateway_it_lives_and_is_not_ready(state: str, watched: Watched) -> None:
    watched.state = state
    assert (await watched.get("/livez"))[0] == 200
    status, said = await watched.get("/readyz")
    assert (status, said["gateway"]) == (503, state)


async def test_a_database_that_fails_or_does_not_answer(watched: Watched) -> None:
    async def fails() -> None:
        raise StoreError("no")

    watched.ping = fails
    assert (await watched.get("/readyz"))[1]["database"] == "fails"
    watched.ping = lambda: asyncio.sleep(60)
    status, said = await watched.get("/readyz")
    assert (status, said["database"]) == (503, "does not answer")


async def test_a_sandbox_that_is_not_there(store: Store, tmp_path: Path) -> None:
    here = Watched(store, tmp_path / "none.sock")
    await here.server.open(Settings(_env_file=None))
    status, said = await here.get("/readyz")
    assert (status, said["sandbox"]) == (503, "not reached")
    await here.server.close()


async def test_a_sandbox_that_hangs_is_asked_once(store: Store, tmp_path: Path) -> None:
    asked: list[asyncio.StreamWriter] = []
    server = await asyncio.start_unix_server(lambda _, writer: asked.append(writer), tmp_path / "s.sock")
    here = Watched(store, tmp_path / "s.sock")
    await here.server.open(Settings(_env_file=None))
    answers = await asyncio.gather(*(here.get("/readyz") for _ in range(4)))
    assert {said["sandbox"] for _, said in answers} == {"does not answer"}
    assert len(asked) == 1
    await here.server.close()
    asked[0].close()
    await asked[0].wait_closed()
    server.close()
    await server.wait_closed()


async def test_a_loop_that_stood_still_is_said_and_forgotten(watched: Watched) -> None:
    assert watched.lag.seconds() < 0.5
    time.sleep(1.2)  # noqa: ASYNC251 - that is the point
    status, said = await watched.get("/livez")
    assert (status, said["loop"]) == (503, "late by 1.2 s") or said["loop"].startswith("late by 1.")
    assert 1 < watched.lag.seconds() < 3
    await asyncio.sleep(5.5)
    assert (await watched.get("/livez"))[0] == 200


async def test_the_probe_of_a_container(watched: Watched) -> None:
    async def probe(path: str, port: int) -> int:
        environment = {"TUTOR_METRICS_PORT": str(port)}
        command = [sys.executable, "-m", "bot.watch.probe", path]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, cwd=ROOT, env=environment)
        return done.returncode

    watched.state = "waiting"
    assert await probe("/livez", watched.server.port) == 0
    assert await probe("/readyz", watched.server.port) == 1
    assert await probe("/livez", _free_port()) == 1


async def test_metrics_are_what_prometheus_reads(watched: Watched) -> None:
    watched.metrics.graded(4, "full")
    watched.metrics.used("submit", "slash")
    await watched.get("/readyz")
    status, text = await watched.get("/metrics")
    lines = text.splitlines()
    assert status == 200
    for line in (
        'tutor_gateway_state{state="ready"} 1.0',
        'tutor_gateway_state{state="waiting"} 0.0',
        "tutor_gateway_latency_seconds 0.05",
        'tutor_submissions{state="waiting"} 3.0',
        'tutor_verdicts_total{exercise="4",verdict="full"} 1.0',
        'tutor_commands_total{by="slash",command="submit"} 1.0',
        'tutor_discord_responses_total{status="429"} 0.0',
        "tutor_faults_total 0.0",
    ):
        assert line in lines
    assert any(line.startswith("tutor_event_loop_lag_seconds ") for line in lines)
    assert "tutor_run_seconds_count" not in text  # a probe is nobody's run


async def test_it_listens_beyond_this_machine_only_where_that_is_said(store: Store, tmp_path: Path) -> None:
    server = Watched(store, tmp_path / "none").server
    with pytest.raises(SettingError, match=r"TUTOR_METRICS_HOST: .*TUTOR_EXPOSE=1"):
        await server.open(Settings(_env_file=None, metrics_host=EVERYWHERE))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=f"TUTOR_METRICS_PORT: cannot listen on 127.0.0.1:{port}"):
            await server.open(Settings(_env_file=None, metrics_port=port))
    await server.open(Settings(_env_file=None, metrics_host=EVERYWHERE, expose=True))
    await server.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])
