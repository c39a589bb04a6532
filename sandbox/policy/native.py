"""A function of ours in the place of one of Python's own: to `repr`, to `type` and in an echo it looks like that.

Comes in: what is called, and the name. A program finds nothing on it but its name and its docstring.
"""

import builtins
import inspect
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any, NoReturn

_ABSENT = "'builtin_function_or_method' object has no attribute {!r}"


class Native:
    """One such function."""

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        original = getattr(builtins, name)
        vars(self).update(_call=function, __name__=name, __qualname__=name, __doc__=original.__doc__)

    __class__ = property(lambda self: BuiltinFunctionType)  # for isinstance

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(getattr(builtins, vars(self)["__name__"]))

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Do it."""
        return vars(self)["_call"](*args, **options)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(_ABSENT.format(name), name=name)

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(_ABSENT.format(name), name=name)

    def __copy__(self) -> "Native":
        return self

    def __deepcopy__(self, memo: object) -> "Native":
        return self  # and not what is behind it

    def __repr__(self) -> str:
        return f"<built-in function {vars(self)['__name__']}>"


Native.__module__ = "builtins"
