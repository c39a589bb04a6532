"""The playground as a server: gateway, REST, attachments and the chat page on one loopback port.

`start` gives a Playground that is already listening; close it, or use it as an async context manager.
"""

import asyncio
import secrets
import socket
from collections import deque
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from aiohttp import web

from bot.errors import SettingError
from bot.playground.acts import Acts
from bot.playground.browser import Pages
from bot.playground.doors import bind, is_loopback, same_host
from bot.playground.gateway import Gateway
from bot.playground.hooks import Hooks
from bot.playground.interaction import Interactions
from bot.playground.limits import MAX_REQUEST
from bot.playground.people import Person
from bot.playground.rest import application, interactions, messages, reactions, threads
from bot.playground.rest.http import (
    ACTS,
    GATEWAY_URL,
    INTERACTIONS,
    MAX_SENT,
    SENT,
    TOKEN,
    TROUBLES,
    WORLD,
    Sent,
    manners,
)
from bot.playground.world import World

PAGE = Path(__file__).parent / "page"
PAGE_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Playground(Hooks):
    """A Discord on loopback.

    `url` is the page, `api` and `gateway` are what the client is pointed at, `token` its bot token.
    """

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self.url = self.api = self.gateway = ""
        super().__init__(World())
        self.sent: deque[Sent] = deque(maxlen=MAX_SENT)  # what the bot asked of REST, for tests
        self._gateway = Gateway(self.world, self.token)
        self._interactions = Interactions()
        self._acts = Acts(self.world, self._interactions)
        self._pages = Pages(self.world, self._acts)
        self._gateway_url: list[str] = []
        self._runner: web.AppRunner | None = None

    def person(self, username: str) -> Person:
        """Someone who acts without a browser: minji, alex, teacher, sam, or who came since. Raises KeyError."""
        return Person(self.world, self._acts, {who.username: who for who in self.world.users.values()}[username])

    async def drop_links(self) -> None:
        """Cut the bot's gateway links as a bad network does."""
        await self._gateway.drop()

    async def ask_reconnect(self) -> None:
        """Ask the bot to reconnect (op 7)."""
        await self._gateway.ask_reconnect()

    async def close(self) -> None:
        """Stop listening and end every link."""
        await self._gateway.close()
        await self._pages.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> "Playground":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _listen(self, listener: socket.socket, host: str, *, exposed: bool) -> None:
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{listener.getsockname()[1]}/"
        self.api = f"{self.url}api/v10"
        self.gateway = f"ws{self.url.removeprefix('http')}gateway"
        self.world.url = self.url.rstrip("/")
        self._gateway.url = self.gateway
        self._gateway_url.append(self.gateway)
        self._runner = web.AppRunner(self._app(exposed=exposed), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    def _app(self, *, exposed: bool) -> web.Application:
        app = web.Application(middlewares=[] if exposed else [same_host(urlsplit(self.url).port or 0)])
        app.add_subapp("/api/v10", self._api())
        app.router.add_get("/gateway", self._gateway.handle)
        app.router.add_get("/gateway/", self._gateway.handle)
        app.router.add_get("/page", self._page)
        app.router.add_get("/attachments/{channel}/{file}/{name}", self._attachment)
        app.router.add_get("/", _page_file)
        app.router.add_get("/static/{name}", _page_file)
        return app

    def _api(self) -> web.Application:
        api = web.Application(middlewares=[manners], client_max_size=MAX_REQUEST)
        api[WORLD], api[TOKEN], api[SENT], api[TROUBLES] = self.world, self.token, self.sent, self.troubles
        api[INTERACTIONS], api[ACTS], api[GATEWAY_URL] = self._interactions, self._acts, self._gateway_url
        for room in (application, messages, interactions, threads, reactions):
            api.add_routes(room.routes)
        return api

    async def _page(self, request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="another site's page")
        return await self._pages.handle(request)

    async def _attachment(self, request: web.Request) -> web.Response:
        found = self.world.file(request.match_info["file"])
        if found is None:
            raise web.HTTPNotFound
        file, data = found
        shown = "inline" if file.kind.startswith("image/") else "attachment"
        headers = {
            "Content-Type": file.kind,
            "Content-Disposition": shown,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        return web.Response(body=data, headers=headers)


async def start(host: str, port: int, *, expose: bool = False) -> Playground:
    """A listening playground; port 0 takes any. `expose` allows a host that others can reach.

    Raises SettingError naming TUTOR_HOST or TUTOR_PORT.
    """
    if not expose and not is_loopback(host):
        raise SettingError(f"TUTOR_HOST: {host} is not a loopback address; use 127.0.0.1")
    listener = await asyncio.to_thread(bind, host, port)
    playground = Playground()
    try:
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
        await playground._listen(listener, shown, exposed=expose)
    except BaseException:
        listener.close()
        raise
    return playground


async def _page_file(request: web.Request) -> web.Response:
    path = PAGE / request.match_info.get("name", "index.html")
    kind = PAGE_KINDS.get(path.suffix)
    if kind is None or path.parent != PAGE or not await asyncio.to_thread(path.is_file):
        raise web.HTTPNotFound
    body = await asyncio.to_thread(path.read_bytes)
    return web.Response(body=body, headers=PAGE_HEADERS | {"Content-Type": kind})
