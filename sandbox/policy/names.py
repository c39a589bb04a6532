"""The lists of names as data: `sandbox/names/*.toml` come in, tables keyed by the objects themselves go out.

A module's table is keyed by the module object and a type's by the type, so that nothing can be reached by calling
something else by the same name. Read once, when the warm parent starts.
"""

import functools
import importlib
import pkgutil
import tomllib
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).parent.parent / "names"
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What may be read and written of a type's instances. `open`: attributes that the class does not define are data.

    `private` are underscore names that may be read all the same; without `construct` a type is a label: for
    `isinstance`, not to be called, and with `inherit` to be subclassed.
    """

    read: frozenset[str] = _NOTHING
    write: frozenset[str] = _NOTHING
    private: frozenset[str] = _NOTHING
    open: bool = False
    construct: bool = True
    inherit: bool = False


@dataclass(frozen=True, slots=True)
class Dunders:
    """The double-underscore names, by what may be done with them."""

    methods: frozenset[str]
    define: frozenset[str]
    labels: frozenset[str]
    globals: frozenset[str]


@dataclass(slots=True)
class Names:
    """All lists.

    `reachable` are the modules by canonical name; `children` the installed modules in each package (in "": at the top),
    listed or not; `offered` the types that may be called and subclassed.
    """

    dunders: Dunders
    instead: dict[str, str]
    modules: dict[ModuleType, frozenset[str]] = field(default_factory=dict)
    module_writes: dict[ModuleType, frozenset[str]] = field(default_factory=dict)
    reachable: dict[str, ModuleType] = field(default_factory=dict)
    children: dict[str, frozenset[str]] = field(default_factory=dict)
    types: dict[type, TypeRule] = field(default_factory=dict)
    offered: set[type] = field(default_factory=set)


def is_dunder(name: str) -> bool:
    """Whether a name is one of those that Python gives a meaning to."""
    return name.startswith("__") and name.endswith("__") and len(name) > 4


@functools.cache
def names() -> Names:
    """The lists, resolved. Raises ImportError or AttributeError where a list names what the installation lacks."""
    dunders = {key: frozenset(text.split()) for key, text in _read("dunder").items()}
    found = Names(Dunders(**dunders), {key: str(text) for key, text in _read("instead").items()})
    for file in sorted(FOLDER.glob("*.toml")):
        if file.stem not in ("dunder", "instead"):
            table = _read(file.stem)
            _add_modules(found, table.get("modules", {}))
            _add_types(found, table.get("types", {}))
    _add_submodules(found)
    _add_children(found)
    _add_offered(found)
    return found


def _read(stem: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{stem}.toml").read_text(encoding="utf-8"))


def _words(table: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(table.get(key, "")).split())


def _add_modules(found: Names, tables: dict[str, dict[str, Any]]) -> None:
    for name, table in tables.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch imports what torch itself calls deprecated
            module = importlib.import_module(name)
            for other in _words(table, "loads"):
                importlib.import_module(other)
        found.modules[module] = _words(table, "names")
        found.module_writes[module] = _words(table, "write")
        found.reachable[name] = module


def _add_types(found: Names, tables: dict[str, dict[str, Any]]) -> None:
    for name, table in tables.items():
        kind = resolve(name)
        assert isinstance(kind, type), name  # noqa: S101 - the lists are ours
        found.types[kind] = TypeRule(
            read=_words(table, "read"),
            write=_words(table, "write"),
            private=_words(table, "private"),
            open=bool(table.get("open", False)),
            construct=bool(table.get("construct", True)),
            inherit=bool(table.get("inherit", False)),
        )


def resolve(path: str) -> object:
    """The object at a dotted path; a path without a dot is one of Python's built-ins."""
    parts = path.split(".") if "." in path else ["builtins", path]
    for cut in range(len(parts) - 1, 0, -1):
        try:
            owner: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        return functools.reduce(getattr, parts[cut:], owner)
    raise ImportError(f"no such name: {path}")


def _add_submodules(found: Names) -> None:
    """A listed module can be reached as an attribute of its listed parent."""
    for name, module in found.reachable.items():
        parent, _, last = name.rpartition(".")
        owner = found.reachable.get(parent)
        if owner is not None and getattr(owner, last, None) is module:
            found.modules[owner] |= {last}


def _add_children(found: Names) -> None:
    found.children[""] = frozenset(module.name for module in pkgutil.iter_modules())
    for name, module in found.reachable.items():
        path = getattr(module, "__path__", ())
        found.children[name] = frozenset(child.name for child in pkgutil.iter_modules(path))


def _add_offered(found: Names) -> None:
    for module, listed in found.modules.items():
        for name in listed:
            value = getattr(module, name)
            if isinstance(value, type) and not issubclass(value, type):
                found.offered.add(value)
    found.offered -= {kind for kind, rule in found.types.items() if not rule.construct}
