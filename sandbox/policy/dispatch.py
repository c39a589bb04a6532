"""`functools.singledispatch` under the wall: Python's own evaluates an annotation that is a text, this one refuses it.

Comes in: a function. Goes out: what calls, by the class of the first argument, one of those that were registered.
"""

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any

from sandbox.policy.masks import Noted, unlabelled
from sandbox.policy.names import TypeRule, names
from sandbox.policy.refusal import Refusal

_LABELS = ("__module__", "__name__", "__qualname__", "__doc__")


class Dispatch:
    """One function in several kinds."""

    def __init__(self, noted: Noted, function: Callable[..., Any]) -> None:
        self._noted = noted
        self._function = functools.singledispatch(function)
        for name in _LABELS:
            setattr(self, name, getattr(function, name, None))

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Call the one for the first argument."""
        return self._function(*args, **options)

    def register(self, kind: Any, function: Any = None) -> Any:
        """`@f.register(int)`, or `@f.register` on a function whose first parameter says its class."""
        if isinstance(kind, FunctionType) and function is None:
            kind, function = self._annotated(kind), kind
        if function is None:
            return functools.partial(self.register, kind)
        return self._function.register(unlabelled(kind) if isinstance(kind, type) else kind, function)

    def dispatch(self, kind: type) -> Any:
        """The function for a class."""
        return self._function.dispatch(unlabelled(kind))

    def _annotated(self, function: FunctionType) -> Any:
        if not function.__annotations__:
            self._function.register(function)  # Python's own TypeError
        first = next(iter(function.__annotations__.values()))
        if isinstance(first, str):
            raise self._noted(Refusal("syntax", f"register: {str.__str__(first)!r}", "@f.register(int)"))
        return type(None) if first is None else first

    def __copy__(self) -> "Dispatch":
        return self

    def __deepcopy__(self, memo: object) -> "Dispatch":
        return self  # as a function is copied

    def __repr__(self) -> str:
        return f"<function {vars(self)['__qualname__']} at 0x{id(self):x}>"


names().types[Dispatch] = TypeRule(read=frozenset({"register", "dispatch"}))
