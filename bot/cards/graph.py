"""The graph of a run on its card: a Graph comes in, its picture and what it says in words go out."""

from collections import Counter

from bot.cards.text import clean, cut
from bot.pictures import draw
from bot.values import Block, Picture, Text
from bot.words import say
from lessons.course import Lang
from sandbox.protocol import Graph

LEAST, MOST = 2, 20  # nodes: what is smaller says nothing, what is larger no phone shows
MAX_ALT = 600


def blocks(lang: Lang, graph: Graph | None) -> list[Block]:
    """A line that says what the colours mean, and the picture; nothing where there is none to show."""
    if graph is None or graph.clipped or not LEAST <= len(graph.nodes) <= MOST:
        return []
    alt = say(lang, "graph.alt", chain=cut(words(graph), MAX_ALT))
    return [Text(say(lang, "graph.head")), Picture("graph.png", draw(graph), alt)]


def words(graph: Graph) -> str:
    """The graph from the leaves on: "x → pow → y", or its steps where it branches: "u, v → mul; mul → sum → y"."""
    inputs: dict[int, list[int]] = {at: [] for at in range(len(graph.nodes))}
    for a, b in graph.edges:
        if a in inputs and b in inputs:
            inputs[b].append(a)
    uses = Counter(a for each in inputs.values() for a in each)
    steps: dict[int, str] = {}
    for at in reversed(range(len(graph.nodes))):
        before = inputs[at]
        if not before:
            continue
        alone = before[0] if len(before) == 1 and uses[before[0]] == 1 else None
        start = steps.pop(alone, None) if alone is not None else None
        taken = ", ".join(_short(graph, other) for other in before)
        steps[at] = f"{start or taken} → {_full(graph, at)}"
    return "; ".join(steps.values())


def _short(graph: Graph, at: int) -> str:
    node = graph.nodes[at]
    return clean(node.name or node.op or "leaf").replace("\n", " ")


def _full(graph: Graph, at: int) -> str:
    node = graph.nodes[at]
    both = [part for part in (node.op, node.name) if part]
    return clean(" → ".join(both) or "leaf").replace("\n", " ")
