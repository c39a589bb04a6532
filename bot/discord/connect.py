"""Which Discord to talk to: the real one, or one on this machine, never one elsewhere."""

import ipaddress
from urllib.parse import urlsplit

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.errors import SettingError
from bot.settings import Settings


def point(settings: Settings) -> None:
    """Point discord.py at the settings' Discord. Raises SettingError for an address that is not this machine's.

    discord.py has no argument for this; it reads both addresses from these class attributes at each connection.
    """
    if settings.discord_api is not None:
        Route.BASE = _checked("TUTOR_DISCORD_API", settings.discord_api).rstrip("/")
    if settings.discord_gateway is not None:
        url = _checked("TUTOR_DISCORD_GATEWAY", settings.discord_gateway)
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


def _checked(name: str, url: str) -> str:
    """The token goes to this address, so it must be here."""
    host = urlsplit(url).hostname or ""
    if host != "localhost" and not _is_loopback(host):
        raise SettingError(f"{name}: {url} is not on this machine; write an address such as http://127.0.0.1:8765")
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
