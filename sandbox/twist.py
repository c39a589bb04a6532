# mypy: disable-error-code="no-untyped-call"
"""Other circumstances for one program: a Twist comes in, a context to run the program in goes out.

Seeds that the program sets are moved, the default dtype is another, memory that nobody wrote to shows, and the task's
numbers are others where torch takes them in: in the dispatcher, below all syntax. A program cannot tell but by looking
at its numbers, and those are what it was asked to compute with.
"""

import random
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import numpy as np
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from sandbox.protocol import Swap, Twist

_SEEDED = ((torch, "manual_seed"), (torch.random, "manual_seed"), (np.random, "seed"), (random, "seed"))
_GENERATORS = ((np.random, "default_rng"), (np.random, "RandomState"), (random, "Random"))
_LIFT = torch.ops.aten.lift_fresh.default  # what every tensor made of data goes through


class Circumstances(ExitStack):
    """Use around a program; what was before is there again after it."""

    def __init__(self, twist: Twist) -> None:
        super().__init__()
        self._twist = twist

    def __enter__(self) -> "Circumstances":
        super().__enter__()
        for owner, name in (*_SEEDED, *_GENERATORS) if self._twist.seed_offset else ():
            self.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, _Moved(getattr(owner, name), self._twist.seed_offset))
        if self._twist.seed_offset:
            self.callback(setattr, torch, "Generator", torch.Generator)
            torch.Generator = _Watched(torch.Generator, self._watch_generators)  # type: ignore[assignment,misc] # it is called alike
        if self._twist.double:
            self.callback(torch.set_default_dtype, torch.get_default_dtype())
            torch.set_default_dtype(torch.float64)
        if self._twist.fill:  # torch fills what it reserves, so that no result depends on what lay there
            self.callback(torch._C._set_deterministic_algorithms, False)
            torch._C._set_deterministic_algorithms(True, warn_only=True)
        if self._twist.swaps:
            self.enter_context(_Swaps(self._twist.swaps))
        return self

    def _watch_generators(self) -> None:
        """Only of a program that makes some: a mode changes what the evidence sees of `torch.from_numpy`."""
        self.enter_context(_Generators(self._twist.seed_offset))


class _Moved:
    """The same function or class, with a seed as an argument moved; without one, chance decides as before."""

    def __init__(self, original: Callable[..., Any], offset: int) -> None:
        self._original = original
        self._offset = offset

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        moved = {name: _shifted(value, self._offset) for name, value in kwargs.items()}
        return self._original(*(_shifted(value, self._offset) for value in args), **moved)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._original)  # type: ignore[arg-type] # NumPy asks this of its classes alone


def _shifted(value: Any, offset: int) -> Any:
    if type(value) in (int, float):
        return value + offset
    if type(value) is str:
        return value + str(offset)
    if type(value) is list:
        return [_shifted(item, offset) for item in value]
    return value


class _Watched(_Moved):
    """The same class, and a word to us when the first of it is made."""

    def __init__(self, original: Callable[..., Any], made: Callable[[], None]) -> None:
        super().__init__(original, 0)
        self._made: Callable[[], None] | None = made

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._made is not None:
            self._made()
            self._made = None
        return self._original(*args, **kwargs)


class _Generators(TorchDispatchMode):
    """Moves the seeds of a program's own `torch.Generator`s, as they are drawn from: their type cannot be changed."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self._offset = offset
        self._moved: set[int] = set()

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        generator = kwargs.get("generator") if kwargs else None
        if generator is not None and generator.initial_seed() not in self._moved:
            seed = generator.initial_seed() + self._offset
            self._moved.add(generator.manual_seed(seed % 2**63).initial_seed())
        return func(*args, **(kwargs or {}))


class _Swaps(TorchDispatchMode):
    """Puts other numbers into the tensors that a program makes of nothing but its own."""

    def __init__(self, swaps: tuple[Swap, ...]) -> None:
        super().__init__()
        self._swaps = {swap.old: swap for swap in swaps}
        self._sizes = {len(swap.old) for swap in swaps}

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        if type(result) is torch.Tensor and (func is _LIFT or not _has_tensor(args)):
            return self._other(result)
        return result

    def _other(self, made: torch.Tensor) -> torch.Tensor:
        """The tensor with the other numbers in it, where it holds those of a swap."""
        if made.numel() not in self._sizes or made.is_complex() or made.is_sparse or made.is_meta:
            return made
        swap = self._swaps.get(tuple(map(float, made.reshape(-1).tolist())))
        if swap is None:
            return made
        other = torch.tensor(swap.new, dtype=made.dtype, device=made.device)
        # In place, so that an array in the same memory has them, too; another shape cannot be.
        return made.copy_(other.reshape(made.shape)) if swap.shape is None else other.reshape(swap.shape)


def _has_tensor(args: tuple[Any, ...]) -> bool:
    given = [item for value in args for item in (value if isinstance(value, (list, tuple)) else (value,))]
    return any(isinstance(item, torch.Tensor) for item in given)
