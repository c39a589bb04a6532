"""`match` under the guards.

A pattern may hold only names and attributes, so a class in it is looked up before the statement, and a value such as
`Color.RED` becomes the attribute of an object that holds it. Class patterns read attributes in C: their
names go through a guard.
"""

import ast
from typing import Any

from sandbox.policy.trees import PATTERN_CLASS, PATTERN_VALUE

HELD = "value"


class PatternGuard(ast.NodeTransformer):
    """What a transformer does with `match`. Mixed into one that visits everything else."""

    _patterns = 0

    def visit_Match(self, node: ast.Match) -> Any:
        """The statement, after the classes that its patterns name."""
        patterns = [pattern for case in node.cases for pattern in ast.walk(case.pattern)]
        before = [self._class_first(pattern) for pattern in patterns if isinstance(pattern, ast.MatchClass)]
        return [*before, self._contents(node)]

    def _class_first(self, pattern: ast.MatchClass) -> ast.stmt:
        self._patterns += 1
        name = f"__<case{self._patterns}>__"
        wanted = ast.Tuple([ast.Constant(attr) for attr in pattern.kwd_attrs], ast.Load())
        call = ast.Call(
            func=ast.Name(PATTERN_CLASS, ast.Load()),
            args=[self.visit(pattern.cls), wanted, ast.Constant(len(pattern.patterns))],
            keywords=[],
        )
        statement = ast.Assign(targets=[ast.Name(name, ast.Store())], value=call)
        ast.fix_missing_locations(ast.copy_location(statement, pattern))
        pattern.cls = ast.copy_location(ast.Name(name, ast.Load()), pattern.cls)
        return statement

    def _contents(self, node: Any) -> Any:
        return self.node_contents_visit(node)  # type: ignore[attr-defined] # the transformer that this is mixed into

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        """A case: its pattern, its guard, its body."""
        return self._contents(node)  # type: ignore[no-any-return]

    def visit_MatchValue(self, node: ast.MatchValue) -> ast.AST:
        """A literal or a dotted name."""
        node.value = self._value(node.value)
        return node

    def visit_MatchSingleton(self, node: ast.MatchSingleton) -> ast.AST:
        """None, True or False."""
        return node

    def visit_MatchSequence(self, node: ast.MatchSequence) -> ast.AST:
        """`[a, b]`."""
        return self._contents(node)  # type: ignore[no-any-return]

    def visit_MatchMapping(self, node: ast.MatchMapping) -> ast.AST:
        """`{"key": a, **rest}`."""
        self._check(node, node.rest)
        node.keys = [self._value(key) for key in node.keys]
        node.patterns = [self.visit(pattern) for pattern in node.patterns]
        return node

    def visit_MatchClass(self, node: ast.MatchClass) -> ast.AST:
        """`Point(x, y=0)`: its class is a name by now."""
        for name in node.kwd_attrs:
            self._check(node, name)
        node.patterns = [self.visit(pattern) for pattern in node.patterns]
        node.kwd_patterns = [self.visit(pattern) for pattern in node.kwd_patterns]
        return node

    def visit_MatchStar(self, node: ast.MatchStar) -> ast.AST:
        """`*rest`."""
        self._check(node, node.name)
        return node

    def visit_MatchAs(self, node: ast.MatchAs) -> ast.AST:
        """A capture, a wildcard, or `pattern as name`."""
        self._check(node, node.name)
        return self._contents(node)  # type: ignore[no-any-return]

    def visit_MatchOr(self, node: ast.MatchOr) -> ast.AST:
        """`a | b`."""
        return self._contents(node)  # type: ignore[no-any-return]

    def _check(self, node: ast.AST, name: str | None) -> None:
        self.check_name(node, name)  # type: ignore[attr-defined] # as above

    def _value(self, value: ast.expr) -> ast.expr:
        if not isinstance(value, ast.Attribute):
            return value
        call = ast.Call(
            func=ast.Name(PATTERN_VALUE, ast.Load()),
            args=[self.visit(value.value), ast.Constant(value.attr)],
            keywords=[],
        )
        held = ast.fix_missing_locations(ast.copy_location(call, value.value))
        return ast.copy_location(ast.Attribute(held, HELD, ast.Load()), value)
