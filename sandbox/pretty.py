"""A value as a notebook shows it: containers broken to lines of 79 columns, classes by their name, else its repr.

A value comes in, text goes out. Which printer a value gets, its class's ancestors decide, in their order: the first
that is in the table here or has a `__repr__` of its own. Beside it: `layout` fits the text into lines.
"""

import re
from collections import Counter, OrderedDict, UserList, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from inspect import signature
from types import BuiltinFunctionType, FunctionType, MappingProxyType, SimpleNamespace
from typing import Any

from sandbox.layout import Full, Page
from sandbox.policy.masks import Label, unlabelled
from sandbox.policy.native import Native
from sandbox.protocol import MAX_OUTPUT_CHARS

WIDTH = 79
MAX_ELEMENTS = 1000
MAX_DEPTH = 100
_FLAGS = ("IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG")
_Raw = Callable[[], None]  # an argument of a call that is written as it is


def pretty(value: object) -> str:
    """The text of a value, cut where it is longer than any output. Raises what the value's own `__repr__` raises."""
    page = Page(WIDTH, MAX_OUTPUT_CHARS + 1)
    try:
        _Printer(page).show(value)
        return page.finished()
    except Full:
        return page.so_far()


class _Printer:
    """Puts values on one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._within: list[int] = []

    def show(self, value: Any) -> None:
        """A value and what is in it."""
        around = id(value) in self._within or len(self._within) > MAX_DEPTH
        self._within.append(id(value))
        with self._page.group():
            self._printer(value)(value, around)
        self._within.pop()

    def _printer(self, value: object) -> Callable[[Any, bool], None]:
        for kind in type(value).__mro__:
            if kind in _PRINTERS:
                return getattr(self, _PRINTERS[kind])  # type: ignore[no-any-return]
            if kind is not object and "__repr__" in vars(kind):
                return self._repr
        return self._plain

    def _repr(self, value: object, around: bool) -> None:
        with self._page.group():
            for number, line in enumerate(repr(value).splitlines()):
                if number:
                    self._page.line_break()
                self._page.text(line)

    def _plain(self, value: object, around: bool) -> None:
        with self._page.group("<", ">"):
            self.show(type(value))
            self._page.text(f" at 0x{id(value):x}" + (" ..." if around else ""))

    def _sequence(self, value: list[Any] | tuple[Any, ...], around: bool) -> None:
        opening, closing = "()" if isinstance(value, tuple) else "[]"
        if around:
            self._page.text(f"{opening}...{closing}")
            return
        with self._page.group(opening, closing):
            self._each(value, self.show)
            if len(value) == 1 and isinstance(value, tuple):
                self._page.text(",")

    def _set(self, value: set[Any] | frozenset[Any], around: bool) -> None:
        opening, closing = ("{", "}") if isinstance(value, set) else ("frozenset({", "})")
        if around or not value:
            self._page.text(f"{opening}...{closing}" if around else f"{type(value).__name__}()")
            return
        with self._page.group(opening, closing):
            self._each(_sorted(value) if len(value) < MAX_ELEMENTS else value, self.show)

    def _dict(self, value: Mapping[Any, Any], around: bool) -> None:
        opening, closing = ("mappingproxy({", "})") if isinstance(value, MappingProxyType) else ("{", "}")
        if around:
            self._page.text("{...}")
            return

        def item(key: Any) -> None:
            self.show(key)
            self._page.text(": ")
            self.show(value[key])

        with self._page.group(opening, closing):
            self._each(value.keys(), item)

    def _each(self, items: Iterable[Any], show: Callable[[Any], None]) -> None:
        for number, item in enumerate(items):
            if number:
                self._page.text(",")
                self._page.space()
            if number == MAX_ELEMENTS:
                self._page.text("...")
                return
            show(item)

    def _class(self, value: type, around: bool) -> None:
        value = unlabelled(value)
        kinds: tuple[type, ...] = type(value).__mro__  # type: ignore[assignment]
        if next(kind for kind in kinds if "__repr__" in vars(kind)) is not type:
            self._repr(value, around)
            return
        self._page.text(_full_name(value))

    def _function(self, value: Any, around: bool) -> None:
        arguments = ""
        with suppress(ValueError):  # some functions in C do not say
            arguments = str(signature(value))
        self._page.text(f"<function {_full_name(value)}{arguments}>")

    def _exception(self, value: BaseException, around: bool) -> None:
        self._call(_full_name(type(value)), *value.args)

    def _pattern(self, value: re.Pattern[Any], around: bool) -> None:
        flags = "|".join(f"re.{name}" for name in _FLAGS if value.flags & getattr(re, name))
        pattern = "r" + repr(value.pattern).replace("\\\\", "\\")
        words = [pattern, flags] if value.flags else [pattern]
        self._show_call("re.compile", (("", self._text(word)) for word in words))

    def _namespace(self, value: SimpleNamespace, around: bool) -> None:
        self._named("namespace", around, **vars(value))

    def _defaultdict(self, value: defaultdict[Any, Any], around: bool) -> None:
        self._named(type(value).__name__, around, value.default_factory, dict(value))

    def _ordered_dict(self, value: OrderedDict[Any, Any], around: bool) -> None:
        self._named(type(value).__name__, around, *([list(value.items())] if value else []))

    def _counter(self, value: Counter[Any], around: bool) -> None:
        self._named(type(value).__name__, around, *([dict(value.most_common())] if value else []))

    def _user_list(self, value: UserList[Any], around: bool) -> None:
        self._named(type(value).__name__, around, value.data)

    def _deque(self, value: deque[Any], around: bool) -> None:
        limit = {} if value.maxlen is None else {"maxlen": value.maxlen}
        self._named(type(value).__name__, around, list(value), **limit)

    def _named(self, name: str, around: bool, *values: Any, **named: Any) -> None:
        if around:
            self._page.text(f"{name}(...)")
        else:
            self._call(name, *values, **named)

    def _call(self, name: str, *values: Any, **named: Any) -> None:
        pairs = [("", value) for value in values] + [(f"{key}=", value) for key, value in named.items()]
        self._show_call(name, ((prefix, partial(self.show, value)) for prefix, value in pairs))

    def _show_call(self, name: str, arguments: Iterable[tuple[str, _Raw]]) -> None:
        with self._page.group(), self._page.group(f"{name}(", ")"):
            for number, (prefix, show) in enumerate(arguments):
                if number:
                    self._page.text(",")
                    self._page.space()
                if not prefix:
                    show()
                    continue
                with self._page.group(prefix):
                    show()

    def _text(self, word: str) -> _Raw:
        return lambda: self._page.text(word)


def _full_name(value: Any) -> str:
    module = value.__module__
    name: str = value.__qualname__
    return name if module in (None, "builtins") else f"{module}.{name}"


def _sorted(values: Iterable[Any]) -> Iterator[Any]:
    values = list(values)
    with suppress(Exception):  # a student's own comparison may raise anything
        return iter(sorted(values))
    with suppress(Exception):
        return iter(sorted(values, key=str))
    return iter(values)


_PRINTERS: dict[type, str] = {
    list: "_sequence",
    tuple: "_sequence",
    set: "_set",
    frozenset: "_set",
    dict: "_dict",
    MappingProxyType: "_dict",
    type: "_class",
    Label: "_class",
    FunctionType: "_function",
    BuiltinFunctionType: "_function",
    Native: "_function",
    BaseException: "_exception",
    re.Pattern: "_pattern",
    SimpleNamespace: "_namespace",
    defaultdict: "_defaultdict",
    OrderedDict: "_ordered_dict",
    Counter: "_counter",
    deque: "_deque",
    UserList: "_user_list",
    **dict.fromkeys((int, float, str), "_repr"),
}
