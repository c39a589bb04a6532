"""`from_dlpack` of torch and of NumPy, for the tensors and arrays of these two alone.

A tensor or array comes in, one of the other kind (or of the same) in the same memory goes out. Not by a capsule, whose
memory torch does not know to be lent: by `from_numpy` and `Tensor.numpy`, after which it moves no more.
"""

from typing import Any

import numpy as np
import torch
import torch.utils.dlpack


def to_torch(ext_tensor: Any, *, device: Any = None, copy: bool | None = None) -> torch.Tensor:
    """`torch.from_dlpack`. Raises TypeError for anything else, as torch does for what has no `__dlpack__`."""
    made: torch.Tensor = torch.from_numpy(_array(ext_tensor))
    if device is not None:
        made = made.to(device)
    return made.clone() if copy else made


def to_numpy(x: Any, /, *, device: Any = None, copy: bool | None = None) -> Any:
    """`np.from_dlpack`. Raises as NumPy does for what has no `__dlpack__`, and for another device."""
    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    found = x.view() if type(x) is np.ndarray else _array(x)
    return found.copy() if copy else found


def _array(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return torch.Tensor.numpy(value)
    if type(value) is np.ndarray:
        return value
    raise TypeError(f"from_dlpack takes a tensor or an array, not {type(value).__name__}")


for _made, _original in ((to_torch, torch.utils.dlpack.from_dlpack), (to_numpy, np.from_dlpack)):
    _made.__name__ = _made.__qualname__ = "from_dlpack"
    _made.__module__, _made.__doc__ = _original.__module__, _original.__doc__
