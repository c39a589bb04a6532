"""What the bot sent, held against Discord's published OpenAPI document where that lies beside the repository."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema.protocols

from bot.playground.rest.http import Sent

SPEC = Path(__file__).resolve().parents[2].parent / "shared" / "discord" / "openapi.json"

_PARAMETER = re.compile(r"\{[^}]+\}")


def violations(sent: Iterable[Sent]) -> list[str]:
    """One line for each accepted payload that the document does not allow."""
    return [
        f"{one.method} {one.path}: {problem}"
        for one in sent
        if one.payload is not None and one.status < 400
        for problem in _problems(one)
    ]


def _problems(sent: Sent) -> Iterable[str]:
    validator = _validator(sent.method.lower(), sent.path)
    if validator is None:
        return ["no such route in the document"]
    error = jsonschema.exceptions.best_match(validator.iter_errors(_as_published(sent.payload)))
    return [] if error is None else [f"{error.json_path}: {error.message[:300]}"]


def _as_published(tree: Any) -> Any:
    """The document writes snowflakes and a new file's index as text; Discord takes discord.py's numbers too."""
    if isinstance(tree, list):
        return [_as_published(value) for value in tree]
    if not isinstance(tree, dict):
        return tree
    plain = {key: str(value) if _is_id(key, value) else _as_published(value) for key, value in tree.items()}
    for entry in [*(plain.get("attachments") or ()), *(plain.get("default_values") or ())]:
        entry["id"] = str(entry["id"])
    return plain


def _is_id(key: str, value: Any) -> bool:
    return key.endswith("_id") and isinstance(value, int)


@cache
def _document() -> Any:
    return json.loads(SPEC.read_text())


@cache
def _routes() -> list[tuple[re.Pattern[str], str]]:
    """Every path of the document, those with fewer parameters first."""
    paths = sorted(_document()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(_PARAMETER.sub("[^/]+", path) + r"\Z"), path) for path in paths]


@cache
def _validator(method: str, path: str) -> jsonschema.protocols.Validator | None:
    for pattern, template in _routes():
        operation = _document()["paths"][template].get(method)
        if operation and pattern.match(path):
            break
    else:
        return None
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    whole = {"components": _document()["components"], "allOf": [schema]}
    return jsonschema.Draft202012Validator(whole)
