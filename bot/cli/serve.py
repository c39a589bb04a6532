"""`./tutor`: puts the rooms together and serves, on Discord or on a Discord of this machine."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import AsyncIterator

from bot import settings
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.workers.choose import open_worker
from lessons.load import load


def main(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # it warns of voice, which a tutor has none of
    asyncio.run(_serve(settings.load()))
    return 0


async def _serve(chosen: Settings) -> None:
    async with _tutor(chosen) as tutor:
        if chosen.discord_token is not None:
            print("Tensor Tutor is connecting to Discord …", flush=True)
            await _connect(chosen, tutor, chosen.discord_token.get_secret_value())
        else:
            await _play(chosen, tutor)


@contextlib.asynccontextmanager
async def _tutor(chosen: Settings) -> AsyncIterator[Tutor]:
    """The rooms, put together. The sandbox warms up while the rest goes on."""
    store = await Store.open(chosen.database)
    try:
        async with open_worker(chosen) as worker:
            yield Tutor(load(), worker, store, chosen)
    finally:
        await store.close()


async def _play(chosen: Settings, tutor: Tutor) -> None:
    from bot import playground

    async with await playground.start(chosen.host, chosen.port, expose=chosen.expose) as place:
        print(f"No DISCORD_TOKEN is set, so the chat is here: {place.url}\n(Ctrl+C stops it.)", flush=True)
        here = chosen.model_copy(update={"discord_api": place.api, "discord_gateway": place.gateway})
        await _connect(here, tutor, place.token)


async def _connect(chosen: Settings, tutor: Tutor, token: str) -> None:
    """Serve one Discord until SIGTERM or SIGINT."""
    from bot.discord import make_client

    client = make_client(chosen, tutor)
    serving = asyncio.ensure_future(client.start(token))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        print("Goodbye.", file=sys.stderr)
    finally:
        await client.close()
