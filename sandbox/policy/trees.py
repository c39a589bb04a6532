"""The guards' names, and how to build a piece of syntax tree that stands where the program's own text stands.

No source text can spell these names, so no program can call, replace or read a guard.
"""

import ast
from typing import Any, TypeVar

READ, WRITE, DELETE = "__<read>__", "__<write>__", "__<delete>__"
IMPORT, FROM, STAR = "__<import>__", "__<from>__", "__<star>__"
PASSING, MISSING, SHOW = "__<passing>__", "__<missing>__", "__<show>__"
PATTERN_CLASS, PATTERN_VALUE = "__<case class>__", "__<case value>__"
HOLDER, VALUE = "__<holder>__", "__<value>__"  # variables of `a.b += c`
_LOAD = ast.Load()
_Node = TypeVar("_Node", bound=ast.AST)


def name_node(name: str, context: ast.expr_context | None = None) -> ast.Name:
    """A name that is read, or as `context` says."""
    return ast.Name(name, context or ast.Load())


def located(node: _Node, place: ast.AST) -> _Node:
    """A node, and what in it has no place yet, at another's place."""
    if "lineno" in node._attributes and not hasattr(node, "lineno"):
        ast.copy_location(node, place)
        for child in ast.iter_child_nodes(node):
            located(child, place)
    return node


def call(guard: str, arguments: list[ast.expr], place: ast.expr | ast.stmt) -> ast.Call:
    """A call of a guard."""
    at: dict[str, Any] = {name: getattr(place, name) for name in place._attributes}
    for argument in arguments:
        located(argument, place)
    return ast.Call(ast.Name(guard, _LOAD, **at), arguments, [], **at)


def last_line(node: ast.expr) -> ast.expr:
    """Where Python says that an attribute is read: at the attribute's own line, if the expression spans several."""
    if not isinstance(node, ast.Attribute) or node.lineno == node.end_lineno:
        return node
    assert node.end_lineno is not None  # noqa: S101 - parsed nodes have it
    assert node.end_col_offset is not None  # noqa: S101 - as above
    start = node.end_col_offset - len(node.attr.encode())
    place = ast.Constant(None)
    place.lineno = place.end_lineno = node.end_lineno
    place.col_offset, place.end_col_offset = start, node.end_col_offset
    return place
