"""A rendered card as the payload that Discord gets, and the checks of it: Discord's own contract where the file is
there, and by hand what that does not say."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from bot.discord.render import draw
from bot.values import Card

CONTRACT = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
V2 = 1 << 15


def payload(card: Card) -> dict[str, Any]:
    """The body of the message."""
    drawn = draw(card)
    attachments = [{"id": str(at), "filename": file.filename} for at, file in enumerate(drawn["files"])]
    return {"flags": V2, "components": drawn["view"].to_components(), "attachments": attachments}


def plain_payload(card: Card) -> dict[str, Any]:
    """The body of the same message without components v2."""
    drawn = draw(card, plain=True)
    attachments = [
        {"id": str(at), "filename": file.filename, "description": file.description}
        for at, file in enumerate(drawn["files"])
    ]
    return {"content": drawn["content"], "components": drawn["view"].to_components(), "attachments": attachments}


def walk(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component."""
    for part in parts:
        yield part
        yield from walk(part.get("components", []))
        if "accessory" in part:
            yield part["accessory"]


def check(card: Card) -> dict[str, Any]:
    """Assert that Discord takes the card; gives its payload."""
    body = payload(card)
    parts = list(walk(body["components"]))
    texts = [part["content"] for part in parts if part["type"] == 10]
    assert all(text.strip() for text in texts)
    assert sum(len(text.encode("utf-16-le")) // 2 for text in texts) <= 4_000
    assert len(parts) <= 40
    assert not body.keys() & {"content", "embeds", "poll"}
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(ids) == len(set(ids))
    names = [file["filename"] for file in body["attachments"]]
    assert len(names) == len(set(names)) <= 10
    media = [item["media"]["url"] for part in parts if part["type"] == 12 for item in part["items"]]
    media += [part["file"]["url"] for part in parts if part["type"] == 13]
    assert {url.removeprefix("attachment://") for url in media} == set(names)
    if CONTRACT.exists():
        _contract().validate(body)
    return body


def check_plain(card: Card) -> dict[str, Any]:
    """Assert that Discord takes the card without components v2; gives its payload."""
    body = plain_payload(card)
    assert body["content"].strip()
    assert len(body["content"].encode("utf-16-le")) // 2 <= 2_000
    assert len(body["components"]) <= 5
    parts = list(walk(body["components"]))
    assert {part["type"] for part in parts} <= {1, 2, 3, 6, 8}
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(ids) == len(set(ids))
    names = [file["filename"] for file in body["attachments"]]
    assert len(names) == len(set(names)) <= 10
    if CONTRACT.exists():
        _contract().validate({key: value for key, value in body.items() if value})
    return body


@cache
def _contract() -> jsonschema.Draft202012Validator:
    """Discord's OpenAPI 3.1 description of a new message."""
    spec = json.loads(CONTRACT.read_text())
    schema = {"$ref": "#/components/schemas/MessageCreateRequest", "components": spec["components"]}
    return jsonschema.Draft202012Validator(schema)
