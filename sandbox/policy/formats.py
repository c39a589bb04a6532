"""`str.format` under the wall: a text with fields like `{x.name:.2f}` comes in, the text filled in goes out.

Texts without attributes in their fields go to Python's own `str.format`. In the others every attribute is read by the
guard.
"""

import _string  # type: ignore[import-not-found] # what string.Formatter itself is made of
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

Read = Callable[[Any, str], Any]
_formatter = Formatter()


def safe_format(read: Read, text: str, /, *args: object, **kwargs: object) -> str:
    """`text.format(*args, **kwargs)`."""
    text = str.__str__(text)  # a subclass's own __str__ could say one thing here and another later
    if not _has_attributes(text):
        return text.format(*args, **kwargs)
    return _Filler(read, args, kwargs).fill(text)


def safe_format_map(read: Read, text: str, mapping: Mapping[str, object], /) -> str:
    """`text.format_map(mapping)`."""
    text = str.__str__(text)  # a subclass's own __str__ could say one thing here and another later
    if not _has_attributes(text):
        return text.format_map(mapping)
    return _Filler(read, (), mapping).fill(text)


def _has_attributes(text: str) -> bool:
    for _, field, spec, _ in _formatter.parse(text):
        if field is None:
            continue
        if any(is_attribute for is_attribute, _ in _string.formatter_field_name_split(field)[1]):
            return True
        if spec and "{" in spec and _has_attributes(spec):
            return True
    return False


class _Filler:
    """One text being filled in. `_next` numbers the fields that have no name."""

    def __init__(self, read: Read, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        self._read = read
        self._args = args
        self._kwargs = kwargs
        self._next = 0

    def fill(self, text: str) -> str:
        parts = []
        for literal, field, spec, conversion in _formatter.parse(text):
            parts.append(literal)
            if field is not None:
                value = _formatter.convert_field(self._value(field), conversion)
                parts.append(format(value, self.fill(spec) if spec else ""))
        return "".join(parts)

    def _value(self, field: str) -> Any:
        first, rest = _string.formatter_field_name_split(field)
        if first == "":
            first, self._next = self._next, self._next + 1
        value = self._positional(first) if isinstance(first, int) else self._kwargs[first]
        for is_attribute, name in rest:
            value = self._read(value, name) if is_attribute else value[name]
        return value

    def _positional(self, index: int) -> Any:
        if index >= len(self._args):
            raise IndexError(f"Replacement index {index} out of range for positional args tuple")
        return self._args[index]
