"""What programs get in the place of a few of the library's own functions: the same, without what reaches outside.

Comes in: the wall of one namespace. Goes out: (module, name) → the stand-in.
"""

import csv
import dataclasses
import functools
import inspect
import pprint
import types
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.utils.data as data
import torch.utils.dlpack

from sandbox.policy import dlpack
from sandbox.policy.dispatch import Dispatch
from sandbox.policy.making import check_fields
from sandbox.policy.names import is_dunder
from sandbox.policy.refusal import Refusal
from sandbox.policy.simple_namespace import simple_namespace
from sandbox.policy.system import Stream, Write
from sandbox.policy.wall import Wall

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


def stand_ins(wall: Wall, write: Write) -> dict[tuple[ModuleType, str], object]:
    """The stand-ins of one namespace."""

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        if cls is None:
            return functools.partial(dataclass, **options)
        _check_fields(wall, cls)
        made: type = dataclasses.dataclass(cls, **options)
        wall.rules.own.add(made)  # with slots=True it is a new class
        wall.check(check_fields, made)
        return made

    def pretty(value: object, stream: Any = None, *args: Any, **options: Any) -> None:
        out: Any = stream or Stream("stdout", write)
        pprint.pprint(value, out, *args, **options)

    def to_file(make: Callable[..., Any], file: Any, *args: Any, **options: Any) -> Any:
        if wall.can_read(file, "write"):
            wall.read(file, "write")
        return make(file, *args, **options)

    @wraps(torch.asarray)
    def asarray(*args: Any, **options: Any) -> torch.Tensor:
        if isinstance(args[0] if args else options.get("obj"), (bytes, bytearray)):
            # The tensor would go on using memory that the bytes have left.
            raise wall.noted(Refusal("raw", "torch.asarray(bytes)", "torch.tensor(list(data))"))
        return torch.asarray(*args, **options)

    return {
        **_FIXED,
        (torch, "asarray"): asarray,
        (csv, "writer"): functools.partial(to_file, csv.writer),
        (csv, "DictWriter"): functools.partial(to_file, csv.DictWriter),
        (functools, "singledispatch"): functools.partial(Dispatch, wall.noted),
        (types, "SimpleNamespace"): simple_namespace(wall),
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
    (torch, "from_dlpack"): dlpack.to_torch,
    (torch.utils.dlpack, "from_dlpack"): dlpack.to_torch,
    (np, "from_dlpack"): dlpack.to_numpy,
}
