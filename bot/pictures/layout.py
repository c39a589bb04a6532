"""Where the nodes of a graph stand: a Graph comes in, layers of places from the leaves to the result go out.

Every arrow leads from one layer to the next: where it would skip some, it gets a bend in each. A child that has broken
its Python can send any graph, so what is no tree of steps (a circle, a node that is not there) is left out.
"""

from collections import defaultdict
from itertools import pairwise

from sandbox.protocol import Graph

SWEEPS = 4

Edge = tuple[int, int]
Layers = list[list[int]]  # numbers of nodes; a bend's is beyond the last node's


def layers(graph: Graph) -> tuple[Layers, list[Edge]]:
    """The layers, the leaves' first, and the arrows between neighbours."""
    edges = list(dict.fromkeys(edge for edge in graph.edges if _is_sound(edge, len(graph.nodes))))
    level = _levels(len(graph.nodes), edges)
    edges = [(a, b) for a, b in edges if level[a] < level[b]]
    placed: Layers = [[] for _ in range(max(level.values(), default=0) + 1)]
    for node in range(len(graph.nodes)):
        placed[level[node]].append(node)
    arrows = _bent(edges, level, placed, len(graph.nodes))
    for sweep in range(SWEEPS):
        _order(placed, arrows, down=sweep % 2 == 0)
    return placed, arrows


def _is_sound(edge: Edge, count: int) -> bool:
    return edge[0] != edge[1] and all(0 <= end < count for end in edge)


def _levels(count: int, edges: list[Edge]) -> dict[int, int]:
    """Everything stands right before what first takes it, and the result last."""
    above = dict.fromkeys(range(count), 0)
    for _ in range(count):  # of a circle this makes something, and ends
        for a, b in edges:
            above[a] = min(max(above[a], above[b] + 1), count - 1)
    highest = max(above.values(), default=0)
    return {node: highest - steps for node, steps in above.items()}


def _bent(edges: list[Edge], level: dict[int, int], placed: Layers, count: int) -> list[Edge]:
    arrows: list[Edge] = []
    bend = count
    for a, b in edges:
        before = a
        for at in range(level[a] + 1, level[b]):
            placed[at].append(bend)
            arrows.append((before, bend))
            before, bend = bend, bend + 1
        arrows.append((before, b))
    return arrows


def _order(placed: Layers, arrows: list[Edge], *, down: bool) -> None:
    """Sort each layer by the middle of what it is joined to in the layer that was sorted before it."""
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in arrows:
        near[b if down else a].append(a if down else b)
    rows = placed if down else placed[::-1]
    for before, row in pairwise(rows):
        place = {node: at / max(len(before), 1) for at, node in enumerate(before)}
        middle = {
            node: sum(place[other] for other in near[node]) / len(near[node]) if near[node] else at / len(row)
            for at, node in enumerate(row)
        }
        row.sort(key=lambda node: middle[node])
