"""Small operations on a program's text: a source and a place of its syntax tree come in, a new source goes out.

Places are the tree's own: lines from 1, columns in bytes of UTF-8. Nothing else of the text is touched.
"""

import ast

Edit = tuple[int, int, str]  # from byte, to byte, the text that stands there from now on

_ATOMS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.List, ast.Tuple)


def offset(source: str, line: int, column: int) -> int:
    """The byte at which a place begins."""
    before = source.split("\n")[: line - 1]
    return sum(len(each.encode()) + 1 for each in before) + column


def span(source: str, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
    """The bytes from which and up to which a node stands."""
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    return offset(source, node.lineno, node.col_offset), offset(source, end_line, end_column)


def text(source: str, node: ast.expr | ast.stmt) -> str:
    """What stands there, as the student wrote it (without the brackets around it)."""
    start, end = span(source, node)
    return source.encode()[start:end].decode()


def edit(source: str, *edits: Edit) -> str:
    """All of these at once; their places are those of the source as it comes in."""
    data = source.encode()
    for start, end, new in sorted(edits, reverse=True):
        data = data[:start] + new.encode() + data[end:]
    return data.decode()


def replace(source: str, node: ast.expr | ast.stmt, new: str) -> str:
    """Another text in a node's place."""
    return edit(source, (*span(source, node), new))


def wrap(source: str, node: ast.expr, head: str, tail: str) -> str:
    """Text before and after a node."""
    start, end = span(source, node)
    return edit(source, (start, start, head), (end, end, tail))


def attach(source: str, node: ast.expr, tail: str) -> str:
    """`.float()` or the like after a node, in brackets where it needs them; a sign or an operator does."""
    return wrap(source, node, "", tail) if isinstance(node, _ATOMS) else wrap(source, node, "(", f"){tail}")


def chain(source: str, call: ast.Call, step: str) -> str | None:
    """`x.mean()` becomes `x.float().mean()`, whatever `x` is; `step` is "float()". None for a function."""
    if not isinstance(call.func, ast.Attribute):
        return None
    end = span(source, call.func)[1]
    start = end - len(call.func.attr.encode())
    return edit(source, (start, start, f"{step}."))


def rename(source: str, call: ast.Call, name: str) -> str:
    """Another function or method of this name is called with the same arguments."""
    end = span(source, call.func)[1]
    old = call.func.attr if isinstance(call.func, ast.Attribute) else text(source, call.func)
    return edit(source, (end - len(old.encode()), end, name))


def add_keyword(source: str, call: ast.Call, name: str, value: str) -> str:
    """A keyword argument with this value, in place of the one of that name where there is one."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return replace(source, keyword.value, value)
    end = span(source, call)[1] - 1
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not given:
        return edit(source, (end, end, f"{name}={value}"))
    after = max(span(source, each)[1] for each in given)
    # Brackets around the last argument are no part of it: `f((x))`.
    place = end if ")" in source.encode()[after:end].decode() else after
    return edit(source, (place, place, f", {name}={value}"))


def before(source: str, statement: ast.stmt, new: str) -> str:
    """A statement before another: on a line of its own, or where that shares its line, on the same one."""
    start = span(source, statement)[0]
    indent = source.split("\n")[statement.lineno - 1].encode()[: statement.col_offset].decode()
    return edit(source, (start, start, f"{new}; " if indent.strip() else f"{new}\n{indent}"))
