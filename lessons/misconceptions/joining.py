"""Misconceptions about adding: lists, which are joined, and functions that add up or join instead of adding."""

import ast
import re
from collections.abc import Iterator

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, code, labels, named, written
from lessons.misconceptions.scene import Scene, dotted, last_name
from lessons.misconceptions.trimming import operand

_LIST_ERROR = (
    r"^unsupported operand type\(s\) for \S+(?: or pow\(\))?: (?:'list' and|'\w+' and 'list')"
    r"|^can't multiply sequence by non-int|^can only concatenate list \(not"
)
_SUM_ERROR = r"^sum\(\) received an invalid combination of arguments - got \((?:Tensor, )?Tensor\)"
_ADDING = re.compile(r"\b(?:sum|add|added|adding|addition|plus|total)\b|합|더하|더한|덧셈")
_JOINING = re.compile(r"join|concat|\bcat\b|append|together|이어|연결|붙|합치|합친|결합")

Numbers = list[int | float]


def lists(scene: Scene) -> Found | None:
    """M47: Python lists were computed with as if they were vectors."""
    for node in _on_lists(scene):
        name = next(side for side in (node.left, node.right) if _list_of(scene, side) is not None)
        return Found("M47", {"code": code(node), "line": str(node.lineno), "name": code(name)}, node.lineno)
    return None


def to_tensors(scene: Scene, found: Found) -> str | None:
    """The lists that are computed with become tensors where they are written."""
    sides = [side for node in _on_lists(scene) for side in (node.left, node.right)]
    names = {side.id for side in sides if isinstance(side, ast.Name)}
    values = [each.value for _, each in assigned(scene, *names) if isinstance(each.value, ast.List)] if names else []
    values += [side for side in sides if isinstance(side, ast.List)]
    ends = [surgery.span(scene.source, value) for value in values]
    edits = [edit for start, end in ends for edit in ((start, start, "torch.tensor("), (end, end, ")"))]
    return surgery.edit(scene.source, *edits)


def sum_of_two(scene: Scene) -> Found | None:
    """M48: `sum(a, b)`, `torch.sum(a, b)` or `torch.cat([a, b])` was meant to add two tensors."""
    for call, (left, right) in _additions(scene):
        facts = {"code": code(call), "line": str(call.lineno), "better": f"{code(left)} + {code(right)}"}
        return Found("M48", facts, call.lineno)
    return None


def add_them(scene: Scene, found: Found) -> str | None:
    """The call becomes `a + b`, in brackets where an operator stands beside it."""
    for call, (left, right) in _additions(scene):
        text = f"{operand(scene.source, left)} + {operand(scene.source, right)}"
        beside = [
            node for node in written(scene, ast.expr) if isinstance(node, ast.BinOp | ast.UnaryOp | ast.Attribute)
        ]
        is_beside = any(child is call for node in beside for child in ast.iter_child_nodes(node))
        return surgery.replace(scene.source, call, f"({text})" if is_beside else text)
    return None


def _on_lists(scene: Scene) -> list[ast.BinOp]:
    """The operations on lists that show the belief: those that failed, and what was shown joined or repeated."""
    if not any(isinstance(node, ast.List) for node in scene.nodes):
        return []
    nodes = [node for node in written(scene, ast.BinOp) if _sides(scene, node)]
    line = scene.error.line if scene.error and scene.raised(_LIST_ERROR) else None
    failed = [node for node in nodes if node.lineno <= (line or 0) <= (node.end_lineno or 0)]
    return [
        node for node in nodes if node in failed or _is_repeated(scene, node) or _is_joined(scene, node, bool(failed))
    ]


def _sides(scene: Scene, node: ast.BinOp) -> list[Numbers]:
    return [each for side in (node.left, node.right) if (each := _list_of(scene, side)) is not None]


