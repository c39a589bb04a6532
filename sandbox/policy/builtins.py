"""The built-ins of one namespace: Python's own where they do no harm, guarded ones where they reach for names.

Comes in: the wall. Goes out: the dict that a program's frames use as `__builtins__`. What is refused is there too, so
that `open(...)` is told apart from a misspelt name.
"""

import abc
import builtins
import enum
import io
import sys
from collections.abc import Callable
from typing import Any

from sandbox.policy.making import Maker, check_fields
from sandbox.policy.masks import Label, unlabelled
from sandbox.policy.names import TypeRule
from sandbox.policy.native import Native
from sandbox.policy.refusal import Refusal
from sandbox.policy.wall import Wall

_PLAIN = """
abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict divmod enumerate filter float format
frozenset hash hex id int isinstance issubclass iter len list map max min next object oct ord pow property range repr
reversed round set slice sorted staticmethod str sum super tuple zip Ellipsis NotImplemented
"""
_REFUSED = "open input exec eval compile globals locals help breakpoint memoryview"
_GUARDED = "getattr hasattr setattr delattr vars dir print"
_GROUPS = (builtins.BaseExceptionGroup, builtins.ExceptionGroup)  # with except* they confuse CPython's types
_MISSING = object()

Display = Callable[[object, bool], object]
Write = Callable[[str], object]


def plain() -> dict[str, object]:
    """Python's own, as they are."""
    named = {name: getattr(builtins, name) for name in _PLAIN.split()}
    types = {name: value for name, value in vars(builtins).items() if isinstance(value, type)}
    errors = {name: kind for name, kind in types.items() if issubclass(kind, BaseException) and kind not in _GROUPS}
    return named | errors


class Builtins:
    """The guarded ones."""

    def __init__(self, wall: Wall, display: Display, write: Write) -> None:
        self._wall = wall
        self._display = display
        self._write = write

    def table(self) -> dict[str, object]:
        """All, by name."""
        return {
            **_plain,
            **{name: self._refuser(name) for name in _REFUSED.split()},
            **{name: Native(name, getattr(self, name)) for name in _GUARDED.split()},
            "type": self._wall.labels.type,
            "display": self.display,
            "exit": Leave("exit"),
            "quit": Leave("quit"),
            "__build_class__": self.build_class,
        }

    def getattr(self, value: Any, name: Any, default: Any = _MISSING, /) -> Any:
        """`getattr`, by the same lists as `value.name`."""
        if not isinstance(name, str):
            return getattr(value, name)  # Python's own TypeError
        try:
            return self._wall.read(value, str.__str__(name))
        except AttributeError:
            if default is _MISSING:
                raise
            return default

    def hasattr(self, value: Any, name: Any, /) -> bool:
        """`hasattr`; a name on no list is there or not, and no refusal."""
        if not isinstance(name, str):
            return hasattr(value, name)
        return self._wall.can_read(value, str.__str__(name))

    def setattr(self, value: Any, name: Any, new: Any, /) -> None:
        """`setattr`, by the same lists as `value.name = new`."""
        if isinstance(name, str):
            name = str.__str__(name)
            self._wall.write(value, name)
        setattr(value, name, new)

    def delattr(self, value: Any, name: Any, /) -> None:
        """`delattr`, by the same lists as `del value.name`."""
        if isinstance(name, str):
            name = str.__str__(name)
            self._wall.deleted(value, name)
        delattr(value, name)

    def vars(self, *values: Any) -> dict[str, object]:
        """`vars(x)` of an object of the program's own classes, as a copy."""
        if not values:
            raise self._wall.noted(Refusal("builtin", "vars", "vars(x)"))
        found: dict[str, object] = self._wall.read(values[0], "__dict__")
        return found

    def dir(self, *values: Any) -> list[str]:
        """`dir(x)`: only names. Without an argument, those of the caller."""
        if values:
            return dir(values[0])
        return sorted(name for name in sys._getframe(2).f_locals if "<" not in name)

    def print(self, *values: Any, file: Any = None, **options: Any) -> None:
        """`print`. Text goes out as one piece, also when a later value cannot be printed."""
        if file is not None:
            self._wall.read(file, "write")
            print(*values, file=file, **options)
            return
        text = io.StringIO()
        try:
            print(*values, file=text, **options)
        finally:
            self._write(text.getvalue())

    def display(self, *values: Any) -> None:
        """A notebook's `display(x)`."""
        for value in values:
            self._display(value, False)

    def build_class(self, body: Any, name: str, /, *bases: Any, **options: Any) -> type:
        """Python's `class`: bases are the program's own or on the lists, and the result is the program's."""
        for base in bases:
            self._check_base(base)
        bases = tuple(unlabelled(base) if isinstance(base, type) else base for base in bases)
        metaclass = None
        if "metaclass" in options:
            metaclass = self._metaclass(options.pop("metaclass"))
        elif any(isinstance(base, enum.EnumType) for base in bases):
            metaclass = self._wall.labels.members()
        maker = Maker(self._wall.rules, metaclass)
        made: type = builtins.__build_class__(body, name, *bases, metaclass=maker, **options)
        self._wall.rules.own.add(made)
        self._wall.check(check_fields, made)
        return made

    def _check_base(self, base: Any) -> None:
        origin = getattr(base, "__origin__", base) if type(base).__module__ in ("typing", "types") else base
        rules = self._wall.rules
        if isinstance(origin, Label) and rules.lists.types.get(origin.hidden, TypeRule()).inherit:
            return
        if isinstance(origin, type) and origin not in rules.own and origin not in rules.lists.offered:
            raise self._wall.noted(Refusal("class", origin.__name__))
        if not isinstance(origin, type) and getattr(origin, "__module__", "") != "typing":
            builtins.__build_class__(lambda: None, "_", base)  # Python's own TypeError

    def _metaclass(self, metaclass: Any) -> Any:
        if isinstance(metaclass, type) and unlabelled(metaclass) is abc.ABCMeta:
            return abc.ABCMeta
        raise self._wall.noted(Refusal("syntax", "metaclass=", "class Name(Base): ..."))

    def _refuser(self, name: str) -> Callable[..., Any]:
        def refuse(*args: object, **kwargs: object) -> Any:
            raise self._wall.noted(self._wall.rules.refusal("builtin", name))

        return Native(name, refuse)


class Leave:
    """`exit` and `quit`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, code: object = None) -> None:
        """End the program."""
        raise SystemExit(code)

    def __repr__(self) -> str:
        return f"Use {self._name}() to end the program"


_plain = plain()
