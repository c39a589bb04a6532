"""What may be read and written of what: an object and a name come in, the error in the way (or None) goes out.

An object's attribute is allowed where its class's list, or that of a class it inherits from, has the name; where a
class of the program defines it; or where it is data that the object itself carries and its type is `open`.
"""

import ctypes
import datetime
from types import CodeType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

import torch
from torch.autograd.graph import Node

from sandbox.policy.masks import Label
from sandbox.policy.names import Names, TypeRule, is_dunder, names
from sandbox.policy.refusal import Refusal

# Python's insides and raw memory: never handed over, whatever leads there.
RAW = (FrameType, CodeType, TracebackType, memoryview, ctypes._SimpleCData.__mro__[1], type(datetime.datetime_CAPI))
_NAMED_TUPLE = frozenset({"_asdict", "_replace", "_fields", "_make", "_field_defaults"})
_FUNCTION_LABELS = frozenset({"__name__", "__qualname__", "__doc__"})
_rules: dict[type, TypeRule] = {}

Problem = Refusal | AttributeError | None


def owner_of(kind: type, name: str) -> type | None:
    """The class that defines a name for the instances of another."""
    for base in kind.__mro__:
        if name in base.__dict__:
            return base
    return None


def own_attributes(value: object) -> dict[str, object]:
    """What an object carries itself; empty where it carries nothing."""
    try:
        found = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return found if isinstance(found, dict) else {}


def rule_of(kind: type) -> TypeRule:
    """The rules of a type and of all that it inherits from, as one."""
    known = _rules.get(kind)
    return known if known is not None else _rules.setdefault(kind, _merged(kind, names()))


def _merged(kind: type, lists: Names) -> TypeRule:
    found = [lists.types[base] for base in kind.__mro__ if base in lists.types]
    # A graph's nodes inherit from nothing; torch says by an abstract class what they are.
    nodes = [lists.types[Node]] if issubclass(kind, Node) and Node not in kind.__mro__ else []
    every = [*found, *nodes]
    return TypeRule(
        read=frozenset().union(*(rule.read for rule in every)),
        write=frozenset().union(*(rule.write for rule in every)),
        private=frozenset().union(*(rule.private for rule in every)),
        open=any(rule.open for rule in every),
        construct=all(rule.construct for rule in every),
    )


