"""What the protocol says of gradients: leaves, why a gradient is missing, and the graph that they are taken through.

Both sides import these by way of `protocol`.
"""

from typing import Annotated, Any, Literal

import msgspec

# A tensor's data as nested lists, as `tolist()` gives it; None stands for values that were left out.
Numbers = float | int | bool | str | list[Any] | None


class Frozen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value between two rooms."""


class Gradient(Frozen, frozen=True):
    """A tensor that has a gradient: its name in the student's namespace, its shape, `.grad` and its value as nested
    lists. `value` is the one at which the only backward took it, where there was one and the job asked closely; else
    the last one. `numeric` are central differences of its first elements, in row-major order."""

    name: str
    shape: tuple[int, ...]
    grad: Numbers
    value: Numbers = None
    numeric: tuple[float, ...] = ()


Why = Literal["no_backward", "not_reached", "returned", "cleared", "not_leaf", "detached"]


class Missing(Frozen, frozen=True):
    """A variable whose `.grad` is None, and why.

    Of leaves: "no_backward" (nothing was differentiated), "not_reached" (something was, but not through it), "returned"
    (`autograd.grad` gave the gradient back and stored none), "cleared" (it had one). Of others: "not_leaf" (made by an
    operation), "detached" (made of a leaf where nothing was recorded: `detach`, `no_grad`, `item`).
    """

    name: str
    shape: tuple[int, ...]
    why: Why
    value: Numbers = None
    numeric: tuple[float, ...] = ()


class Node(Frozen, frozen=True):
    """An operation of an autograd graph ("pow", "mul"), or a leaf, whose `op` is "". `name` is the variable that holds
    what it made, where there is one; `shape` is of what it made."""

    op: str
    name: str = ""
    shape: tuple[int, ...] | None = None


class Graph(Frozen, frozen=True):
    """How a result was computed. The result is the first node; an edge (a, b) says that a's value went into b, both
    counted from 0. `clipped` says that there was more."""

    nodes: Annotated[tuple[Node, ...], msgspec.Meta(max_length=40)]
    edges: Annotated[tuple[tuple[int, int], ...], msgspec.Meta(max_length=200)] = ()
    clipped: bool = False
