"""What programs get in the place of a few of the library's own functions: the same, without what reaches outside.

Comes in: the wall of one namespace. Goes out: (module, name) → the stand-in.
"""

import dataclasses
import functools
import inspect
import pprint
import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import matplotlib.pyplot as plt
import torch.utils.data as data

from sandbox.policy.names import is_dunder
from sandbox.policy.refusal import Refusal
from sandbox.policy.wall import Wall

Write = Callable[[str], object]
_ASSIGNED = ("__module__", "__name__", "__qualname__", "__doc__")


class DataLoader(data.DataLoader[Any]):
    """torch's, in this process: a program has no others, and `num_workers` changes no value."""

    def __init__(self, dataset: Any, batch_size: int | None = 1, shuffle: bool | None = None, **options: Any) -> None:
        for name in ("num_workers", "multiprocessing_context", "prefetch_factor", "persistent_workers", "timeout"):
            options.pop(name, None)
        options["pin_memory"] = False
        super().__init__(dataset, batch_size, shuffle, **options)


DataLoader.__module__ = data.DataLoader.__module__
DataLoader.__doc__ = data.DataLoader.__doc__


def wraps(wrapped: Callable[..., Any]) -> Callable[[Any], Any]:
    """`functools.wraps` for the four labels alone: any other name could be copied off any object."""

    def decorate(wrapper: Any) -> Any:
        for name in _ASSIGNED if isinstance(wrapper, FunctionType) else ():
            if hasattr(wrapped, name):
                setattr(wrapper, name, getattr(wrapped, name))
        return wrapper

    return decorate


class Stream:
    """`sys.stdout` and `sys.stderr`: text that is written there is printed."""

    encoding = "utf-8"

    def __init__(self, name: str, write: Write) -> None:
        self._name = name
        self._write = write

    def write(self, text: str) -> int:
        """Print a text as it is."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._write(text)
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        """No terminal."""
        return False

    def __repr__(self) -> str:
        return f"<{self._name}>"


def sys_module(write: Write, leave: Callable[..., Any]) -> ModuleType:
    """The part of `sys` that a program may have."""
    module = ModuleType("sys")
    for name in (
        "version",
        "version_info",
        "maxsize",
        "float_info",
        "int_info",
        "byteorder",
        "getsizeof",
        "getrecursionlimit",
    ):
        setattr(module, name, getattr(sys, name))
    module.__dir__ = lambda: dir(sys)  # type: ignore[method-assign] # what is not offered is still no misspelling
    module.exit = leave  # type: ignore[attr-defined]
    module.stdout, module.stderr = Stream("stdout", write), Stream("stderr", write)  # type: ignore[attr-defined]
    return module


def stand_ins(wall: Wall, write: Write) -> dict[tuple[ModuleType, str], object]:
    """The stand-ins of one namespace."""

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        if cls is None:
            return functools.partial(dataclass, **options)
        _check_fields(wall, cls)
        made: type = dataclasses.dataclass(cls, **options)
        wall.rules.own.add(made)  # with slots=True it is a new class
        return made

    def pretty(value: object, stream: Any = None, *args: Any, **options: Any) -> None:
        out: Any = stream or Stream("stdout", write)
        pprint.pprint(value, out, *args, **options)

    return {
        **_FIXED,
        (dataclasses, "dataclass"): dataclass,
        (pprint, "pprint"): pretty,
        (pprint, "pp"): functools.partial(pretty, sort_dicts=False),
    }


def _check_fields(wall: Wall, cls: Any) -> None:
    """A dataclass is made by running text with its fields' names in it."""
    if not isinstance(cls, type) or cls not in wall.rules.own:
        raise wall.noted(Refusal("class", getattr(cls, "__name__", "dataclass")))
    for name in inspect.get_annotations(cls):
        if not str(name).isidentifier() or is_dunder(str(name)):
            raise wall.noted(Refusal("dunder", "__annotations__"))


def _show(*args: object, **options: object) -> None:
    """`plt.show()`: figures are shown when the program ends."""


_FIXED: dict[tuple[ModuleType, str], object] = {
    (data, "DataLoader"): DataLoader,
    (data.dataloader, "DataLoader"): DataLoader,
    (functools, "wraps"): wraps,
    (plt, "show"): _show,
}
