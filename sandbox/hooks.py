"""What a gradient's hook is given: the arguments of `register_hook` come in, and with a hook that tells of it go out.

While autograd is at work torch's functions are not handed over, so a hook that prints, `x.register_hook(print)`, would
have shown what nobody has met.
"""

from collections.abc import Callable
from typing import Any

import torch

from sandbox import slots

REGISTER = {"Tensor.register_hook", "Tensor.register_post_accumulate_grad_hook"}
MADE = "hook.grad"  # what made a gradient that a hook was given

Meet = Callable[[torch.Tensor, torch.Tensor], object]


def watched(args: tuple[Any, ...], meet: Meet) -> tuple[Any, ...]:
    """The tensor, and its hook, which from now on tells `meet` of the tensor and of the gradient."""
    if len(args) < 2 or not callable(args[1]):
        return args
    owner, hook, *rest = args

    def met(given: Any) -> Any:
        gradient = slots.grad(owner) if given is owner else given
        if gradient is not None:
            meet(owner, gradient)
        return hook(given)

    return (owner, met, *rest)
