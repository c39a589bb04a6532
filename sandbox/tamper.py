"""Whether a program put something else in the place of torch's, NumPy's or Python's own functions: names go out.

The language wall refuses such writes; this tells what came past it. Few names are watched, because each look touches
its object, and in a fresh fork every page that is touched is copied.
"""

import builtins
from types import ModuleType

import numpy as np
import torch

_WATCHED: dict[str, tuple[ModuleType | type, str]] = {
    "torch": (
        torch,
        "tensor Tensor as_tensor rand randn randint empty zeros ones arange add sub mul dot matmul stack equal",
    ),
    "torch.Tensor": (torch.Tensor, "__repr__ __format__ __len__ __array__ __torch_function__ backward"),
    "numpy": (np, "array ndarray asarray"),
    "builtins": (builtins, "print repr str len sum isinstance"),
}
_MAX_NAMED = 10

_originals = {
    f"{owner_name}.{name}": (owner, name, vars(owner)[name])
    for owner_name, (owner, names) in _WATCHED.items()
    for name in names.split()
}


def replaced() -> tuple[str, ...]:
    """The functions that are something else by now, as "torch.rand"; the first few."""
    changed = [full for full, (owner, name, value) in _originals.items() if vars(owner).get(name) is not value]
    return tuple(changed[:_MAX_NAMED])
