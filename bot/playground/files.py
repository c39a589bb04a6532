"""Files that come with a message: bytes in, kept attachments out.

The kind is told by the bytes for pictures and by the name for text, never by what the sender says.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from bot.playground import limits
from bot.playground.message import Attachment
from bot.playground.world import World
from bot.values import Frozen

PNG = b"\x89PNG\r\n\x1a\n"
PICTURES = {PNG: "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
TEXTS = {
    ".py": "text/x-python; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".ipynb": "application/x-ipynb+json",
    ".zip": "application/zip",
}
MAX_NAME = 120


class Upload(Frozen, frozen=True):
    """One file on its way in."""

    name: str
    data: bytes
    alt: str | None = None


def clean_name(name: str) -> str:
    """A name without folders and without what a URL or a shell would trip over, as Discord does."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c if c.isalnum() or c in "._-" else "_" for c in last)[-MAX_NAME:].lstrip(".")
    return kept or "file"


def keep(world: World, uploads: Sequence[Upload]) -> tuple[Attachment, ...]:
    """Put the bytes into the world. Raises Refusal where they are too many or too large."""
    limits.files([len(upload.data) for upload in uploads])
    return tuple(_keep_one(world, upload) for upload in uploads)


def _keep_one(world: World, upload: Upload) -> Attachment:
    name = clean_name(upload.name)
    width, height = _png_size(upload.data)
    kept = Attachment(world.new_id(), name, len(upload.data), kind_of(name, upload.data), upload.alt, width, height)
    world.keep_file(kept, upload.data)
    return kept


def kind_of(name: str, data: bytes) -> str:
    """The media type."""
    for magic, kind in PICTURES.items():
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return TEXTS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def _png_size(data: bytes) -> tuple[int | None, int | None]:
    if not data.startswith(PNG) or len(data) < 24:
        return None, None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def media(files: Sequence[Attachment], urls: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """What stands in the place of `attachment://NAME`, by that URL; `urls` is each file's address by id."""
    return {
        f"attachment://{file.name}": {
            "url": urls[file.id],
            "proxy_url": urls[file.id],
            "width": file.width,
            "height": file.height,
            "content_type": file.kind,
            "attachment_id": file.id,
        }
        for file in files
    }
