"""Runs a program in float64 with one element of a leaf shifted, up to its backward call.

Torch's own calls come in, by `TorchFunctionMode`; each leaf is noticed, and shifted, as it enters the graph. What a
program draws by chance is drawn in float32 first, as the program drew it, or it would be other numbers. Also notices
what is made of a leaf without being recorded.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode

from sandbox import backwards, calls, slots
from sandbox.reach import flat

Shift = tuple[int, int, float]  # which leaf, in the order of use; which element; how far

_REAL = {torch.float32, torch.float16, torch.bfloat16}
_ATTRIBUTES = {"__get__", "__set__", "__delete__"}
_LOOKS = {*calls.LOOKS, "Tensor.detach", "Tensor.retain_grad", "Tensor.requires_grad_", "Tensor.register_hook"}
_CUTS = {"Tensor.detach", "Tensor.data", "torch.tensor", "Tensor.item", "Tensor.__float__"}
_TO_DOUBLE: dict[str, Callable[..., Any]] = {"Tensor.float": torch.Tensor.double, "Tensor.half": torch.Tensor.double}


class Reached(BaseException):
    """The program has come to its backward call, with this result. No `except` of a student's holds it."""

    def __init__(self, outputs: Any) -> None:
        super().__init__()
        self.result = backwards.scalar(outputs)


class Stop:
    """Stands before the engine: the program's own first call ends the run; a card's earlier cells have theirs."""

    def __init__(self) -> None:
        self.armed = False

    def call(self, engine: Callable[..., Any], outputs: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Raises Reached once armed."""
        if self.armed:
            raise Reached(outputs)
        return engine(outputs, *args, **kwargs)


class Doubles(TorchFunctionMode):
    """Use as a context around the program. `leaves` are in the order of use, `cut` what was not recorded."""

    def __init__(self, shift: Shift | None = None) -> None:
        super().__init__()
        self.leaves: list[torch.Tensor] = []
        self.cut: list[object] = []
        self._shift = shift
        self._known: set[int] = set()
        self._cut: set[int] = set()

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        name, kwargs = calls.name_of(func), kwargs or {}
        given = [value for value in flat((*args, *kwargs.values())) if isinstance(value, torch.Tensor)]
        is_look = name in _LOOKS or func.__name__ in _ATTRIBUTES
        if not is_look and torch._C.is_grad_enabled():
            self._meet(given[1:] if calls.is_write(name) else given)  # what fills a leaf is no use of it
        if calls.is_random(name):
            return _drawn(func, name, given, args, kwargs)
        args, kwargs = tuple(map(_wide, args)), {key: _wide(value) for key, value in kwargs.items()}
        result = _TO_DOUBLE.get(name, func)(*args, **kwargs)
        if not given and isinstance(result, torch.Tensor) and result.dtype in _REAL:
            result = _doubled(result)
        self._note_cut(name, is_look, given, result)
        return result

    def _meet(self, given: list[torch.Tensor]) -> None:
        with torch._C.DisableTorchFunction():
            for value in given:
                if id(value) not in self._known and slots.requires_grad(value) and slots.is_leaf(value):
                    self._known.add(id(value))
                    self.leaves.append(value)
                    if self._shift is not None and self._shift[0] == len(self.leaves) - 1:
                        _move(value, *self._shift[1:])

    def _note_cut(self, name: str, is_look: bool, given: list[torch.Tensor], result: Any) -> None:
        if not given or not isinstance(result, (torch.Tensor, float)):
            return
        known = any(id(value) in self._cut for value in given)
        with torch._C.DisableTorchFunction():
            if not known and not any(map(slots.requires_grad, given)):
                return
            if isinstance(result, torch.Tensor) and (slots.requires_grad(result) or not result.is_floating_point()):
                return
        recorded = torch.is_grad_enabled() and name not in _CUTS and not known
        if recorded or (is_look and name not in _CUTS) or name.endswith("_like") or ".new_" in name:
            return
        self._cut.add(id(result))
        self.cut.append(result)


def _move(leaf: torch.Tensor, element: int, far: float) -> None:
    bare = torch.Tensor.detach(leaf)
    bare[tuple(int(place) for place in np.unravel_index(element, bare.shape))] += far


def _wide(value: Any) -> Any:
    return torch.float64 if isinstance(value, torch.dtype) and value in _REAL else value


def _doubled(made: torch.Tensor) -> torch.Tensor:
    return made.detach().double().requires_grad_(made.requires_grad)


def _drawn(
    func: Callable[..., Any], name: str, given: list[torch.Tensor], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """What chance gives, as it would be in float32."""
    torch.set_default_dtype(torch.float32)
    try:
        if given and name.endswith("_") and given[0].dtype is torch.float64:
            return _filled(func, given[0], args, kwargs)
        result = func(*args, **kwargs)
    finally:
        torch.set_default_dtype(torch.float64)
    fresh = isinstance(result, torch.Tensor) and result.dtype in _REAL and result.is_leaf
    return _doubled(result) if fresh else result


def _filled(func: Callable[..., Any], target: torch.Tensor, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A method that fills its tensor by chance."""
    narrow = target.detach().float()

    def other(value: Any) -> Any:
        return narrow if value is target else value

    func(*map(other, args), **{key: other(value) for key, value in kwargs.items()})
    target.detach().copy_(narrow)
    return target
