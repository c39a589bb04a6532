"""What a program left behind: its leaves' gradients, as plain numbers.

Comes in: the namespace at the end. Goes out: Gradients, in the order in which the variables were made. Values beyond
1,024 elements are left out (the shape still tells). Of the student's own code, only a module's `named_parameters` is
called.
"""

import contextlib
import math
from collections.abc import Iterator

import torch

from sandbox.protocol import Gradient, Numbers

MAX_GRADIENTS = 50
MAX_ELEMENTS = 1024
MAX_DEPTH = 3


def gradients(space: dict[str, object]) -> tuple[Gradient, ...]:
    """Every leaf that can be reached from a variable and has a gradient, once, under its first name."""
    found: list[Gradient] = []
    seen: set[int] = set()
    with torch._C.DisableTorchFunctionSubclass():
        for name, tensor in _tensors(space):
            if id(tensor) in seen or len(found) == MAX_GRADIENTS:
                continue
            seen.add(id(tensor))
            gradient = _gradient(name, tensor)
            if gradient is not None:
                found.append(gradient)
    return tuple(found)


# Torch's own, whatever a program's subclass makes of them.
_is_leaf = vars(torch._C.TensorBase)["is_leaf"].__get__
_grad = vars(torch._C.TensorBase)["grad"].__get__


def _gradient(name: str, tensor: torch.Tensor) -> Gradient | None:
    # `.grad` of a tensor that is no leaf warns; so ask for leaves first.
    grad = _grad(tensor) if _is_leaf(tensor) else None
    if grad is None:
        return None
    grad = grad.as_subclass(torch.Tensor)
    small = grad.numel() <= MAX_ELEMENTS and not grad.is_sparse and not grad.is_complex()
    values = _finite(grad.detach().cpu().tolist()) if small else None
    return Gradient(name=name[:80], shape=tuple(grad.shape), grad=values)


def _finite(value: Numbers) -> Numbers:
    """NaN and infinities as words, which JSON has no numbers for."""
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _tensors(space: dict[str, object]) -> Iterator[tuple[str, torch.Tensor]]:
    for name, value in list(space.items()):
        if not name.startswith("__"):
            with contextlib.suppress(Exception):  # a module whose own methods fail hides its leaves
                yield from _within(name, value, 0)


def _within(name: str, value: object, depth: int) -> Iterator[tuple[str, torch.Tensor]]:
    """Tensors in a variable: itself, a container's elements, a module's parameters, an object's attributes."""
    if isinstance(value, torch.Tensor):
        yield name, value
    elif isinstance(value, torch.nn.Module):
        for key, parameter in value.named_parameters():
            yield f"{name}.{key}", parameter
    elif depth < MAX_DEPTH:
        for label, item in _inside(name, value):
            yield from _within(label, item, depth + 1)


def _inside(name: str, value: object) -> Iterator[tuple[str, object]]:
    kind = type(value)
    if kind in (list, tuple):
        assert isinstance(value, (list, tuple))  # noqa: S101 - by the line above
        yield from ((f"{name}[{index}]", item) for index, item in enumerate(value[:100]))
    elif kind is dict:
        assert isinstance(value, dict)  # noqa: S101 - by the line above
        yield from ((f"{name}[{key!r}]", item) for key, item in list(value.items())[:100] if type(key) in (str, int))
    elif getattr(kind, "__module__", None) == "__main__" and isinstance(attributes := _attributes(value), dict):
        yield from ((f"{name}.{key}", item) for key, item in list(attributes.items())[:100] if type(key) is str)


def _attributes(value: object) -> object:
    try:
        return object.__getattribute__(value, "__dict__")
    except AttributeError:
        return None