def _list_of(scene: Scene, node: ast.expr) -> Numbers | None:
    """The numbers of a list, written here or in the variable's own line."""
    if isinstance(node, ast.Name):
        given = [each.value for _, each in assigned(scene, node.id)]
        return _list_of(scene, given[0]) if len(given) == 1 and isinstance(given[0], ast.List) else None
    if not isinstance(node, ast.List) or not node.elts:
        return None
    values = [part.value for part in node.elts if isinstance(part, ast.Constant)]
    numbers = [value for value in values if isinstance(value, int | float)]
    return numbers if len(numbers) == len(node.elts) else None


def _is_repeated(scene: Scene, node: ast.BinOp) -> bool:
    factor = next((side for side in (node.left, node.right) if isinstance(side, ast.Constant)), None)
    variable = next((side for side in (node.left, node.right) if isinstance(side, ast.Name)), None)
    numbers = _list_of(scene, variable) if variable is not None else None
    if not isinstance(node.op, ast.Mult) or factor is None or numbers is None or len(numbers) < 2:
        return False
    times = factor.value
    meant = re.search(r"repeat|반복|되풀이", labels(scene, node.lineno))
    return isinstance(times, int) and times > 1 and not meant and _is_shown(scene, node, numbers * times)


def _is_joined(scene: Scene, node: ast.BinOp, is_certain: bool) -> bool:
    sides, said = _sides(scene, node), labels(scene, node.lineno)
    if not isinstance(node.op, ast.Add) or len(sides) != 2 or len(sides[0]) != len(sides[1]):
        return False
    told = is_certain or (_ADDING.search(said) and not _JOINING.search(said))
    return bool(told) and _is_shown(scene, node, sides[0] + sides[1])


def _is_shown(scene: Scene, node: ast.BinOp, numbers: Numbers) -> bool:
    makers = (call for call in scene.calls("tensor", "Tensor", "array", "FloatTensor") if node in call.args)
    return str(numbers) in scene.sight.text() and not any(True for _ in makers)


def _additions(scene: Scene) -> Iterator[tuple[ast.Call, tuple[ast.expr, ast.expr]]]:
    own = any(isinstance(node, ast.FunctionDef) and node.name == "sum" for node in scene.nodes)
    for call in scene.calls("sum", "cat", "concat", "hstack"):
        pair = _added(scene, call)
        if len(pair) == 2 and not (own and isinstance(call.func, ast.Name)):
            yield call, (pair[0], pair[1])


def _added(scene: Scene, call: ast.Call) -> list[ast.expr]:
    """The two that a call was meant to add; empty where it was not."""
    failed = bool(scene.raised(_SUM_ERROR) and scene.error and scene.error.line == call.lineno)
    if isinstance(call.func, ast.Name):
        return call.args if call.func.id == "sum" and _alike(scene, *call.args) else []
    if last_name(call.func) == "sum":
        is_method = isinstance(call.func, ast.Attribute) and dotted(call.func.value) != "torch"
        receiver = [call.func.value] if is_method and isinstance(call.func, ast.Attribute) else []
        return [*receiver, *call.args] if failed else []
    parts = call.args[0].elts if call.args and isinstance(call.args[0], ast.List | ast.Tuple) else []
    return parts if len(parts) == 2 and _alike(scene, *parts) and _is_meant_as_sum(scene, call, parts) else []


def _alike(scene: Scene, *nodes: ast.expr) -> bool:
    tensors = [named(scene, node) for node in nodes]
    shapes = [tensor.shape for tensor in tensors if tensor is not None]
    return len(shapes) == 2 and shapes[0] == shapes[1] and len(shapes[0]) >= 1


def _is_meant_as_sum(scene: Scene, call: ast.Call, parts: list[ast.expr]) -> bool:
    """The student calls it a sum, or it stands beside the difference or the product of the same two without a sum."""
    said = labels(scene, call.lineno)
    pair = {code(part) for part in parts}
    beside = [type(node.op) for node in written(scene, ast.BinOp) if {code(node.left), code(node.right)} == pair]
    told = bool(_ADDING.search(said) and not _JOINING.search(said))
    return ast.Add not in beside and (told or ast.Sub in beside) and not _JOINING.search(said)


KNOWN = (
    Misconception("M47", (7, 3), lists, to_tensors),
    Misconception("M48", (7, 1), sum_of_two, add_them),
)
