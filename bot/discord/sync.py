"""Telling Discord which slash commands there are, but only when they changed: it takes 200 new ones a day."""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import msgspec

if TYPE_CHECKING:
    from bot.discord.client import Client

log = logging.getLogger(__name__)
_FOLDER = Path("var")


async def sync(client: "Client", *, always: bool) -> None:
    """Send the commands if they are not those that were sent last. A refusal is logged: prefix commands still work."""
    file = _FOLDER / f"commands-{client.application_id}.sha256"
    digest = await _digest(client)
    if not always and _read(file) == digest:
        return
    try:
        await client.tree.sync()
    except (discord.HTTPException, discord.app_commands.AppCommandError) as error:
        log.error("the slash commands were not taken: %s", error)
        return
    if not always:
        _write(file, digest)


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
        file.parent.mkdir(exist_ok=True)
        file.write_text(digest)
    except OSError as error:  # the next start sends them again, which costs little
        log.warning("%s cannot be written: %s", file, error)
