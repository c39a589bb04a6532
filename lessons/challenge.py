"""The same program with other numbers: a source comes in, a source with the same lines goes out.

What was computed follows its inputs, what was typed in stays behind.
"""

import ast
from collections.abc import Callable, Mapping

Row = tuple[float, ...]
Spell = Callable[[ast.expr], str | None]


def rewrite(source: str, spell: Spell) -> str | None:
    """The source with every expression replaced for which `spell` gives a new text, which must end in a bracket.

    Of nested ones the outer is replaced. None where there is none, or no program.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    text = source.encode()
    starts = _line_starts(text)
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.expr)]
    spans = [(*_span(node, starts), new) for node in nodes if (new := spell(node)) is not None]
    if not spans:
        return None
    pieces, at = [], 0
    for start, end, new in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            pieces += [text[at:start], _with_lines(new, text[start:end])]
            at = end
    return b"".join((*pieces, text[at:])).decode()


def swap_rows(source: str, swaps: Mapping[Row, Row]) -> str | None:
    """The source with every list or tuple of these numbers replaced; None where there is none, or no program."""

    def spell(node: ast.expr) -> str | None:
        row = row_of(node)
        return _spell(node, swaps[row]) if row is not None and row in swaps else None

    return rewrite(source, spell)


def row_of(node: ast.expr) -> Row | None:
    """The numbers of a list or tuple that holds nothing else."""
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


def _span(node: ast.expr, starts: list[int]) -> tuple[int, int]:
    return starts[node.lineno - 1] + node.col_offset, starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)


def _with_lines(new: str, old: bytes) -> bytes:
    """The new text on as many lines as the old one: within its brackets a line may end anywhere."""
    return (new[:-1] + "\n" * old.count(b"\n") + new[-1]).encode()


def _spell(node: ast.expr, row: Row) -> str:
    """A literal of the same kind and element types."""
    assert isinstance(node, ast.List | ast.Tuple)  # noqa: S101 - row_of gave a row
    real = [isinstance(item, ast.Constant) and isinstance(item.value, float) for item in node.elts]
    words = [repr(float(value) if is_real else int(value)) for is_real, value in zip(real, row, strict=True)]
    opening, closing = ("[", "]") if isinstance(node, ast.List) else ("(", ")")
    return opening + ", ".join(words) + closing
