"""The autograd graph behind a tensor: its `grad_fn` comes in, a Graph and the leaves go out.

Walked from the result to the leaves, breadth first, so that what is left out is what lies furthest.
"""

import re
from collections.abc import Mapping
from typing import Any

import torch

from sandbox import slots
from sandbox.protocol import Graph, Node

MAX_NODES = 40
MAX_EDGES = 200
MAX_WALKED = 1_000  # as far as leaves are looked for
_CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def walk(root: Any, names: Mapping[int, str]) -> tuple[Graph, list[torch.Tensor]]:
    """The graph of a result and its leaves. `names` says, by `id`, which variable holds a leaf or what a node made."""
    nodes, edges = [root], dict[tuple[int, int], None]()  # held here, so that no `id` is given twice
    known = {id(root): 0}
    for at, node in enumerate(nodes):
        for child in slots.next_functions(node):
            if id(child) not in known:
                if len(nodes) == MAX_WALKED:
                    continue
                known[id(child)] = len(nodes)
                nodes.append(child)
            edges[known[id(child)], at] = None
    near = [edge for edge in edges if max(edge) < MAX_NODES][:MAX_EDGES]
    shown = tuple(_node(node, names) for node in nodes[:MAX_NODES])
    leaves = [leaf for node in nodes if (leaf := slots.variable(node)) is not None]
    return Graph(shown, tuple(near), clipped=len(nodes) > MAX_NODES or len(edges) > len(near)), leaves


def _node(node: Any, names: Mapping[int, str]) -> Node:
    leaf = slots.variable(node)
    if leaf is not None:
        return Node("", names.get(id(leaf), "")[:40], tuple(torch.Tensor.size(leaf))[:20])
    return Node(spell(slots.operation(node))[:40], names.get(id(node), "")[:40], slots.shape(node))


def spell(kind: str) -> str:
    """An operation as torch's functions are called: "PowBackward0" is "pow", "MseLossBackward0" is "mse_loss"."""
    name = re.sub(r"Backward\d*$", "", kind) or kind
    return _CAPITALS.sub("_", name).lower()
