"""A value as a notebook shows it: its repr, with containers wider than 79 columns broken one element to a line.

Follows the layout of Jupyter's `Out`: an element that takes several lines breaks its container too, and what stands
inside is indented under the opening bracket.
"""

from collections.abc import Iterable, Iterator

WIDTH = 79
MAX_ELEMENTS = 1000
MAX_DEPTH = 30
_BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    dict: ("{", "}"),
}


def pretty(value: object) -> str:
    """The text of a value. Raises what the value's own `__repr__` raises."""
    return _lay_out(value, 0, 0, 0, ())


def _lay_out(value: object, indent: int, column: int, after: int, within: tuple[int, ...]) -> str:
    """Text that begins at `column` and leaves `after` columns for what follows; later lines stand under `indent`."""
    kind = type(value)
    if kind not in _BRACKETS:
        return repr(value).replace("\n", "\n" + " " * indent)
    if id(value) in within or len(within) > MAX_DEPTH:
        return "{...}" if kind is dict else f"{_BRACKETS[kind][0]}...{_BRACKETS[kind][1]}"
    opening, closing = _BRACKETS[kind]
    if kind is set and not value:
        return "set()"
    parts = list(_parts(value, indent + 1, column + 1, (*within, id(value))))
    ending = "," + closing if kind is tuple and len(parts) == 1 else closing
    flat = opening + ", ".join(parts) + ending
    if "\n" not in flat and column + len(flat) + after <= WIDTH:
        return flat
    return opening + (",\n" + " " * (indent + 1)).join(parts) + ending


def _parts(value: object, indent: int, column: int, within: tuple[int, ...]) -> Iterator[str]:
    for count, item in enumerate(_items(value)):
        if count == MAX_ELEMENTS:
            yield "..."
            return
        if isinstance(value, dict):
            # A value under a key keeps the indent of its dict, as the notebook has it, not the key's column.
            key = _lay_out(item, indent, column, 0, within)
            start = column + len(key.rsplit("\n", 1)[-1]) + 2
            yield f"{key}: {_lay_out(value[item], indent, start, 1, within)}"
        else:
            yield _lay_out(item, indent, column, 1, within)


def _items(value: object) -> Iterable[object]:
    assert isinstance(value, (list, tuple, set, dict))  # noqa: S101 - the caller looked it up by type
    if not isinstance(value, set):
        return value
    try:
        return sorted(value)
    except TypeError:
        return value
