"""A program with other numbers where it has a task's results in its own text: `[5, 7, 9]`, `print(5, 7, 9)`, "5, 7, 9".
What it still shows of them, it computed.
"""

import ast
from collections.abc import Sequence

from lessons.numbers import holds_run, numbers_in
from lessons.rewrite import Changer, rewritten

Row = Sequence[float]
_BLOT = "□"
_OTHER = 10_000  # added to a number that is to be another; no task computes with such ones


def without_rows(source: str, rows: Sequence[Row]) -> str:
    """The program with other numbers in the place of the rows; itself where it has none, or where it is no Python."""
    return rewritten(source, lambda _: _Rows(rows))


class _Rows(Changer):
    """Changes the rows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._lists = [list(row) for row in rows]

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A text that has a row in it."""
        if not isinstance(node.value, str) or not any(holds_run(numbers_in(node.value), row) for row in self._rows):
            return node
        self.count += 1
        return ast.Constant(_BLOT)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Whatever has a list of parts: a list, a tuple, what a call is given."""
        for name in ("elts", "args", "values"):
            parts = getattr(node, name, None)
            if isinstance(parts, list):
                setattr(node, name, self._changed(parts))
        return super().generic_visit(node)

    def _changed(self, parts: list[ast.expr]) -> list[ast.expr]:
        numbers = [_number(part) for part in parts]
        if numbers not in self._lists:
            return parts
        self.count += 1
        return [ast.Constant(_OTHER + at) for at, _ in enumerate(parts)]


def _number(part: object) -> float | None:
    """A number as it is written, with its sign; None for whatever else stands there."""
    if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub):
        number = _number(part.operand)
        return None if number is None else -number
    if isinstance(part, ast.Constant) and type(part.value) in (int, float):
        return float(part.value)  # type: ignore[arg-type] # one of the two
    return None
