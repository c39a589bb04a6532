"""All that is kept of one learner as a zip: a JSON file for each table, a .py for each attempt.

A file on Discord has 10 MiB at most. The tables are whole; the programs are put in from the newest on, until one more
might not fit.
"""

import asyncio
import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.store import Store
from bot.values import Frozen, Source

MOST = 10 * 1024 * 1024
_ENTRY = 256  # what an entry takes besides its text, in the file and in the list at its end
_JSON = ("earned", "flags", "parts", "notes", "earned_before", "earned_after")


class Archive(Frozen, frozen=True):
    """The zip; how many programs are in it, and how many older ones did not fit."""

    data: bytes
    programs: int
    left_out: int


async def pack(store: Store, learner: str, most: int = MOST) -> Archive:
    """Everything that is kept of a learner, in at most so many bytes. Raises StoreError."""
    tables = await store.tables(learner)
    packing = _Packing(most)
    await asyncio.to_thread(packing.tables, tables)
    before = None
    while page := await store.sources(learner, before):
        if not await asyncio.to_thread(packing.programs, page):
            break
        before = page[-1].id
    data = await asyncio.to_thread(packing.close)
    return Archive(data, packing.packed, max(len(tables["attempts"]) - packing.packed, 0))


class _Packing:
    """A zip that is being written."""

    def __init__(self, most: int) -> None:
        self.packed = 0
        self._most = most
        self._listed = _ENTRY
        self._file = io.BytesIO()
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)

    def tables(self, tables: Mapping[str, list[dict[str, Any]]]) -> None:
        """Put in the tables."""
        for name, rows in tables.items():
            text = msgspec.json.format(msgspec.json.encode([_readable(row) for row in rows]), indent=2)
            self._add(f"{name}.json", text)

    def programs(self, sources: Iterable[Source]) -> bool:
        """Put in programs, as long as they surely fit; False at the first that may not."""
        for each in sources:
            code = each.code.encode()
            if self._file.tell() + self._listed + len(code) + len(code) // 1_000 + _ENTRY > self._most:
                return False
            self._add(f"code/attempt-{each.id}-exercise-{each.exercise}.py", code)
            self.packed += 1
        return True

    def close(self) -> bytes:
        """The whole zip."""
        self._zip.close()
        return self._file.getvalue()

    def _add(self, name: str, data: bytes) -> None:
        self._zip.writestr(name, data)
        self._listed += _ENTRY


def _readable(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its moments as ISO 8601, UTC, and its JSON as what it says."""
    values = dict(row)
    values["created"] = datetime.fromtimestamp(values["created"] / 1e6, UTC).isoformat()
    return values | {name: msgspec.json.decode(values[name]) for name in _JSON if name in values}
