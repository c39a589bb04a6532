"""Whether a program could have a formula in the place of chance: its text comes in, yes or no goes out."""

import ast

from lessons.masks import name_of

_PLAIN = {
    *("print", "display", "write", "str", "repr", "format", "join", "append", "type", "len", "list", "tuple", "range"),
    *("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "manual_seed", "seed", "Tensor", "view"),
    *("reshape", "size", "dim", "ndimension", "numel", "item", "tolist", "to"),
    *("float", "double", "half", "int", "long"),
}


def computes(source: str) -> bool:
    """Whether a program does more than draw, turn and show: what it has may come of a formula, then."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False  # it does not run either
    calls = (name_of(node.func) for node in nodes if isinstance(node, ast.Call))
    return any(isinstance(node, (ast.BinOp, ast.AugAssign)) for node in nodes) or any(
        name not in _PLAIN for name in calls
    )
