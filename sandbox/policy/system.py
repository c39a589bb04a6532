"""The part of `sys` that a program may have.

Comes in: what takes printed text, and how a program leaves. Goes out: a module of ours.
"""

import operator
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

Write = Callable[[str], object]
_PLAIN = "version version_info maxsize float_info int_info byteorder getsizeof getrecursionlimit"
# Below, what reports a program's end would not fit; above, the C stack may not last.
_SHALLOWEST, _DEEPEST = 200, 10_000


class Stream:
    """`sys.stdout` and `sys.stderr`: text that is written there goes where `write` takes it."""

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
    """The module. What goes to `stderr` is no output of the program: a notebook shows it apart."""
    module = ModuleType("sys")
    for name in _PLAIN.split():
        setattr(module, name, getattr(sys, name))
    module.__dir__ = lambda: dir(sys)  # type: ignore[method-assign] # what is not offered is still no misspelling
    module.exit = leave  # type: ignore[attr-defined]
    module.setrecursionlimit = _set_recursion_limit  # type: ignore[attr-defined]
    module.stdout, module.stderr = Stream("stdout", write), Stream("stderr", _drop)  # type: ignore[attr-defined]
    return module


def _drop(text: str) -> None:
    """To nobody."""


def _set_recursion_limit(limit: Any, /) -> None:
    """Python's own, as far as its stack goes: a larger number is taken, and gives what there is."""
    limit = operator.index(limit)
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    sys.setrecursionlimit(min(max(limit, _SHALLOWEST), _DEEPEST))
