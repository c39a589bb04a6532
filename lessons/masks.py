"""A program without the answers that are typed into it: a text comes in, the same program goes out with what looks like
an answer blotted out of its own texts. What it still shows, it asked for.

Left as they are: texts that are compared, looked up or handed to a library, numbers that are not shown at once, and
what a program chooses between alternatives (`if` with an `else`, a table of several): that follows what it asked.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from lessons.rewrite import Changer, rewritten

BLOT = "□"
_FIELD = r"\{[^{}]*\}|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%]"  # of a format: no text, though it may have digits
_SHOWING = frozenset({"print", "display", "write"})
_KEPT = frozenset({"getattr", "hasattr", "astype", "dtype", "to", "seed", "split", "float", "int", "tensor", "array"})
_FILLED = frozenset({"format", "join"})  # of a text's methods, those that make another one to show


def masked(source: str, answer: str) -> str:
    """The program without its typed answers, which the regular expression finds; itself where there are none, or where
    it is no Python."""
    return rewritten(source, lambda tree: _Blotter(answer, _texts(tree)))


class _Blotter(Changer):
    """Blots out. `_choices` says how many choices between alternatives are open here; `texts` are those in variables,
    which are compared as they were."""

    def __init__(self, answer: str, texts: dict[str, str]) -> None:
        self._texts = texts
        self._answer = re.compile(answer, re.IGNORECASE)
        self._typed = re.compile(f"({_FIELD})|{answer}", re.IGNORECASE)
        self._choices = 0

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A text of the program's."""
        return ast.Constant(self._blotted(node.value)) if isinstance(node.value, str) else node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """What is compared decides, and is not shown."""
        sides = [node.left, *node.comparators]
        node.left, *node.comparators = (
            ast.Constant(self._texts[side.id]) if isinstance(side, ast.Name) and side.id in self._texts else side
            for side in sides
        )
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        """A table: its keys are looked up."""
        node.values = self._chosen(node.values) if len(node.values) > 1 else [self.visit(item) for item in node.values]
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """The index is looked up."""
        node.value = self.visit(node.value)
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        """The patterns are compared."""
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.body = self._chosen(case.body) if len(node.cases) > 1 else [self.visit(item) for item in case.body]
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        """With an `else`, either way is chosen; without one, a text is there or not."""
        node.test = self.visit(node.test)
        parts = node.body, node.orelse
        node.body, node.orelse = (self._chosen(part) if node.orelse else [*map(self.visit, part)] for part in parts)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """Either value is chosen."""
        node.test = self.visit(node.test)
        node.body, node.orelse = self._chosen([node.body, node.orelse])
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        """The format stays, or it would be none."""
        node.value = self.visit(node.value) if node.format_spec else self._shown(node.value)
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """`dtype="float32"` is asked of a library."""
        return node if node.arg == "dtype" else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """What is shown at once, what is handed on, what a library is asked for."""
        name = name_of(node.func)
        if isinstance(node.func, ast.Attribute) and (name in _FILLED or not isinstance(node.func.value, ast.Constant)):
            node.func.value = self.visit(node.func.value)
        if name in _SHOWING:
            node.args = [self._shown(arg) for arg in node.args]
        elif name not in _KEPT:
            node.args = [self.visit(arg) for arg in node.args]
        node.keywords = [self.visit(keyword) for keyword in node.keywords]
        return node

    def _shown(self, node: Any) -> Any:
        """The node, without a number that stands there to be shown."""
        if isinstance(node, ast.Constant) and type(node.value) is int and not self._choices:
            is_answer = self._answer.fullmatch(str(node.value)) is not None
            self.count += is_answer
            return ast.Constant(BLOT) if is_answer else node
        if isinstance(node, (ast.Tuple, ast.List)):
            node.elts = [self._shown(item) for item in node.elts]
            return node
        return self.visit(node)

    def _chosen(self, nodes: Iterable[Any]) -> list[Any]:
        """The nodes visited, between which the program itself chooses."""
        self._choices += 1
        visited = [self.visit(node) for node in nodes]
        self._choices -= 1
        return visited

    def _blotted(self, text: str) -> str:
        if self._choices:
            return text
        blotted = self._typed.sub(lambda match: match[1] or BLOT, text)
        self.count += blotted != text
        return blotted


def _texts(tree: ast.Module) -> dict[str, str]:
    """The variables that are texts from beginning to end."""
    bound = Counter(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            names = (target.id for target in node.targets if isinstance(target, ast.Name))
            found |= {name: node.value.value for name in names if bound[name] == 1}
    return found


def name_of(func: ast.expr) -> str:
    """What is called, without what it belongs to."""
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
