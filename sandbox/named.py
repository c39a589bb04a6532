"""The tensors that a program can name, in the order of its variables: a namespace comes in, (name, tensor) go out.

In variables themselves, in lists, tuples and dicts, in modules ("net.0.weight") and in the attributes of the program's
own objects. Nothing of the program's own code is called.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

import torch

MAX_DEPTH = 3
MAX_ITEMS = 100
MAX_MODULES = 6  # of modules within modules


def tensors(space: Mapping[str, object]) -> Iterator[tuple[str, torch.Tensor]]:
    """Every tensor that a variable leads to, as often as it is met."""
    for name, value in list(space.items()):
        if not name.startswith("__"):
            yield from _within(name, value, 0)


def _within(name: str, value: object, depth: int) -> Iterator[tuple[str, torch.Tensor]]:
    if isinstance(value, torch.Tensor):
        yield name, value
    elif isinstance(value, torch.nn.Module):
        yield from _parameters(name, value, 0)
    elif depth < MAX_DEPTH:
        for label, item in _inside(name, value):
            yield from _within(label, item, depth + 1)


def _parameters(name: str, module: object, depth: int) -> Iterator[tuple[str, torch.Tensor]]:
    attributes = _attributes(module)
    if type(attributes) is not dict or depth > MAX_MODULES:
        return
    for key, value in _items(attributes.get("_parameters")):
        if isinstance(value, torch.Tensor):
            yield f"{name}.{key}", value
    for key, value in _items(attributes.get("_modules")):
        yield from _parameters(f"{name}.{key}", value, depth + 1)


def _inside(name: str, value: object) -> Iterator[tuple[str, object]]:
    kind = type(value)
    if kind in (list, tuple):
        assert isinstance(value, (list, tuple))  # noqa: S101 - by the line above
        yield from ((f"{name}[{index}]", item) for index, item in enumerate(value[:MAX_ITEMS]))
    elif kind is dict:
        yield from ((f"{name}[{key!r}]", item) for key, item in _items(value, str, int))
    elif getattr(kind, "__module__", None) == "__main__":
        yield from ((f"{name}.{key}", item) for key, item in _items(_attributes(value)))


def _items(value: object, *kinds: type) -> list[tuple[object, object]]:
    """The first pairs of a plain dict whose keys are plain text (or of these kinds)."""
    if type(value) is not dict:
        return []
    return [(key, item) for key, item in islice(list(value.items()), MAX_ITEMS) if type(key) in (kinds or (str,))]


def _attributes(value: object) -> object:
    try:
        return object.__getattribute__(value, "__dict__")
    except AttributeError:
        return None
