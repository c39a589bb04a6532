"""What the page may ask for, as typed frames: `FRAMES` reads one from JSON text, its caps are in `browser`."""

import msgspec


class _Op(msgspec.Struct, frozen=True, tag_field="op"):
    pass


class Be(_Op, tag="be", frozen=True):
    user: str


class SentFile(msgspec.Struct, frozen=True):
    name: str
    data: bytes


class Say(_Op, tag="say", frozen=True):
    channel: str
    text: str
    reply_to: str | None = None
    files: tuple[SentFile, ...] = ()


class Edit(_Op, tag="edit", frozen=True):
    channel: str
    message: str
    text: str


class Delete(_Op, tag="delete", frozen=True):
    channel: str
    message: str


class React(_Op, tag="react", frozen=True):
    channel: str
    message: str
    emoji: str


class Press(_Op, tag="press", frozen=True):
    channel: str
    message: str
    custom_id: str
    values: tuple[str, ...] = ()


class Slash(_Op, tag="slash", frozen=True):
    channel: str
    line: str
    files: dict[str, SentFile] = {}  # by option
    picked: dict[str, tuple[str, str]] = {}  # by option: what the line shows, and the suggestion's value


class Complete(_Op, tag="complete", frozen=True):
    channel: str
    line: str


class Menu(_Op, tag="menu", frozen=True):
    channel: str
    message: str
    name: str


class Submit(_Op, tag="submit", frozen=True):
    interaction: str
    values: dict[str, str | bool | list[str]]
    files: dict[str, tuple[SentFile, ...]] = {}


FRAMES = msgspec.json.Decoder(Be | Say | Edit | Delete | React | Press | Slash | Complete | Menu | Submit)
