"""The name wall of one namespace: the guards that a program's code calls.

Comes in: an object and a name. Goes out: the attribute, or a Refusal. The first refusal is kept, so that a program that
swallows one (in a `finally`, in an `__exit__`) has still been refused.
"""

import enum
import functools
from collections.abc import Callable
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, ModuleType
from typing import Any

from sandbox.policy import masks
from sandbox.policy.attributes import Attributes
from sandbox.policy.formats import safe_format, safe_format_map
from sandbox.policy.names import is_dunder
from sandbox.policy.native import Native
from sandbox.policy.refusal import Refusal
from sandbox.policy.rules import RAW, Rules, own_attributes, owner_of, rule_of

_FORMATS: dict[str, Callable[..., str]] = {"format": safe_format, "format_map": safe_format_map}
_SEALED = (super, type)  # whose attributes are another object's


class _Plain(dict[type, frozenset[str]]):
    """By type, the names that may be read without another look; grows as a program runs."""

    def __missing__(self, kind: type) -> frozenset[str]:
        self[kind] = _listed(kind)
        return self[kind]


@functools.cache  # the warm parent fills it, for all its children
def _listed(kind: type) -> frozenset[str]:
    """Of a type's list, the names that mean the same on every instance."""
    if issubclass(kind, (ModuleType, type, *RAW, *_SEALED)):
        return frozenset()
    found = frozenset(name for name in rule_of(kind).read if not is_dunder(name))
    return found - _FORMATS.keys() if issubclass(kind, str) else found


class _Inspected(dict[type, bool]):
    """By type, whether a value of it has to be looked at before it is handed over."""

    def __missing__(self, kind: type) -> bool:
        self[kind] = issubclass(kind, (ModuleType, type, *RAW))
        return self[kind]


_inspected = _Inspected()


