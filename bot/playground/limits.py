"""Discord's limits, kept at the door: what Discord would refuse is refused here, with its code.

In: the JSON body of a request, what the message was before, the names of its files. Out: the body as a
typed value, or Refusal. Pure, so that tests ask it without a server. One field's limits are in `shapes`;
here are those over several.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from bot.playground import fields, shapes
from bot.playground.refusal import EMPTY_MESSAGE, TOO_LARGE, Json, Refusal, bad_form

EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_EMBEDS = 1 << 2
SUPPRESS_NOTIFICATIONS = 1 << 12
COMPONENTS_V2 = 1 << 15
SETTABLE = EPHEMERAL | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2

MAX_COMPONENTS = 40
MAX_V2_TEXT = 4_000
MAX_ROWS = 5
MAX_EMBED_TEXT = 6_000
MAX_FILE = 10 * 1024 * 1024
MAX_REQUEST = 25 * 1024 * 1024
MAX_FILES = 10
MAX_CHOICES = 25

_WHERE = re.compile(r"(?P<what>.*?)(?: - at `\$?\.?(?P<path>[^`]*)`)?\Z", re.DOTALL)
T = TypeVar("T")


def message(payload: Json, *, before: Json | None = None, files: Sequence[str] = ()) -> shapes.MessageBody:
    """A message to create, or to edit where `before` is its present payload. Raises Refusal.

    `files` are the names of the files that the message will have; `attachment://` may point at these.
    """
    body = typed(payload, shapes.MessageBody)
    whole = _merged(payload, before)
    flags = flags_of(whole)
    if flags & ~(SETTABLE | LOADING):
        raise bad_form("flags", "BAD_FLAGS", "Invalid message flags.")
    components = typed(whole.get("components") or [], list[shapes.Component])
    if flags & COMPONENTS_V2:
        _check_v2(whole)
    else:
        _check_rows(components)
    _check_tree(components)
    _check_embeds(whole)
    _check_references(whole, files)
    if not (whole.get("content") or components or whole.get("embeds") or files):
        raise Refusal(400, EMPTY_MESSAGE, "Cannot send an empty message")
    return body


def flags_of(payload: Json) -> int:
    """A body's message flags. Raises Refusal."""
    return typed(payload.get("flags") or 0, int)


def modal(payload: Json) -> fields.ModalBody:
    """A modal to open. Raises Refusal."""
    body = typed(payload, fields.ModalBody)
    _check_unique(_walk(body.components))
    return body


def choices(payload: Json) -> tuple[Json, ...]:
    """Suggestions for an option. Raises Refusal."""
    found = payload.get("choices")
    given = typed(found, list[shapes.Choice])
    if len(given) > MAX_CHOICES:
        raise bad_form("data.choices", "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_CHOICES} or fewer in length.")
    return tuple(found or ())


def files(sizes: Sequence[int]) -> None:
    """The sizes in bytes of the files of one request. Raises Refusal."""
    if len(sizes) > MAX_FILES:
        raise bad_form("attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_FILES} or fewer in length.")
    if any(size > MAX_FILE for size in sizes) or sum(sizes) > MAX_REQUEST:
        raise Refusal(413, TOO_LARGE, "Request entity too large")


def typed(payload: Any, kind: type[T]) -> T:
    """`payload` as `kind`. Raises Refusal 50035 at the first field that does not fit."""
    try:
        return msgspec.convert(payload, kind)
    except msgspec.ValidationError as error:
        found = _WHERE.match(str(error))
        path, what = (found["path"] or "", found["what"]) if found else ("", str(error))
        code = "BASE_TYPE_BAD_LENGTH" if "length" in what else "BASE_TYPE_BAD_VALUE"
        raise bad_form(path, code, what) from None


def text_of(components: Iterable[Any]) -> Iterator[str]:
    """Every text display's text, in order."""
    return (part.content for part in _walk(components) if isinstance(part, shapes.TextDisplay))


def _merged(payload: Json, before: Json | None) -> Json:
    """The message as it will be. Components v2 can never be taken off again."""
    if before is None:
        return payload
    kept = flags_of(before) & (COMPONENTS_V2 | EPHEMERAL)
    return before | payload | {"flags": kept | (flags_of(payload) & SETTABLE)}


