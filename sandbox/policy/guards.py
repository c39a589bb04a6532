"""Guards that only some programs need: classes and values in `match`, and `__getattr__` of a program's own classes."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.policy.masks import unlabelled
from sandbox.policy.names import is_dunder
from sandbox.policy.rules import is_field, owner_of, rule_of
from sandbox.policy.wall import Wall


@dataclass(frozen=True, slots=True)
class Held:
    """What a dotted name in a pattern stands for."""

    value: object


class PatternGuards:
    """`match` reads attributes in C, past the wall; so what a pattern would read is looked at before."""

    def __init__(self, wall: Wall) -> None:
        self._wall = wall

    def cls(self, cls: Any, wanted: tuple[str, ...], positions: int) -> Any:
        """The class of a pattern, where each attribute that the pattern reads is allowed on every such object."""
        if not isinstance(cls, type):
            return cls  # Python's own TypeError comes
        kind = unlabelled(cls)
        fields = tuple(getattr(kind, "__match_args__", ()))[:positions]
        own = [mine for mine in self._wall.rules.own if issubclass(mine, kind)]
        for name in (*wanted, *map(str, fields)):
            for each in (kind, *own):
                self._check(each, name)
        return cls

    def value(self, value: Any, name: str) -> "Held":
        """`value.name`, held for a pattern, which can only name an attribute."""
        return Held(self._wall.read(value, name))

    def _check(self, kind: type, name: str) -> None:
        owner, rule, rules = owner_of(kind, name), rule_of(kind), self._wall.rules
        if is_dunder(name):
            raise self._wall.noted(rules.refusal("dunder", name))
        mine = owner in rules.own or (owner is None and (kind in rules.own or rule.open))
        if not mine and name not in rule.read and not is_field(kind, name):
            raise self._wall.noted(rules.refusal("attribute", rules.label(kind, name)))


def guarded_missing(method: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """A program's own `__getattr__`, which is not asked for the names that libraries take raw memory from."""

    @functools.wraps(method)
    def __getattr__(self: Any, name: str) -> Any:
        if is_dunder(name):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
        return method(self, name)

    return __getattr__
