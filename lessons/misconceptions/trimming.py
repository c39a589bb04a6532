"""Taking something out of a program: a source and a node of its syntax tree come in, an Edit for `surgery.edit` out."""

import ast

from lessons.misconceptions.surgery import Edit, span, text


def without_keyword(source: str, call: ast.Call, name: str) -> Edit | None:
    """A call without its keyword argument of that name; None where it has none, or none after another argument."""
    given = [(*span(source, each), "") for each in call.args]
    given += [(*span(source, each), each.arg or "") for each in call.keywords]
    for before, part in zip(sorted(given), sorted(given)[1:], strict=False):
        if part[2] == name:
            return before[1], part[1], ""
    return None


def without_statement(source: str, statement: ast.stmt) -> Edit:
    """A statement goes, with its line where it stands alone at the margin; elsewhere it becomes `pass`."""
    start, end = span(source, statement)
    data = source.encode()
    stop = data.find(b"\n", end)
    rest = data[end : stop if stop >= 0 else len(data)].split(b"#")[0]
    if statement.col_offset == 0 and not rest.strip() and stop >= 0:
        return start, stop + 1, ""
    return start, end, "pass"


def unwrapped(source: str, outer: ast.expr, inner: ast.expr) -> Edit:
    """An expression gives way to a part of it, in brackets where it needs them: `(x ** 2).item()` to `(x ** 2)`."""
    return (*span(source, outer), operand(source, inner))


def as_method(source: str, call: ast.Call, step: str) -> Edit:
    """A function of one argument becomes a method of it: `len(x)` to `x.numel()`, where `step` is "numel()"."""
    return (*span(source, call), f"{operand(source, call.args[0])}.{step}")


def operand(source: str, node: ast.expr) -> str:
    """A node's text, in brackets where what comes to stand beside it would tear it apart."""
    whole = isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.List | ast.Tuple)
    return text(source, node) if whole else f"({text(source, node)})"


def operator(source: str, node: ast.BinOp | ast.AugAssign, old: str, new: str) -> Edit:
    """Another operator between the two sides. Raises ValueError where the old one is not there."""
    left, right = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
    start = source.encode().index(old.encode(), span(source, left)[1], span(source, right)[0])
    return start, start + len(old.encode()), new
