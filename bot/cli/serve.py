"""`./tutor`: puts the rooms together and serves, on Discord or on a Discord of this machine."""

import argparse
import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from bot import settings
from bot.cli.serving import Serving
from bot.errors import TutorError
from bot.settings import Settings
from bot.tutor import Tutor
from bot.watch import logs
from bot.watch.around import WatchedStore, WatchedWorker
from bot.watch.metrics import Metrics
from bot.workers.choose import open_worker
from lessons.load import load

log = logging.getLogger(__name__)
OUR_FAULT = 3
# They warn of voice, which a tutor has none of, and of the intent, of which we say more.
_TALKATIVE = ("discord.client", "discord.ext.commands.bot")


def main(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    chosen = settings.load()
    in_json = logs.set_up(chosen, chosen.token())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        asyncio.run(_serve(chosen))
    except TutorError as error:
        if not in_json:
            raise  # `bot.__main__` has a line for a person
        log.error("%s", error)
        return OUR_FAULT
    return 0


async def _serve(chosen: Settings) -> None:
    metrics = Metrics()
    async with _tutor(chosen, metrics) as (tutor, worker):
        token = chosen.token()
        if token is not None:
            print("Tensor Tutor is connecting to Discord …", flush=True)
            await Serving(chosen, tutor, worker, metrics).run(token)
        else:
            await _play(chosen, tutor, worker, metrics)


@contextlib.asynccontextmanager
async def _tutor(chosen: Settings, metrics: Metrics) -> AsyncIterator[tuple[Tutor, WatchedWorker]]:
    """The rooms, put together. The sandbox warms up while the rest goes on."""
    store = await WatchedStore.open(chosen.database)
    store.metrics = metrics
    try:
        async with open_worker(chosen) as worker:
            watched = WatchedWorker(worker, metrics)
            yield Tutor(load(), watched, store, chosen), watched
    finally:
        await store.close()


async def _play(chosen: Settings, tutor: Tutor, worker: WatchedWorker, metrics: Metrics) -> None:
    from bot import playground

    async with await playground.start(chosen.host, chosen.port, expose=chosen.expose) as place:
        print(f"No DISCORD_TOKEN is set, so the chat is here: {place.url}\n(Ctrl+C stops it.)", flush=True)
        here = {"discord_api": place.api, "discord_gateway": place.gateway, "discord_elsewhere": False}
        await Serving(chosen.model_copy(update=here), tutor, worker, metrics).run(place.token)
