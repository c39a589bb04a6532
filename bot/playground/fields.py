"""A modal and its fields as typed shapes, with the limits that concern one field of the body."""

from typing import Annotated

import msgspec
from msgspec import Meta

from bot.playground.shapes import ActionRow, CustomId, Label45, Name100, Part, Select, Text100, TextDisplay, TextInput

UpTo10 = Annotated[int, Meta(ge=0, le=10)]


class FileUpload(Part, tag=19, kw_only=True):
    custom_id: CustomId
    min_values: UpTo10 | None = 1
    max_values: Annotated[int, Meta(ge=1, le=10)] | None = 1
    required: bool | None = True


class GroupOption(msgspec.Struct):
    label: Name100
    value: Name100
    description: Text100 | None = None
    default: bool | None = False


class RadioGroup(Part, tag=21, kw_only=True):
    custom_id: CustomId
    options: Annotated[list[GroupOption], Meta(min_length=2, max_length=10)]
    required: bool | None = True


class CheckboxGroup(Part, tag=22, kw_only=True):
    custom_id: CustomId
    options: Annotated[list[GroupOption], Meta(min_length=1, max_length=10)]
    min_values: UpTo10 | None = 1
    max_values: Annotated[int, Meta(ge=1, le=10)] | None = None
    required: bool | None = True


class Checkbox(Part, tag=23, kw_only=True):
    custom_id: CustomId
    default: bool | None = False


class Labelled(Part, tag=18, kw_only=True):
    label: Label45
    component: TextInput | Select | FileUpload | RadioGroup | CheckboxGroup | Checkbox
    description: Text100 | None = None


class ModalBody(msgspec.Struct):
    title: Label45
    custom_id: CustomId
    components: Annotated[list[Labelled | ActionRow | TextDisplay], Meta(min_length=1, max_length=5)]
