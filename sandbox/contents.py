"""What a tensor or array holds and where it lies, read without calling anything that a program may have put on it."""

from typing import TypeAlias, TypeGuard

import numpy as np
import torch
from torch._C._functorch import is_functorch_wrapped_tensor

MAX_VALUES = 64

Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.generic]]
Values: TypeAlias = tuple[float | int | bool, ...] | None


def is_own(value: object) -> TypeGuard[torch.Tensor]:
    """A tensor with data of its own. Those inside of `vmap` and `torch.func.grad` may not be touched after them."""
    return isinstance(value, torch.Tensor) and not is_functorch_wrapped_tensor(value)


def plain(value: torch.Tensor) -> torch.Tensor:
    """The same data, without the attributes and methods of a program's own."""
    return torch.Tensor.detach(value)


def tensor_values(value: torch.Tensor) -> Values:
    """A small tensor's values, flattened; None where it is large or has no such values."""
    bare = plain(value)
    if bare.numel() > MAX_VALUES or bare.is_complex() or bare.is_meta:
        return None
    try:
        return tuple(bare.reshape(-1).tolist())
    except (RuntimeError, NotImplementedError, TypeError):  # sparse or packed
        return None


def array_values(value: Array) -> Values:
    """A small numeric array's values, flattened."""
    if value.size > MAX_VALUES or value.dtype.kind not in "biuf":
        return None
    return tuple(np.ndarray.reshape(value, -1).tolist())


def storage(value: torch.Tensor) -> tuple[int, int]:
    """Where a tensor's memory begins, and its bytes; zeros where there is none."""
    try:
        memory = value.untyped_storage()
        return memory.data_ptr(), memory.nbytes()
    except (RuntimeError, NotImplementedError):  # sparse tensors
        return 0, 0


def extent(value: Array) -> tuple[int, int]:
    """Where an array's memory begins, and its bytes: those of the array that owns them."""
    while isinstance(value.base, np.ndarray):
        value = value.base
    return int(value.__array_interface__["data"][0]), int(value.nbytes)
