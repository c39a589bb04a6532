"""Labels for types that a program may meet but not use: `type(f)` of a function, `np.ndarray`, `type` itself.

A label answers `isinstance`, `==`, `repr` and `__name__` as the type does; it can be neither called nor subclassed, and
nothing hangs on it.
"""

import enum
from collections.abc import Callable
from typing import Any

from sandbox.policy.refusal import Refusal

Noted = Callable[[BaseException], BaseException]


class Label(type):
    """The class of labels. `hidden` is the type that one stands for; a program cannot read it."""

    hidden: type
    noted: Noted

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Refuse to make an instance."""
        raise cls.noted(Refusal("class", cls.__name__))

    def __instancecheck__(cls, instance: object) -> bool:
        """As the hidden type answers."""
        return isinstance(instance, cls.hidden)

    def __subclasscheck__(cls, subclass: type) -> bool:
        """As the hidden type answers."""
        return issubclass(unlabelled(subclass), cls.hidden)

    def __getitem__(cls, item: object) -> "Label":
        """Annotations such as `np.ndarray[...]`."""
        return cls

    def __repr__(cls) -> str:
        return repr(cls.hidden)


class Type(Label):
    """The class of the `type` that programs have: with one argument it says what something is."""

    look: Callable[[object], type]

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """`type(x)`. Making a class by `type(name, bases, body)` is refused."""
        if len(args) == 1 and not kwargs:
            return cls.look(args[0])
        if len(args) == 3:
            raise cls.noted(Refusal("class", "type(name, bases, body)", "class Name: ..."))
        raise TypeError("type() takes 1 or 3 arguments")


class Labels:
    """The labels of one namespace: the same one each time. `look` gives an object's class as the program may see it."""

    def __init__(self, noted: Noted, look: Callable[[object], type]) -> None:
        self._noted = noted
        self._known: dict[type, Label] = {}
        self.type = Type("type", (), {**self._body(type), "look": staticmethod(look)})
        self._members: type[enum.EnumType] | None = None

    def of(self, kind: type) -> Label:
        """The label of a type."""
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = Label(kind.__name__, (), self._body(kind))
        return known

    def members(self) -> type[enum.EnumType]:
        """The class of a program's enums. Making one by a call is refused: that takes any name for a member."""
        if self._members is None:
            self._members = _members(self._noted)
        return self._members

    def _body(self, kind: type) -> dict[str, Any]:
        names = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "__doc__": None}
        return {"hidden": kind, "noted": staticmethod(self._noted), **names}


def unlabelled(kind: type) -> type:
    """The type itself."""
    return kind.hidden if isinstance(kind, Label) else kind


def _members(noted: Noted) -> type[enum.EnumType]:
    class Members(enum.EnumType):
        def __call__(cls, value: Any, *names: Any, **options: Any) -> Any:
            if names or options:
                raise noted(Refusal("class", cls.__name__, "class Name(Enum): ..."))
            return super().__call__(value)

    return Members
