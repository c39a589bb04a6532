"""`import` under the wall: a module's name comes in, a listed module goes out.

A module that is not on the lists is refused if it is there; if it is not installed, the error is Python's own.
"""

import difflib
import sys
from types import ModuleType
from typing import Any

from sandbox.policy.names import is_dunder
from sandbox.policy.refusal import Refusal
from sandbox.policy.wall import Wall


class Importer:
    """The import guards of one namespace. `facades` stand in for modules that are never handed over whole."""

    def __init__(self, wall: Wall, space: dict[str, object]) -> None:
        self._wall = wall
        self._space = space
        self._lists = wall.rules.lists

    def module(self, path: str, whole: bool) -> ModuleType:
        """`import a.b` (the root) or `import a.b as c` (`whole`: the module itself)."""
        found = self._find(path)
        return found if whole else self._find(path.partition(".")[0])

    def name(self, path: str, name: str) -> Any:
        """`from a import b`."""
        module = self._find(path)
        problem = self._wall.rules.read_problem(module, name)
        if isinstance(problem, AttributeError):
            error = ImportError(f"cannot import name {name!r} from {path!r}", name=path)
            error.name_from = name  # type: ignore[attr-defined] # as Python has it from 3.12 on
            raise error
        return self._wall.read(module, name)

    def star(self, path: str) -> None:
        """`from a import *`."""
        module = self._find(path)
        public = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
        for name in public:
            if name in self._wall.rules.modules[module] and not is_dunder(name):
                self._space[name] = self._wall.read(module, name)

    def _find(self, path: str) -> ModuleType:
        if path.startswith("."):
            raise ImportError("attempted relative import with no known parent package")
        found = self._wall.rules.reachable.get(path)
        if found is None:
            raise self._wall.noted(self._missing(path))
        return found

    def _missing(self, path: str) -> BaseException:
        if self._is_there(path):
            close = difflib.get_close_matches(path, self._wall.rules.reachable, n=1, cutoff=0.8)
            instead = self._lists.instead.get(path) or (f"import {close[0]}" if close else "")
            return Refusal("module", path, instead)
        return ModuleNotFoundError(f"No module named {path!r}", name=path)

    def _is_there(self, path: str) -> bool:
        root, _, rest = path.partition(".")
        if not rest or root not in self._wall.rules.reachable:
            return root in sys.stdlib_module_names or root in self._lists.children[""] or root in sys.modules
        parent, _, last = path.rpartition(".")
        if parent not in self._wall.rules.reachable:
            return self._is_there(parent)
        module = self._wall.rules.reachable[parent]
        return last in self._lists.children.get(parent, ()) or (hasattr(module, "__path__") and last in vars(module))


def already_imported(name: str, *args: Any, **kwargs: Any) -> ModuleType:
    """The `__import__` that C code of torch and numpy finds through a program's frame; programs cannot name it.

    Serves what is in memory and opens nothing. Raises ImportError for the rest.
    """
    fromlist = args[2] if len(args) > 2 else kwargs.get("fromlist")
    wanted = name if fromlist else name.partition(".")[0]
    if name not in sys.modules:
        raise ImportError(f"No module named {name!r}", name=name)
    return sys.modules[wanted]
