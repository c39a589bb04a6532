"""Which Discord to talk to: the real one, one on this machine, or, where that is said plainly, one elsewhere."""

import ipaddress
from urllib.parse import urlsplit

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.errors import SettingError
from bot.settings import Settings


def point(settings: Settings) -> None:
    """Point discord.py at the settings' Discord. Raises SettingError for an address that the token must not go to.

    discord.py has no argument for this; it reads both addresses from these class attributes at each connection.
    """
    if settings.discord_api is not None:
        Route.BASE = _checked("TUTOR_DISCORD_API", settings.discord_api, ("http", "https"), settings).rstrip("/")
    if settings.discord_gateway is not None:
        url = _checked("TUTOR_DISCORD_GATEWAY", settings.discord_gateway, ("ws", "wss"), settings)
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


def _checked(name: str, url: str, schemes: tuple[str, str], settings: Settings) -> str:
    """The token goes to this address, so it must be here, or somebody must have said that it may be elsewhere."""
    parts = urlsplit(url)
    if parts.scheme not in schemes or not parts.hostname:
        raise SettingError(f"{name}: {url} is no address; write one such as {schemes[0]}://127.0.0.1:8765")
    if not settings.discord_elsewhere and parts.hostname != "localhost" and not _is_loopback(parts.hostname):
        raise SettingError(
            f"{name}: {url} is not on this machine, and the token would go there; write an address such as "
            f"{schemes[0]}://127.0.0.1:8765, or set TUTOR_DISCORD_ELSEWHERE=1 if you mean it"
        )
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
