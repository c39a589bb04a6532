"""A modal filled in, as Discord's client sends it back: each field checked, files and choices told in full.

In: the modal's payload, values and uploaded files by custom_id. Out: `components` and `resolved`, or Refusal.
"""

from collections.abc import Mapping, Sequence

from bot.playground import choices, files
from bot.playground.files import Upload
from bot.playground.payloads import attachment
from bot.playground.refusal import Json, bad_form
from bot.playground.world import World

TEXT_INPUT, FILE_UPLOAD = 4, 19


class Filling:
    """One modal on its way back; `resolved` grows with what its fields name."""

    def __init__(self, world: World, channel: str, values: Mapping[str, object]) -> None:
        self.resolved: Json = {}
        self._world = world
        self._channel = channel
        self._values = values

    def part(self, part: Json, uploads: Mapping[str, Sequence[Upload]]) -> Json:
        """A component as it is sent back."""
        body: Json = {"type": part["type"], "id": part.get("id", 0)}
        if "component" in part:
            return body | {"component": self.part(part["component"], uploads)}
        if "components" in part:
            return {"type": part["type"], "components": [self.part(p, uploads) for p in part["components"]]}
        if "custom_id" not in part:
            return body
        body["custom_id"] = part["custom_id"]
        if part["type"] == FILE_UPLOAD:
            return body | {"values": self._files(part, uploads.get(part["custom_id"], ()))}
        return body | self._field(part)

    def _field(self, part: Json) -> Json:
        given = self._values.get(part["custom_id"])
        if part["type"] == TEXT_INPUT:
            return {"value": _text(part, str(part.get("value") or "" if given is None else given))}
        if part["type"] == choices.CHECKBOX:
            return {"value": bool(part.get("default") if given is None else given)}
        listed = _defaults(part) if given is None else given
        values = listed if isinstance(listed, list) else [str(listed)]
        choices.chosen(self._world, part, values, in_modal=True)
        self.resolved = choices.merged(self.resolved, choices.resolved(self._world, values))
        if part["type"] == choices.RADIO:
            return {"value": values[0] if values else None}
        return {"values": values}

    def _files(self, part: Json, uploads: Sequence[Upload]) -> list[str]:
        least = 1 if part.get("min_values") is None else int(part["min_values"])
        most = int(part.get("max_values") or 1)
        optional = part.get("required") is False and not uploads
        if not (optional or least <= len(uploads) <= most):
            raise bad_form("data.components", "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        kept = files.keep(self._world, uploads)
        told = {file.id: attachment(file, self._channel, self._world.url) for file in kept}
        self.resolved = choices.merged(self.resolved, {"attachments": told} if told else {})
        return [file.id for file in kept]


def _defaults(part: Json) -> list[str]:
    options = [str(option["value"]) for option in part.get("options") or () if option.get("default")]
    return options + [str(value["id"]) for value in part.get("default_values") or ()]


def _text(part: Json, text: str) -> str:
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    required = part.get("required", True)
    if (required and not text) or (text and not least <= len(text) <= most):
        raise bad_form("data.components", "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    return text
