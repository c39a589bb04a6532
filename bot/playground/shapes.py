"""Discord's request bodies as typed shapes with the limits that concern one field: lengths, ranges, choices.

In: plain JSON. Out: values, or msgspec's error with the path. What concerns several fields at once is in
`limits`.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from bot.playground.refusal import Json

CustomId = Annotated[str, Meta(min_length=1, max_length=100)]
Label80 = Annotated[str, Meta(max_length=80)]
Label45 = Annotated[str, Meta(min_length=1, max_length=45)]
Text100 = Annotated[str, Meta(max_length=100)]
Name100 = Annotated[str, Meta(min_length=1, max_length=100)]
Placeholder = Annotated[str, Meta(max_length=150)]
AltText = Annotated[str, Meta(max_length=1024)]
Url = Annotated[str, Meta(min_length=1, max_length=2048)]
UpTo25 = Annotated[int, Meta(ge=0, le=25)]
UpTo4000 = Annotated[int, Meta(ge=0, le=4000)]
Snowflake = str | int


class Part(msgspec.Struct, tag_field="type"):
    """One component; `id` is its number in the message."""

    id: int | None = None


class Media(msgspec.Struct):
    url: Url


class Button(Part, tag=2):
    style: Literal[1, 2, 3, 4, 5, 6] = 1
    label: Label80 | None = None
    emoji: Json | None = None
    custom_id: CustomId | None = None
    url: Annotated[str, Meta(max_length=512)] | None = None
    disabled: bool | None = False


class SelectOption(msgspec.Struct):
    label: Name100
    value: Name100
    description: Text100 | None = None
    default: bool | None = False


class StringSelect(Part, tag=3, kw_only=True):
    custom_id: CustomId
    options: Annotated[list[SelectOption], Meta(min_length=1, max_length=25)]
    placeholder: Placeholder | None = None
    min_values: UpTo25 | None = 1
    max_values: UpTo25 | None = 1
    disabled: bool | None = False
    required: bool | None = True


class Chosen(msgspec.Struct):
    """Who or what a select shows as chosen from the start."""

    id: Snowflake
    type: Literal["user", "role", "channel"]


class EntitySelect(Part, kw_only=True):
    """Its options are the server's own: people, roles or channels."""

    custom_id: CustomId
    placeholder: Placeholder | None = None
    min_values: UpTo25 | None = 1
    max_values: Annotated[int, Meta(ge=1, le=25)] | None = 1
    disabled: bool | None = False
    required: bool | None = True
    default_values: Annotated[list[Chosen], Meta(max_length=25)] | None = None


class UserSelect(EntitySelect, tag=5):
    pass


class RoleSelect(EntitySelect, tag=6):
    pass


class MentionableSelect(EntitySelect, tag=7):
    pass


class ChannelSelect(EntitySelect, tag=8, kw_only=True):
    channel_types: list[int] | None = None


Select = StringSelect | UserSelect | RoleSelect | MentionableSelect | ChannelSelect


class TextInput(Part, tag=4, kw_only=True):
    custom_id: CustomId
    style: Literal[1, 2]
    label: Label45 | None = None
    min_length: UpTo4000 | None = None
    max_length: Annotated[int, Meta(ge=1, le=4000)] | None = None
    required: bool | None = True
    value: Annotated[str, Meta(max_length=4000)] | None = None
    placeholder: Text100 | None = None


class TextDisplay(Part, tag=10, kw_only=True):
    content: Annotated[str, Meta(min_length=1, max_length=4000)]


class Thumbnail(Part, tag=11, kw_only=True):
    media: Media
    description: AltText | None = None
    spoiler: bool | None = False


class Section(Part, tag=9, kw_only=True):
    components: Annotated[list[TextDisplay], Meta(min_length=1, max_length=3)]
    accessory: Button | Thumbnail


class GalleryItem(msgspec.Struct):
    media: Media
    description: AltText | None = None
    spoiler: bool | None = False


class MediaGallery(Part, tag=12, kw_only=True):
    items: Annotated[list[GalleryItem], Meta(min_length=1, max_length=10)]


class File(Part, tag=13, kw_only=True):
    file: Media
    spoiler: bool | None = False


class Separator(Part, tag=14):
    divider: bool | None = True
    spacing: Literal[1, 2] | None = 1


class ActionRow(Part, tag=1, kw_only=True):
    components: Annotated[list[Button | Select | TextInput], Meta(min_length=1, max_length=5)]


class Container(Part, tag=17, kw_only=True):
    components: Annotated[list[ActionRow | TextDisplay | Section | MediaGallery | Separator | File], Meta(min_length=1)]
    accent_color: Annotated[int, Meta(ge=0, le=0xFFFFFF)] | None = None
    spoiler: bool | None = False


Component = ActionRow | Section | TextDisplay | MediaGallery | File | Separator | Container


class EmbedField(msgspec.Struct):
    name: Annotated[str, Meta(min_length=1, max_length=256)]
    value: Annotated[str, Meta(min_length=1, max_length=1024)]
    inline: bool | None = False


class EmbedFooter(msgspec.Struct):
    text: Annotated[str, Meta(max_length=2048)]


class EmbedAuthor(msgspec.Struct):
    name: Annotated[str, Meta(max_length=256)]


class Embed(msgspec.Struct):
    title: Annotated[str, Meta(max_length=256)] | None = None
    description: Annotated[str, Meta(max_length=4096)] | None = None
    url: Url | None = None
    color: Annotated[int, Meta(ge=0, le=0xFFFFFF)] | None = None
    fields: Annotated[list[EmbedField], Meta(max_length=25)] | None = None
    footer: EmbedFooter | None = None
    author: EmbedAuthor | None = None
    image: Media | None = None
    thumbnail: Media | None = None


class KeptFile(msgspec.Struct):
    """An entry of `attachments`: a new file by its index, or one that the message has already."""

    id: Snowflake
    filename: str | None = None
    description: AltText | None = None


class Reference(msgspec.Struct):
    message_id: Snowflake
    channel_id: Snowflake | None = None
    fail_if_not_exists: bool | None = True


class AllowedMentions(msgspec.Struct):
    parse: list[Literal["users", "roles", "everyone"]] | None = None
    users: Annotated[list[Snowflake], Meta(max_length=100)] | None = None
    replied_user: bool | None = False


class MessageBody(msgspec.Struct):
    """A message to send, or the fields of one to change: a field left out is UNSET."""

    content: Annotated[str, Meta(max_length=2000)] | UnsetType | None = UNSET
    embeds: Annotated[list[Embed], Meta(max_length=10)] | UnsetType | None = UNSET
    components: list[Component] | UnsetType | None = UNSET
    attachments: Annotated[list[KeptFile], Meta(max_length=10)] | UnsetType | None = UNSET
    flags: int | UnsetType | None = UNSET
    message_reference: Reference | None = None
    allowed_mentions: AllowedMentions | None = None
    nonce: Annotated[str, Meta(max_length=25)] | int | None = None
    enforce_nonce: bool | None = False
    tts: bool | None = False


class Choice(msgspec.Struct):
    """A suggestion for an option."""

    name: Name100
    value: Annotated[str, Meta(max_length=100)] | int | float
    name_localizations: dict[str, str] | None = None
