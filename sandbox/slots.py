"""Torch's own reads of tensors and of autograd's nodes, whatever a program's classes make of the same names.

A tensor or a node comes in, a plain fact goes out. Call these where torch's function hooks are off.
"""

from collections.abc import Callable
from typing import Any

import torch

_tensor = vars(torch._C.TensorBase)
_custom = vars(torch._C._FunctionBase)  # of nodes that a program's Function makes
_class_name: Callable[[type], str] = vars(type)["__name__"].__get__

_is_leaf: Callable[[torch.Tensor], bool] = _tensor["is_leaf"].__get__
requires_grad: Callable[[torch.Tensor], bool] = _tensor["requires_grad"].__get__
retains_grad: Callable[[torch.Tensor], bool] = _tensor["retains_grad"].__get__
grad_fn: Callable[[torch.Tensor], Any] = _tensor["grad_fn"].__get__
# Of a tensor that is no leaf and retains no gradient this warns: ask first.
grad: Callable[[torch.Tensor], torch.Tensor | None] = _tensor["grad"].__get__

_ACCUMULATE = type(grad_fn(torch.ones(1, requires_grad=True) * 2).next_functions[0][0])


def is_leaf(value: torch.Tensor) -> bool:
    """Whether it is a leaf of the autograd graph.

    Of a view that was made without gradients and then written to, torch refuses to say, and it is none.
    """
    try:
        return _is_leaf(value)
    except RuntimeError:
        return False


def next_functions(node: Any) -> list[Any]:
    """The nodes that a node's inputs came from."""
    pairs = _custom["next_functions"].__get__(node) if _is_custom(node) else node.next_functions
    return [child for child, _ in pairs if child is not None]


def variable(node: Any) -> torch.Tensor | None:
    """The leaf that a node accumulates into, or None where it is an operation."""
    return node.variable if type(node) is _ACCUMULATE else None


def operation(node: Any) -> str:
    """The name of a node's class, as "PowBackward0"."""
    return _class_name(type(node))


def shape(node: Any) -> tuple[int, ...] | None:
    """The shape of what an operation made."""
    try:
        made = _custom["_input_metadata"].__get__(node) if _is_custom(node) else node._input_metadata
        return tuple(int(size) for size in made[0].shape)[:20]
    except Exception:  # a node that keeps none, or nested tensors, which have no plain shape
        return None


def _is_custom(node: Any) -> bool:
    return torch._C._FunctionBase in type.mro(type(node))
