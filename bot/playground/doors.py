"""The playground's doors: where it listens, and which requests it does not even look at."""

import errno
import ipaddress
import socket

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.errors import SettingError


def bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise SettingError(f"TUTOR_PORT: {port} is in use or not allowed; choose another or 0") from None
        raise SettingError(f"TUTOR_HOST: cannot listen on {host}: {error.strerror}") from None
    except OverflowError:
        raise SettingError(f"TUTOR_PORT: {port} is not a port; choose 0 to 65535") from None
    listener.setblocking(False)
    return listener


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def same_host(port: int) -> Middleware:
    """Refuse requests under another name, so that no web site can reach the playground by its own DNS."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        name, _, given = request.host.rpartition(":")
        if given != str(port) or not is_loopback(name.strip("[]")):
            raise web.HTTPForbidden(text="unknown host")
        return await handler(request)

    return check
