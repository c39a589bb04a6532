"""What goes wrong with REST on purpose: the next requests that match are limited, broken, or done but not answered.

In: a request's method and path. Out: the response in its place, or None.
"""

import msgspec
from aiohttp import web

from bot.playground.refusal import Json

LATE = b'{"message": "Unknown interaction", "code": 10062}'


class Trouble(msgspec.Struct):
    """Mutable: `left` requests, of those whose "METHOD /path" has `where` in it."""

    left: int
    where: str
    status: int
    seconds: float = 0.0
    done: bool = False  # whether the request is carried out before its answer is lost

    def matches(self, request: web.Request) -> bool:
        return self.left > 0 and self.where in f"{request.method} {request.path.removeprefix('/api/v10')}"

    def response(self) -> web.Response:
        """What the client gets."""
        self.left -= 1
        if self.status == 404:
            return web.Response(body=LATE, status=404, headers={"Content-Type": "application/json"})
        if self.status != 429:
            return web.Response(status=self.status, text="upstream connect error")
        body: Json = {"message": "You are being rate limited.", "retry_after": self.seconds, "global": False}
        headers = {
            "Content-Type": "application/json",
            "Via": "1.1 google",
            "Retry-After": str(max(1, round(self.seconds))),
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset-After": str(self.seconds),
            "X-RateLimit-Bucket": "playground",
            "X-RateLimit-Scope": "user",
        }
        return web.Response(body=msgspec.json.encode(body), status=429, headers=headers)


class Troubles:
    """All that are planned, in order."""

    def __init__(self) -> None:
        self._planned: list[Trouble] = []

    def plan(self, trouble: Trouble) -> None:
        """From now on, until it has come `left` times."""
        self._planned.append(trouble)

    def before(self, request: web.Request) -> web.Response | None:
        """The response in place of the request."""
        return self._first(request, done=False)

    def after(self, request: web.Request) -> web.Response | None:
        """The response in place of the true one, once the request was carried out."""
        return self._first(request, done=True)

    def _first(self, request: web.Request, *, done: bool) -> web.Response | None:
        found = next((t for t in self._planned if t.done is done and t.matches(request)), None)
        return None if found is None else found.response()
