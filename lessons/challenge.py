"""The same program with other numbers: a source comes in, a source with the same lines goes out.

What was computed follows its inputs, what was typed in stays behind.
"""

import ast
from collections.abc import Mapping

Row = tuple[float, ...]


def swap_rows(source: str, swaps: Mapping[Row, Row]) -> str | None:
    """The source with every list or tuple of these numbers replaced; None where there is none, or no program."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = [(node, row) for node in ast.walk(tree) if (row := _row_of(node)) in swaps]
    if not found:
        return None
    text = source.encode()
    starts = _line_starts(text)
    for node, row in sorted(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset), reverse=True):  # type: ignore[attr-defined] # a list or a tuple has a place
        start, end = _span(node, starts)
        text = text[:start] + _spell(node, swaps[row], text[start:end]) + text[end:]  # type: ignore[index] # in swaps, so no None
    return text.decode()


def _row_of(node: ast.AST) -> Row | None:
    if not isinstance(node, ast.List | ast.Tuple):
        return None
    values = [item.value for item in node.elts if isinstance(item, ast.Constant)]
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return tuple(map(float, numbers)) if len(numbers) == len(node.elts) else None


def _line_starts(text: bytes) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _span(node: ast.AST, starts: list[int]) -> tuple[int, int]:
    assert isinstance(node, ast.List | ast.Tuple)  # noqa: S101 - _row_of gave a row
    return starts[node.lineno - 1] + node.col_offset, starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)


def _spell(node: ast.AST, row: Row, old: bytes) -> bytes:
    """A literal of the same kind, element types and number of lines."""
    assert isinstance(node, ast.List | ast.Tuple)  # noqa: S101 - _row_of gave a row
    real = [isinstance(item, ast.Constant) and isinstance(item.value, float) for item in node.elts]
    words = [repr(float(value) if is_real else int(value)) for is_real, value in zip(real, row, strict=True)]
    opening, closing = ("[", "]") if isinstance(node, ast.List) else ("(", ")")
    return (opening + ", ".join(words) + "\n" * old.count(b"\n") + closing).encode()
