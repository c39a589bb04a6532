"""`/livez`, `/readyz` and `/metrics` on a port of their own: 200 where all is well, 503 where it is not."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.errors import SettingError
from bot.settings import Settings
from bot.watch.health import Answer, Health
from bot.watch.metrics import Metrics

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Server:
    """Listens from `open` until `close`. `port` is where, once it does."""

    def __init__(self, health: Health, metrics: Metrics) -> None:
        self.port = 0
        self._health, self._metrics = health, metrics
        self._runner: web.AppRunner | None = None

    async def open(self, settings: Settings) -> None:
        """Listen, on a free port where the settings' is 0. Raises SettingError where it cannot."""
        host, port = settings.metrics_host, settings.metrics_port
        if host not in _LOOPBACK and not settings.expose:
            raise SettingError(f"TUTOR_METRICS_HOST: {host} is not this machine alone; TUTOR_EXPOSE=1 allows it")
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.close()
            said = f"TUTOR_METRICS_PORT: cannot listen on {host}:{port}; choose another or 0: {error.strerror}"
            raise SettingError(said) from None
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/livez", self._livez)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._read)
        return app

    async def _livez(self, _: web.Request) -> web.Response:
        return _answer(self._health.live())

    async def _readyz(self, _: web.Request) -> web.Response:
        return _answer(await self._health.ready())

    async def _read(self, _: web.Request) -> web.Response:
        return web.Response(body=self._metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _answer(parts: Answer) -> web.Response:
    well = all(said == "ok" for said in parts.values())
    return web.json_response(parts, status=200 if well else 503)
