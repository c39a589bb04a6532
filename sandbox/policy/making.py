"""What stands for the metaclass while a class of a program is made.

A class is the program's own before its first line of life: Python makes an enum's members, and calls
`__init_subclass__`, while the `class` statement still runs.
"""

import types
from typing import Any

from sandbox.policy.refusal import Refusal
from sandbox.policy.rules import Rules, rule_of

_FIRST = "__<own>__"  # no source text can spell it


class Maker:
    """Given as `metaclass=`; the class comes out as it would of `metaclass` itself."""

    def __init__(self, rules: Rules, metaclass: type | None) -> None:
        self._rules = rules
        self._options = {} if metaclass is None else {"metaclass": metaclass}
        self._metaclass: Any = type

    def __prepare__(self, name: str, bases: tuple[type, ...], **options: Any) -> Any:
        """The dict of the class's body."""
        self._metaclass, space, _ = types.prepare_class(name, bases, {**self._options, **options})
        dict.__setitem__(space, _FIRST, _First(self._rules.own))  # an enum's own __setitem__ would make a member of it
        return space

    def __call__(self, name: str, bases: tuple[type, ...], space: Any, **options: Any) -> Any:
        """The class."""
        made = self._metaclass(name, bases, space, **options)
        if isinstance(made, type) and _FIRST in vars(made):  # a tuple with names, which calls no `__set_name__`
            type.__delattr__(made, _FIRST)
        return made


class _First:
    """The first name in a class: Python tells it which class it is in before it does anything else with the class."""

    def __init__(self, own: set[type]) -> None:
        self._own = own

    def __set_name__(self, owner: type, name: str) -> None:
        self._own.add(owner)
        type.__delattr__(owner, name)


def check_fields(rules: Rules, made: type) -> None:
    """A dataclass reads and compares its fields in library code, so no field may name what is on no list.

    Raises Refusal, where a class of the library that `made` inherits from has the name too.
    """
    library = [base for base in made.__mro__ if base not in rules.own]
    for name in getattr(made, "__dataclass_fields__", ()):
        if name not in rule_of(made).read and any(name in vars(base) for base in library):
            raise Refusal("attribute", rules.label(made, name))
