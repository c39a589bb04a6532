"""A program changed by its syntax tree: a text comes in, the same program goes out as a transformer leaves it."""

import ast
from collections.abc import Callable

from sandbox.protocol import MAX_SOURCE_BYTES


class Changer(ast.NodeTransformer):
    """`count` says how much was changed."""

    count = 0


def rewritten(source: str, change: Callable[[ast.Module], Changer]) -> str:
    """The program as the changer made for its tree leaves it; itself where nothing is changed, where it is no Python,
    and where it would be too long to run."""
    try:
        tree = ast.parse(source)
        changer = change(tree)
        changed = changer.visit(tree)
        text = ast.unparse(ast.fix_missing_locations(changed)) if changer.count else source
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    return text if len(text.encode("utf-8", "replace")) <= MAX_SOURCE_BYTES else source
