"""`types.SimpleNamespace` for one program: Python's own would take a name by which numpy finds raw memory.

Comes in: the wall. Goes out: the class, as one of the program's own, so that every name given to it passes the wall.
"""

import reprlib
from typing import Any

from sandbox.policy.wall import Wall


def simple_namespace(wall: Wall) -> type:
    """The class. `SimpleNamespace(**{name: value})` writes each as `x.name = value` does."""

    class SimpleNamespace:
        def __init__(self, /, **values: Any) -> None:
            for name, value in values.items():
                name = str.__str__(name)
                setattr(wall.write(self, name), name, value)

        @reprlib.recursive_repr("namespace(...)")
        def __repr__(self) -> str:
            inside = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
            name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
            return f"{name}({inside})"

        def __eq__(self, other: object) -> bool:
            if not isinstance(other, SimpleNamespace):
                return NotImplemented
            return vars(self) == vars(other)

        __hash__ = None  # type: ignore[assignment] # as Python's own

    SimpleNamespace.__module__, SimpleNamespace.__qualname__ = "types", "SimpleNamespace"
    SimpleNamespace.__name__ = "types.SimpleNamespace"  # as Python's messages call it
    wall.rules.own.add(SimpleNamespace)
    return SimpleNamespace
