"""One run beside its program: an Observation and a source come in, what a recogniser asks about both goes out.

Pure. What happened is asked of `sight`, what was written of `tree`; the error, if any, is `error`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cached_property

from lessons.sight import Sight
from sandbox.protocol import Fault, Observation

MAX_NODES = 4_000  # a program of some hundred lines
MAX_DEPTH = 100


class Scene:
    """What a recogniser may look at."""

    def __init__(self, observation: Observation, source: str) -> None:
        self.observation = observation
        self.source = source
        self.sight = Sight(observation)
        self.error: Fault | None = observation.error

    @cached_property
    def tree(self) -> ast.Module:
        """The program; an empty one where the text is no Python, or too long or too deep to be looked at closely."""
        try:
            tree = ast.parse(self.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])
        return tree if _is_readable(tree) else ast.Module([], [])

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All that the program is made of, the outer before the inner."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def lines(self) -> list[str]:
        """The program's lines; the first is `lines[0]`."""
        return self.source.split("\n")

    def raised(self, pattern: str) -> re.Match[str] | None:
        """Whether the run ended with an error whose message has this pattern."""
        return re.search(pattern, self.error.message, re.DOTALL) if self.error else None

    def at(self, line: int | None) -> str:
        """The text of a line, 1-based, without its indentation; empty where there is none."""
        return self.lines[line - 1].strip() if line is not None and 0 < line <= len(self.lines) else ""

    def calls(self, *names: str, line: int | None = None) -> Iterator[ast.Call]:
        """The calls of these functions or methods, by their last name: "backward", "tensor", "Tensor"; in the order of
        the text, and where `line` is given, on that line."""
        found = (node for node in self.nodes if isinstance(node, ast.Call) and last_name(node.func) in names)
        on_line = (node for node in found if line is None or node.lineno <= line <= (node.end_lineno or node.lineno))
        return iter(sorted(on_line, key=lambda node: (node.lineno, node.col_offset)))


def last_name(node: ast.expr) -> str:
    """ "backward" of `y.backward`, "sum" of `sum`; empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_readable(tree: ast.AST) -> bool:
    """Whether it can be walked again and again: `ast.unparse` calls itself at each level."""
    level, count = [tree], 0
    for _ in range(MAX_DEPTH):
        count += len(level)
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return not level and count <= MAX_NODES


def dotted(node: ast.expr) -> str:
    """ "torch.tensor" of that expression; the text of anything else."""
    return ast.unparse(node)
