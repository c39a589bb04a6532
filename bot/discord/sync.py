"""Telling Discord which slash commands there are, but only when they changed: it takes 200 new ones a day.

`./tutor sync` tells it; a start only says that it is due. A Discord of this machine is told at each start.
"""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import msgspec

from bot.errors import SettingError

if TYPE_CHECKING:
    from bot.discord.client import Client

log = logging.getLogger(__name__)


async def at_start(client: "Client") -> None:
    """On loopback, send the commands; elsewhere say where they are not those that were sent last."""
    if not client.settings.on_loopback:
        if await is_due(client):
            log.warning("the slash commands have changed since they were sent, or never were: ./tutor sync sends them")
        return
    try:
        await send(client)
    except SettingError as error:  # prefix commands still work
        log.error("%s", error)


async def is_due(client: "Client", guild: int | None = None) -> bool:
    """Whether the commands are others than those that were sent last."""
    return _read(_file(client, guild)) != await _digest(client)


async def send(client: "Client", guild: int | None = None) -> int:
    """Send the commands, to one server or for all; gives how many. Raises SettingError where Discord refuses them."""
    where = None
    if guild is not None:
        where = discord.Object(guild)
        client.tree.copy_global_to(guild=where)
    try:
        sent = await client.tree.sync(guild=where)
    except (discord.HTTPException, discord.app_commands.AppCommandError) as error:
        raise SettingError(f"the slash commands were not taken: {error}") from error
    _write(_file(client, guild), await _digest(client))
    return len(sent)


def _file(client: "Client", guild: int | None) -> Path:
    place = "" if guild is None else f"-{guild}"
    return client.settings.own_folder() / f"commands-{client.application_id}{place}.sha256"


async def _digest(client: "Client") -> str:
    translator = client.tree.translator
    if translator is None:
        return ""
    commands = [await each.get_translated_payload(client.tree, translator) for each in client.tree.get_commands()]
    return hashlib.sha256(msgspec.json.encode(commands, order="sorted")).hexdigest()


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""


def _write(file: Path, digest: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(digest)
    except OSError as error:  # the next time sends them again, which costs little
        log.warning("%s cannot be written: %s", file, error)
