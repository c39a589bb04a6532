"""`./tutor sync`: tells Discord which slash commands there are, when they changed."""

import argparse
import asyncio

from bot import settings
from bot.errors import SettingError
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.workers.socket import SocketWorker
from lessons.load import load


def main(options: argparse.Namespace) -> int:
    """Send them, and say what was done."""
    chosen = settings.load()
    token = chosen.token()
    if token is None:
        raise SettingError("DISCORD_TOKEN: the slash commands are sent to Discord, which asks for your bot's token")
    print(asyncio.run(_sync(chosen, token, options.guild, force=options.force)))
    return 0


async def _sync(chosen: Settings, token: str, guild: int | None, *, force: bool) -> str:
    from bot.discord import make_client
    from bot.discord.sync import is_due, send

    where = "" if guild is None else f" to the server {guild}"
    store = await Store.open(chosen.database)
    try:
        # Nobody's program is run here, so no sandbox is started.
        tutor = Tutor(load(), SocketWorker(chosen.own_folder() / "none"), store, chosen)
        async with make_client(chosen, tutor) as client:
            await client.login(token)
            if not force and not await is_due(client, guild):
                return f"Nothing is sent{where}: the commands are those that were sent last (--force sends them again)."
            return f"{await send(client, guild)} commands were sent{where}. Discord shows them at once."
    finally:
        await store.close()
