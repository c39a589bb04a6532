"""What torch's hooks call things, and what those things do.

A function as `TorchFunctionMode` hands it over comes in, its name ("torch.rand", "Tensor.add") and kind go out. Also
where in the student's program a call comes from.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import torch
from torch import overrides

from sandbox.protocol import STUDENT_FILE

LOOKS = {
    "Tensor.dtype": "dtype",
    "Tensor.type": "dtype",
    "Tensor.shape": "shape",
    "Tensor.size": "shape",
    "Tensor.dim": "dim",
    "Tensor.ndim": "dim",
    "Tensor.__len__": "len",
    "Tensor.numel": "numel",
    "torch.numel": "numel",
    "Tensor.item": "item",
    "Tensor.__float__": "item",
    "Tensor.__int__": "item",
    "Tensor.__index__": "item",
    "Tensor.numpy": "numpy",
    "Tensor.__array__": "numpy",
    "Tensor.__dlpack__": "numpy",
    "Tensor.tolist": "tolist",
    "Tensor.grad": "grad",
    "Tensor.__repr__": "show",
    "Tensor.__str__": "show",
    "Tensor.__format__": "show",
}
FROM_DATA = {"torch.tensor", "torch.as_tensor", "torch.asarray", "torch.from_numpy", "unseen"}
_RANDOM = {
    *(
        "rand",
        "randn",
        "randint",
        "randperm",
        "rand_like",
        "randn_like",
        "randint_like",
        "normal",
        "bernoulli",
    ),
    *("multinomial", "poisson", "uniform_", "normal_", "random_", "exponential_", "cauchy_", "log_normal_"),
    *("geometric_", "bernoulli_", "dropout", "xavier_uniform_", "xavier_normal_", "kaiming_uniform_"),
    *("kaiming_normal_", "trunc_normal_", "orthogonal_", "sparse_"),
}
_NO_WRITE = {"requires_grad_", "detach_", "rename_", "share_memory_"}
_OVERRIDES = overrides.__file__
_TORCH = str(Path(torch.__file__).parent)
_MAX_FRAMES = 200
_names: dict[object, str] = {}


def name_of(func: Callable[..., object]) -> str:
    """The name of what a hook saw; a property that is set ends in "="."""
    name = _names.get(func)
    if name is None:
        name = _names[func] = _spell(func)
    return name


def _spell(func: Callable[..., object]) -> str:
    name = getattr(func, "__name__", "?")
    if name in ("__get__", "__set__", "__delete__"):
        return f"Tensor.{getattr(func.__self__, '__name__', '?')}{'' if name == '__get__' else '='}"  # type: ignore[attr-defined] # a bound slot
    owner = getattr(func, "__qualname__", name).rpartition(".")[0]
    if owner in ("Tensor", "TensorBase"):
        return f"Tensor.{name}"
    module = getattr(func, "__module__", None) or "torch"
    return f"torch.{name}" if module in ("torch", "torch.functional") else f"{module}.{name}"


def is_random(name: str) -> bool:
    """Whether what it makes is drawn by chance."""
    return name.rpartition(".")[2] in _RANDOM


def is_write(name: str) -> bool:
    """Whether it changes its first argument in place."""
    last = name.rpartition(".")[2]
    if last.startswith("__"):
        return last == "__setitem__" or (last.startswith("__i") and last not in ("__index__", "__int__", "__invert__"))
    return (last.endswith("_") and last not in _NO_WRITE) or last == "data="


def student_line(frame: FrameType | None) -> int | None:
    """The line of the student's program that is being run, seen from a frame below it."""
    for _ in range(_MAX_FRAMES):
        if frame is None:
            return None
        if frame.f_code.co_filename == STUDENT_FILE:
            return frame.f_lineno
        frame = frame.f_back
    return None


def is_direct(frame: FrameType | None) -> bool:
    """Whether a hook was reached from the program (or NumPy, or our guards), not from within torch's own Python code.

    `frame` is the one that called the hook. torch hands some of its Python methods over through `overrides`: then
    the method's own frame is in between.
    """
    if frame is not None and frame.f_code.co_filename == _OVERRIDES:
        frame = frame.f_back.f_back if frame.f_back else None
    return frame is None or not frame.f_code.co_filename.startswith(_TORCH)


def caller(depth: int) -> FrameType | None:
    """The frame `depth` calls above the caller of this."""
    try:
        return sys._getframe(depth + 1)
    except ValueError:
        return None
