"""Misconceptions about the dot product: what goes into it, and what comes out."""

import ast
import re
from collections.abc import Iterable
from itertools import islice

from lessons.misconceptions import surgery
from lessons.misconceptions.casts import cast, dtype_of, odd_one
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import Sides, atom, failed_calls, given, on_line, pair, spell, target_of
from lessons.misconceptions.scene import Scene, last_name

_DIMENSIONS = r"1D tensors expected, but got \d+D and \d+D"
_TYPES = r"dot : expected both vectors to have same dtype, but found (\w+) and (\w+)"
_NO_ROW = r"invalid index of a 0-dim tensor|iteration over a 0-d tensor"
_BY_ELEMENT = re.compile(r"(원소|요소|성분)\s*별|element[-\s]?wise|hadamard", re.IGNORECASE)
_AS_SUM = re.compile(r"합|내적|dot product|inner product|added up|\bsums?\b", re.IGNORECASE)
_MAX_CALLS = 32
_DOTS = ("dot", "vdot", "inner")


def dot_of_matrices(scene: Scene) -> Found | None:
    """M15: `dot` was given something else than two vectors."""
    for call in failed_calls(scene, "dot") if scene.raised(_DIMENSIONS) else ():
        if len(given(call)) == 2 and scene.error:
            cure = " @ ".join(map(atom, given(call)))
            return Found("M15", {"cure": cure, "line": str(scene.error.line)}, scene.error.line)
    return None


def as_matrix_product(scene: Scene, found: Found) -> str | None:
    """`torch.dot(a, b)` becomes `torch.matmul(a, b)`."""
    return next((surgery.rename(scene.source, call, "matmul") for call in failed_calls(scene, "dot")), None)


def dot_of_two_types(scene: Scene) -> Found | None:
    """M16: the two vectors of a dot product have different types."""
    types, sides = scene.raised(_TYPES), _sides(scene)
    if types is None or sides is None or scene.error is None:
        return None
    left, right = dtype_of(types[1]), dtype_of(types[2])
    at, method = odd_one(left, right)
    facts = {"left": spell(sides[0]), "left_type": left, "right": spell(sides[1]), "right_type": right}
    return Found("M16", {**facts, "cure": atom(sides[at]) + method, "line": str(scene.error.line)}, scene.error.line)


def of_one_type(scene: Scene, found: Found) -> str | None:
    """The one that has less room is cast to the other's type."""
    sides = _sides(scene)
    return cast(scene, sides, found.facts["left_type"], found.facts["right_type"]) if sides else None


def _sides(scene: Scene) -> Sides | None:
    return pair(scene, scene.error.line if scene.error else None, (ast.MatMult,), (*_DOTS, "matmul"))


def dot_for_product(scene: Scene) -> Found | None:
    """M17: `dot` where the products of the elements were wanted. Its result is indexed or run through, or is called "by
    elements", or stands beside the sum and the difference of the same two in the place of their product."""
    for call in islice(scene.calls("dot"), _MAX_CALLS):
        signs = (_is_taken_apart, _is_labelled, _stands_for_product)
        if len(given(call)) == 2 and any(sign(scene, call) for sign in signs):
            cure = " * ".join(map(atom, given(call)))
            return Found("M17", {"cure": cure, "line": str(call.lineno)}, call.lineno)
    return None


def _is_taken_apart(scene: Scene, call: ast.Call) -> bool:
    if not scene.raised(_NO_ROW) or scene.error is None:
        return False
    names = {target_of(scene, call), ast.unparse(call)}
    parts = [node.value for node in on_line(scene, scene.error.line, ast.expr) if isinstance(node, ast.Subscript)]
    loops = (node for node in scene.nodes if isinstance(node, ast.For | ast.comprehension))
    parts += [loop.iter for loop in loops if loop.iter.lineno == scene.error.line]
    return any(ast.unparse(part) in names for part in parts)


def _is_labelled(scene: Scene, call: ast.Call) -> bool:
    """By a text on its line, by a comment above it, or by a text where its variable is printed."""
    return any(_BY_ELEMENT.search(line) and not _AS_SUM.search(line) for line in _lines_about(scene, call))


def _lines_about(scene: Scene, call: ast.Call) -> list[str]:
    above = scene.at(call.lineno - 1)
    name = target_of(scene, call)
    printed = [scene.at(step.lineno) for step in scene.calls("print") if name and name in map(spell, step.args)]
    return [scene.at(call.lineno), above if above.startswith("#") else "", *printed]


def _stands_for_product(scene: Scene, call: ast.Call) -> bool:
    made = {each.id for each in scene.sight.tensors if each.made.endswith(".dot") and each.line == call.lineno}
    shown = any(look.tensor in made for look in scene.sight.looked("show", "item", "tolist"))
    if not shown or any(map(_AS_SUM.search, _lines_about(scene, call))):
        return False
    both = frozenset(map(ast.unparse, given(call)))
    results = [node for step in scene.nodes for node in _results(step)]
    return {"add", "sub"} <= _operations(results, both) and "mul" not in _operations(scene.nodes, both)


def _results(step: ast.AST) -> list[ast.expr]:
    """What a statement, a `print` or a row of values gives as it is."""
    if isinstance(step, ast.Call):
        return step.args if last_name(step.func) == "print" else []
    if isinstance(step, ast.Tuple | ast.List):
        return step.elts
    return [step.value] if isinstance(step, ast.Assign | ast.Expr | ast.FormattedValue) else []


def _operations(nodes: Iterable[ast.AST], both: frozenset[str]) -> set[str]:
    """What is computed of the same two among these."""
    signs = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}
    found = set()
    for node in nodes:
        if isinstance(node, ast.BinOp) and {ast.unparse(node.left), ast.unparse(node.right)} == both:
            found.add(signs.get(type(node.op), ""))
        if isinstance(node, ast.Call) and set(map(ast.unparse, given(node))) == both:
            found.add({"subtract": "sub", "multiply": "mul"}.get(last_name(node.func), last_name(node.func)))
    return found


def as_product(scene: Scene, found: Found) -> str | None:
    """`torch.dot(a, b)` becomes `a * b`, in brackets where it is a part of something else."""
    for call in scene.calls("dot", line=found.line):
        left, right = given(call)
        simple = all(isinstance(side, ast.Name | ast.Call | ast.Subscript | ast.Attribute) for side in (left, right))
        texts = [surgery.text(scene.source, side) for side in (left, right)]
        product = " * ".join(texts if simple else [f"({text})" for text in texts])
        whole = any(call in _values(step) for step in scene.nodes)
        return surgery.replace(scene.source, call, product if whole else f"({product})")
    return None


def _values(node: ast.AST) -> list[ast.expr]:
    """What may stand there without brackets, whatever it is."""
    if isinstance(node, ast.Call):
        return list(node.args)
    if isinstance(node, ast.For | ast.comprehension):
        return [node.iter]
    return [node.value] if isinstance(node, ast.Assign | ast.Expr) else []


KNOWN = (
    Misconception("M15", (7, 4), dot_of_matrices, as_matrix_product),
    Misconception("M16", (7, 4), dot_of_two_types, of_one_type),
    Misconception("M17", (7, 4), dot_for_product, as_product),
)
