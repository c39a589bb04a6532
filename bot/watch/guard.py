"""Two copies by mistake do not answer twice: a lease in the database says which one serves, and the other one waits."""

import asyncio
import hashlib
import logging
import secrets
import time

from bot.errors import StoreError
from bot.store.leases import Leases

log = logging.getLogger(__name__)
LEASE_SECONDS = 10.0
_SAFE = 0.5  # of the lease: who cannot renew it for so long stops before another may begin


def lease_name(token: str) -> str:
    """The lease of those who serve with this token."""
    return "gateway:" + hashlib.sha256(token.encode()).hexdigest()[:32]


class Guard:
    """The lease of one copy. `take` it, `keep` it as long as it serves, and `release` it."""

    def __init__(self, leases: Leases, name: str, seconds: float = LEASE_SECONDS) -> None:
        self._leases, self._name, self._seconds = leases, name, seconds
        self._holder = secrets.token_hex(16)
        self._taken = 0.0

    async def take(self) -> None:
        """Wait until no other copy serves. Raises StoreError where the database fails."""
        waits = False
        while not await self._try():
            if not waits:
                log.warning("another tutor serves with this token and this database; this one waits until it ends")
            waits = True
            await asyncio.sleep(self._seconds / 10)
        if waits:
            log.warning("the other tutor is gone; this one serves now")

    async def keep(self) -> None:
        """Renew it until it is lost: another has it, or the database could not be asked for too long."""
        while True:
            await asyncio.sleep(self._seconds / 5)
            try:
                if not await asyncio.wait_for(self._try(), self._seconds / 5):
                    return
            except (StoreError, TimeoutError) as error:
                log.warning("the lease could not be renewed: %s", type(error).__name__)
                if time.monotonic() - self._taken > self._seconds * _SAFE:
                    return

    async def release(self) -> None:
        """Give it back, so that the next one need not wait."""
        try:
            await self._leases.release(self._name, self._holder)
        except StoreError as error:
            log.warning("the lease could not be given back: %s", error)

    async def _try(self) -> bool:
        asked = time.monotonic()
        if taken := await self._leases.take(self._name, self._holder, self._seconds):
            self._taken = asked
        return taken
