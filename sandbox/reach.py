"""What a program passes around: arguments, results and variables come in, the single values among them go out."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

MAX_ITEMS = 32
MAX_NAME = 40


def flat(values: Iterable[object]) -> Iterator[object]:
    """Values, and what lists and tuples among them hold, two levels deep."""
    for value in values:
        if not isinstance(value, (list, tuple)):
            yield value
            continue
        for item in islice(value, MAX_ITEMS):
            if isinstance(item, (list, tuple)):
                yield from islice(item, MAX_ITEMS)
            else:
                yield item


def variables(space: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """A program's variables, and what its lists, tuples and dicts hold, one level deep: "xs[0]"."""
    for name, value in list(space.items()):
        if name.startswith("_") or len(name) > MAX_NAME:
            continue
        yield name, value
        if type(value) is list or type(value) is tuple:
            yield from ((f"{name}[{index}]", item) for index, item in enumerate(islice(value, MAX_ITEMS)))
        elif type(value) is dict:
            items = islice(list(value.items()), MAX_ITEMS)
            yield from ((f"{name}[{key!r}]"[:MAX_NAME], item) for key, item in items if type(key) in (str, int))
