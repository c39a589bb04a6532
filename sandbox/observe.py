"""What a program left behind: its tensors' gradients as plain numbers, and where there is none, why.

Comes in: the namespace at the end, and what was seen of its backward calls. Goes out: Gradients and Missings, in the
order in which the variables were made. Values beyond 1,024 elements are left out (the shape still tells). Nothing of
the student's own code is called.
"""

import math
from collections.abc import Collection

import torch

from sandbox import named, slots
from sandbox.backwards import Watch
from sandbox.protocol import Gradient, Missing, Numbers, Why

MAX_GRADIENTS = 50
MAX_MISSING = 20
MAX_ELEMENTS = 1024
MAX_NAME = 80


def gradients(space: dict[str, object], watch: Watch) -> tuple[tuple[Gradient, ...], tuple[Missing, ...]]:
    """Every tensor that can be reached from a variable and has a gradient, once, under its first name; and every one
    whose gradient a student may miss."""
    found: list[Gradient] = []
    missing: list[Missing] = []
    seen: set[int] = set()
    with torch._C.DisableTorchFunctionSubclass():
        for name, tensor in named.tensors(space):
            if id(tensor) in seen or len(found) == MAX_GRADIENTS:
                continue
            seen.add(id(tensor))
            grad = slots.grad(tensor) if slots.is_leaf(tensor) or slots.retains_grad(tensor) else None
            if grad is not None:
                found.append(_gradient(name, tensor, grad, watch))
            elif slots.requires_grad(tensor) and len(missing) < MAX_MISSING:
                why = _why(name, tensor, watch)
                if why is not None:
                    missing.append(_missing(name, tensor, why, watch))
    return tuple(found), tuple(missing)


def detached(space: dict[str, object], names: Collection[str]) -> tuple[Missing, ...]:
    """Those of these variables that are numbers to torch, though they were made of a leaf."""
    missing: list[Missing] = []
    with torch._C.DisableTorchFunctionSubclass():
        for name in list(names)[:MAX_MISSING]:
            value = space.get(name)
            if type(value) is float:
                missing.append(Missing(name[:MAX_NAME], (), "detached", _finite(value)))
            elif isinstance(value, torch.Tensor) and not slots.requires_grad(value):
                missing.append(Missing(name[:MAX_NAME], _shape(value), "detached", _numbers(value)))
    return tuple(missing)


def _gradient(name: str, tensor: torch.Tensor, grad: torch.Tensor, watch: Watch) -> Gradient:
    return Gradient(name[:MAX_NAME], _shape(grad), _numbers(grad), _numbers(_value(tensor, watch)))


def _missing(name: str, tensor: torch.Tensor, why: Why, watch: Watch) -> Missing:
    return Missing(name[:MAX_NAME], _shape(tensor), why, _numbers(_value(tensor, watch)))


def _why(name: str, tensor: torch.Tensor, watch: Watch) -> Why | None:
    """Why a tensor that asks for a gradient has none; None where it is not known, or where nobody wonders."""
    if watch.count == 0:  # a module's parameters before any training are no riddle
        return "no_backward" if slots.is_leaf(tensor) and "." not in name else None
    if not slots.is_leaf(tensor):
        return "not_leaf"
    if not watch.closely or watch.earlier or watch.count > len(watch.taken):
        return None
    reached = [taken for taken in watch.taken if any(leaf is tensor for leaf in taken.leaves)]
    if not reached:
        return "not_reached"
    return "cleared" if any(taken.stores for taken in reached) else "returned"


def _value(tensor: torch.Tensor, watch: Watch) -> torch.Tensor:
    """The value at which the gradient was taken, where one call took it; else the last."""
    taken = watch.only()
    held = taken is not None and any(leaf is tensor for leaf in taken.leaves)
    return taken.values.get(id(tensor), tensor) if taken is not None and held else tensor


def _shape(tensor: torch.Tensor) -> tuple[int, ...]:
    return tuple(torch.Tensor.size(tensor))


def _numbers(tensor: torch.Tensor) -> Numbers:
    bare = torch.Tensor.detach(tensor).as_subclass(torch.Tensor)
    if bare.numel() > MAX_ELEMENTS or bare.is_complex():
        return None
    try:
        return _finite(bare.cpu().tolist())
    except (RuntimeError, NotImplementedError, TypeError):  # without numbers (meta), or laid out in another way
        return None


def _finite(value: Numbers) -> Numbers:
    """NaN and infinities as words, which JSON has no numbers for."""
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