class Rules:
    """The rules of one namespace. `own` are the program's classes, `space` its globals."""

    def __init__(self, space: dict[str, object]) -> None:
        self.lists = names()
        self.own: set[type] = set()
        self.modules = dict(self.lists.modules)
        self.reachable = dict(self.lists.reachable)
        self._space = space

    # Reading

    def read_problem(self, value: Any, name: str) -> Problem:
        """What stands in the way of `value.name`."""
        kind = type(value)
        if issubclass(kind, ModuleType):
            return self._read_module(value, name)
        if kind is super:
            return self._read_super(value, name)
        if issubclass(kind, type):
            return self._read_class(value, name)
        if issubclass(kind, RAW):
            return Refusal("raw", f"{kind.__name__}.{name}")
        return self._read_instance(value, kind, name)

    def _read_module(self, module: ModuleType, name: str) -> Problem:
        label = f"{module.__name__}.{name}"
        listed = self.modules.get(module)
        if listed is None:
            return Refusal("raw", label)
        if name in listed or name == "__name__":
            return None
        if name in vars(module) or is_dunder(name) or self._is_lazy(module, name):
            return self.refusal("dunder" if is_dunder(name) and name not in vars(module) else "name", label)
        return AttributeError(_module_message(module, name), name=name, obj=module)

    def _is_lazy(self, module: ModuleType, name: str) -> bool:
        """Whether a module would import something on being asked for a name."""
        return name in self.lists.children.get(module.__name__, ()) or name in dir(module)

    def _read_instance(self, value: object, kind: type, name: str) -> Problem:
        owner, rule = owner_of(kind, name), rule_of(kind)
        if is_dunder(name):
            return self._dunder(value, kind, name, owner)
        if owner in self.own or (owner is None and kind in self.own):
            return None
        if name in rule.read or name in rule.private or is_field(kind, name):
            return None
        carried = name in own_attributes(value)
        if owner is None and not carried:
            return self._absent(value, kind, name, rule)
        if carried and not is_data_descriptor(owner, name) and self._may_carry(value, kind, name, rule):
            return None
        return self.refusal("attribute", self.label(kind, name))

    def _may_carry(self, value: object, kind: type, name: str, rule: TypeRule) -> bool:
        if kind in self.own or (isinstance(value, FunctionType) and self.is_mine(value)):
            return True
        return rule.open and not name.startswith("_")

    def _absent(self, value: object, kind: type, name: str, rule: TypeRule) -> Problem:
        """Nothing by that name: Python's own error comes, unless the type would make something up."""
        if rule.open or owner_of(kind, "__getattr__") is None:
            return None
        return AttributeError(f"{kind.__name__!r} object has no attribute {name!r}", name=name, obj=value)

    def _dunder(self, value: object, kind: type, name: str, owner: type | None) -> Problem:
        lists, rule = self.lists.dunders, rule_of(kind)
        if name in lists.labels or name in rule.read or owner in self.own:
            return None
        if name in lists.methods and (name != "__init__" or rule.construct):
            return None if owner is not None else self._absent(value, kind, name, rule)
        return self.refusal("dunder", name)

    def _read_class(self, cls: type, name: str) -> Problem:
        owner, lists = owner_of(cls, name), self.lists.dunders
        if name in lists.labels:
            return None
        if isinstance(cls, Label):
            return self.refusal("class", cls.__name__)
        if owner in self.own and (not is_dunder(name) or name in lists.methods or name in lists.define):
            return None
        listed = name in rule_of(cls).read or is_field(cls, name)
        if is_dunder(name):
            listed |= name in lists.methods or name == "__new__"
            usable = cls in self.own or cls in self.lists.offered
            return None if listed and owner is not None and usable else self.refusal("dunder", name)
        if owner is None and owner_of(type(cls), name) is None:
            return None  # Python's own AttributeError
        return None if listed else self.refusal("attribute", self.label(cls, name))

    def _read_super(self, value: Any, name: str) -> Problem:
        kind, start = value.__self_class__, value.__thisclass__
        if kind is None:
            return self.refusal("attribute", f"super.{name}")
        after = kind.__mro__[kind.__mro__.index(start) + 1 :]
        owner = next((base for base in after if name in base.__dict__), None)
        if owner in self.own or (owner is None and not is_dunder(name)):
            return None
        if is_dunder(name):
            callable_here = name in self.lists.dunders.methods or name in ("__new__", "__init_subclass__")
            callable_here |= name == "__getattr__" and owner is torch.nn.Module
            return None if callable_here and owner is not None else self.refusal("dunder", name)
        return None if name in rule_of(kind).read else self.refusal("attribute", self.label(kind, name))

    # Writing

    def write_problem(self, value: Any, name: str) -> Problem:
        """What stands in the way of `value.name = ...` and of `del value.name`."""
        kind = type(value)
        if issubclass(kind, ModuleType):
            listed = self.lists.module_writes.get(value, frozenset())
            return None if name in listed else self.refusal("write", f"{value.__name__}.{name}")
        if issubclass(kind, type):
            return self._write_class(value, name)
        if is_dunder(name):
            return self._write_dunder(value, kind, name)
        return self._write_instance(value, kind, name)

    def _write_class(self, cls: type, name: str) -> Problem:
        if cls not in self.own:
            return self.refusal("write", f"{cls.__name__}.{name}")
        if is_dunder(name) and name not in self.lists.dunders.methods:
            return self.refusal("dunder", name)
        return None

    def _write_dunder(self, value: object, kind: type, name: str) -> Problem:
        mine = isinstance(value, FunctionType) and self.is_mine(value)
        if name in rule_of(kind).write or (mine and name in _FUNCTION_LABELS):
            return None
        return self.refusal("dunder", name)

    def _write_instance(self, value: object, kind: type, name: str) -> Problem:
        owner, rule = owner_of(kind, name), rule_of(kind)
        if name in rule.write or owner in self.own:
            return None
        if kind in self.own:
            return self.refusal("write", self.label(kind, name)) if is_data_descriptor(owner, name) else None
        if isinstance(value, FunctionType):
            return None if self.is_mine(value) else self.refusal("write", f"{value.__name__}.{name}")
        if owner is None and rule.open and not name.startswith("_"):
            return None
        if kind.__module__ == "builtins" and kind is not super:
            return None  # nothing can be written there: Python's own error comes
        return self.refusal("write", self.label(kind, name))

    def is_mine(self, function: FunctionType) -> bool:
        """Whether a function is of the program's text."""
        return function.__globals__ is self._space

    # Words

    def label(self, kind: type, name: str) -> str:
        """An attribute as a program would spell it: "Tensor.data_ptr", of a subclass too."""
        base = next((base for base in kind.__mro__ if base in self.lists.types and base is not object), kind)
        return f"{base.__name__}.{name}"

    def refusal(self, key: str, name: str) -> Refusal:
        """A refusal with the way around it, where one is known."""
        return Refusal(key, name, self.lists.instead.get(name, ""))


def is_field(kind: type, name: str) -> bool:
    """Whether a name is a field of a tuple with names, as `torch.max(x, 0)` gives one."""
    if not issubclass(kind, tuple):
        return False
    fields = getattr(kind, "_fields", ())
    return name in (fields or getattr(kind, "__match_args__", ())) or (bool(fields) and name in _NAMED_TUPLE)


def is_data_descriptor(owner: type | None, name: str) -> bool:
    """Whether a class's attribute of that name takes writes itself."""
    return owner is not None and hasattr(type(owner.__dict__[name]), "__set__")


def _module_message(module: ModuleType, name: str) -> str:
    for hints in ("__expired_attributes__", "__former_attrs__"):  # numpy tells what became of its old names
        text = getattr(module, hints, {})
        if isinstance(text, dict) and name in text:
            return str(text[name])
    return f"module {module.__name__!r} has no attribute {name!r}"