class Wall:
    """The guards, and what they know of one program."""

    def __init__(self, space: dict[str, object]) -> None:
        self.rules = Rules(space)
        self.refused: Refusal | None = None
        self.stand_ins: dict[tuple[ModuleType, str], object] = {}
        self.labels = masks.Labels(self.noted, self.class_of)
        self._plain = _Plain()
        self._modules = self.rules.modules

    def read(self, value: Any, name: str) -> Any:
        """`value.name`."""
        kind = type(value)
        if kind is ModuleType:
            listed = self._modules.get(value)
            if listed is not None and name in listed and (value, name) not in self.stand_ins:
                found = getattr(value, name)
                return found if not isinstance(found, type) else self.shown(found)
        elif name in self._plain[kind]:
            found = getattr(value, name)
            return self.shown(found) if _inspected[type(found)] else found
        return self._read_slowly(value, kind, name)

    def _read_slowly(self, value: Any, kind: type, name: str) -> Any:
        if (special := _SPECIAL.get(name)) is not None:
            return special(self, value)
        if name == "mro" and isinstance(value, type) and value in self.rules.own and owner_of(value, name) is None:
            return lambda: list(self._mro(value))
        problem = self.rules.read_problem(value, name)
        if problem is not None:
            raise self.noted(problem)
        if isinstance(value, ModuleType) and (value, name) in self.stand_ins:
            return self.stand_ins[value, name]
        found = getattr(value, name)
        if name in _FORMATS:
            return self._safe(found)
        if self._stays_allowed(kind, name):
            self._plain[kind] |= {name}
        return self.shown(found) if _inspected[type(found)] else found

    def _stays_allowed(self, kind: type, name: str) -> bool:
        """Whether a name that was allowed once will be so for every instance, whatever it carries."""
        if is_dunder(name) or issubclass(kind, (ModuleType, type, FunctionType, str, *_SEALED)):
            return False
        owner = owner_of(kind, name)
        if kind in self.rules.own:
            return owner is None or owner in self.rules.own
        return owner is None and rule_of(kind).open and not name.startswith("_")

    def shown(self, value: Any) -> Any:
        """A value as a program may have it: a type it may not use becomes a label; Python's insides are refused."""
        if isinstance(value, type):
            return self.shown_type(value)
        if isinstance(value, ModuleType) and value in self._modules:
            return value
        if isinstance(value, (ModuleType, *RAW)):
            raise self.noted(Refusal("raw", getattr(value, "__name__", type(value).__name__)))
        return value

    def shown_type(self, kind: type) -> type:
        """A class as a program may have it."""
        if kind is Attributes:
            return dict
        kind = BuiltinFunctionType if kind is Native else kind
        if kind in self.rules.own or kind in self.rules.lists.offered or isinstance(kind, masks.Label):
            return kind
        return self.labels.type if issubclass(kind, type) else self.labels.of(kind)

    def class_of(self, value: object) -> type:
        """`type(value)`."""
        return self.shown_type(type(value))

    def noted(self, problem: BaseException) -> BaseException:
        """The same error; a refusal is kept if it is the first."""
        if isinstance(problem, Refusal) and self.refused is None:
            self.refused = problem
        return problem

    def check(self, rule: Callable[[Rules, Any], None], value: object) -> None:
        """Raise, and keep, what a rule says against a value."""
        try:
            rule(self.rules, value)
        except Refusal as problem:
            raise self.noted(problem) from None

    def write(self, value: Any, name: str) -> Any:
        """`value` itself, where `value.name` may be set or deleted."""
        problem = self.rules.write_problem(value, name)
        if problem is not None:
            raise self.noted(problem)
        return value

    def can_read(self, value: Any, name: str) -> bool:
        """Whether there is such an attribute; nothing is handed over, so a name on no list is no refusal."""
        problem = self.rules.read_problem(value, name)
        if isinstance(problem, Refusal):
            return owner_of(type(value), name) is not None or name in own_attributes(value)
        try:
            self.read(value, name)
        except AttributeError:
            return False
        return True

    def deleted(self, value: Any, name: str) -> Any:
        """As `write`, for `del`: what a class of the program hid may come to light."""
        if isinstance(value, type):
            self._plain.clear()
        return self.write(value, name)

    def _safe(self, found: Any) -> Any:
        """`str.format` in place of itself, wherever it was found: Python's own would read attributes past the wall."""
        if isinstance(found, BuiltinMethodType) and isinstance(found.__self__, str):
            return functools.partial(_FORMATS[found.__name__], self.read, found.__self__)
        if found is str.format or found is str.format_map:
            render = _FORMATS[found.__name__]
            return lambda text, *args, **kwargs: render(self.read, text, *args, **kwargs)  # binds as a method does
        return found

    # Names with a meaning of their own

    def _class(self, value: object) -> type:
        return self.shown_type(value.__class__)

    def _dict(self, value: object) -> Attributes:
        if type(value) not in self.rules.own:
            raise self.noted(Refusal("dunder", "__dict__"))
        return Attributes(self.write, value)

    def _annotations(self, value: Any) -> dict[str, object]:
        if not isinstance(value, FunctionType) and not (isinstance(value, type) and value in self.rules.own):
            raise self.noted(Refusal("dunder", "__annotations__"))
        return dict(value.__annotations__)

    def _mro(self, value: object) -> tuple[type, ...]:
        return tuple(self.shown_type(base) for base in self._mine(value, "__mro__").__mro__)

    def _bases(self, value: object) -> tuple[type, ...]:
        return tuple(self.shown_type(base) for base in self._mine(value, "__bases__").__bases__)

    def _subclasses(self, value: object) -> Callable[[], list[type]]:
        mine = self._mine(value, "__subclasses__")
        own = self.rules.own
        return lambda: list(filter(own.__contains__, type.__subclasses__(mine)))

    def _members(self, value: object) -> object:
        mine = self._mine(value, "__members__")
        if not isinstance(mine, enum.EnumType):
            raise AttributeError(f"type object {mine.__name__!r} has no attribute '__members__'", name="__members__")
        return mine.__members__

    def _fields(self, value: Any) -> dict[str, object]:
        kind = value if isinstance(value, type) else type(value)
        self._mine(kind, "__dataclass_fields__")
        return dict(value.__dataclass_fields__)  # what dataclasses goes by stays theirs

    def _defaults(self, value: object) -> object:
        if not isinstance(value, FunctionType) or not self.rules.is_mine(value):
            raise self.noted(Refusal("dunder", "__defaults__"))
        return value.__defaults__

    def _mine(self, value: object, name: str) -> type:
        if not isinstance(value, type) or value not in self.rules.own:
            raise self.noted(Refusal("dunder", name))
        return value


_SPECIAL: dict[str, Callable[[Wall, Any], Any]] = {
    "__class__": Wall._class,
    "__dict__": Wall._dict,
    "__annotations__": Wall._annotations,
    "__mro__": Wall._mro,
    "__bases__": Wall._bases,
    "__subclasses__": Wall._subclasses,
    "__members__": Wall._members,
    "__dataclass_fields__": Wall._fields,
    "__defaults__": Wall._defaults,
}