def _check_v2(whole: Json) -> None:
    for field in ("content", "embeds", "poll", "sticker_ids"):
        if whole.get(field):
            raise bad_form(
                field,
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _check_rows(components: Sequence[shapes.Component]) -> None:
    if len(components) > MAX_ROWS:
        raise bad_form("components", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MAX_ROWS} in length.")
    for index, part in enumerate(components):
        if not isinstance(part, shapes.ActionRow):
            raise bad_form(f"components[{index}].type", "BASE_TYPE_CHOICES", "Value must be one of {1}.")


def _check_tree(components: Sequence[shapes.Component]) -> None:
    parts = list(_walk(components))
    if len(parts) > MAX_COMPONENTS:
        raise bad_form(
            "components",
            "COMPONENT_MAX_TOTAL",
            f"{len(parts)} components; at most {MAX_COMPONENTS} in total.",
        )
    text = sum(map(len, text_of(components)))
    if text > MAX_V2_TEXT:
        raise bad_form(
            "components", "COMPONENT_MAX_TEXT", f"{text} characters of text; at most {MAX_V2_TEXT} in total."
        )
    for part in parts:
        if isinstance(part, shapes.Button):
            _check_button(part)
        if isinstance(part, shapes.ActionRow):
            _check_row(part)
    _check_unique(parts)


def _check_button(button: shapes.Button) -> None:
    if button.style == 5 and (not button.url or button.custom_id):
        raise bad_form("components", "BUTTON_URL_REQUIRED", "A link button has a url and no custom_id.")
    if button.style < 5 and (not button.custom_id or button.url):
        raise bad_form("components", "BUTTON_CUSTOM_ID_REQUIRED", "A button has a custom_id and no url.")
    if not (button.label or button.emoji):
        raise bad_form("components", "BUTTON_LABEL_REQUIRED", "A button has a label or an emoji.")


def _check_row(row: shapes.ActionRow) -> None:
    selects = sum(not isinstance(part, shapes.Button) for part in row.components)
    if selects and len(row.components) > 1:
        raise bad_form("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A row has 5 buttons or 1 select.")
    if any(isinstance(part, shapes.TextInput) for part in row.components):
        raise bad_form("components", "BASE_TYPE_CHOICES", "A text input belongs in a modal.")


def _check_unique(parts: Iterable[Any]) -> None:
    ids = Counter(part.custom_id for part in parts if getattr(part, "custom_id", None))
    if twice := [name for name, count in ids.items() if count > 1]:
        raise bad_form("components", "COMPONENT_CUSTOM_ID_DUPLICATED", f"custom_id used twice: {twice[0]}")


def _check_embeds(whole: Json) -> None:
    embeds = typed(whole.get("embeds") or [], list[shapes.Embed])
    if sum(map(_embed_text, embeds)) > MAX_EMBED_TEXT:
        raise bad_form("embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_EMBED_TEXT}")


def _embed_text(embed: shapes.Embed) -> int:
    texts = [
        embed.title,
        embed.description,
        embed.footer and embed.footer.text,
        embed.author and embed.author.name,
    ]
    return sum(len(text or "") for text in texts) + sum(len(f.name) + len(f.value) for f in embed.fields or ())


def _check_references(whole: Json, names: Sequence[str]) -> None:
    for url in urls({"components": whole.get("components"), "embeds": whole.get("embeds")}):
        name = url.removeprefix("attachment://")
        if name != url and name not in names:
            code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
            raise bad_form("components", code, f"The attachment {name} was not sent with the message.")


def urls(tree: Any) -> Iterator[str]:
    """Every `url` in a tree of JSON."""
    if isinstance(tree, dict):
        if isinstance(tree.get("url"), str):
            yield tree["url"]
        for value in tree.values():
            yield from urls(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from urls(value)


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for part in components:
        yield part
        yield from _walk(getattr(part, "components", ()))
        for name in ("accessory", "component"):
            if (child := getattr(part, name, None)) is not None:
                yield child
