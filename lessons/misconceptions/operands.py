"""What stands on a line, and what the run knew of it: a Scene comes in, nodes and tensors go out."""

import ast
from collections.abc import Iterator
from typing import TypeVar

from lessons.misconceptions.scene import Scene, dotted, last_name
from sandbox.protocol import TensorView

MODULES = frozenset({"torch", "np", "numpy", "nn", "F", "nn.functional", "torch.nn.functional", "torch.Tensor"})
_MAX_TEXT = 40
Sides = tuple[ast.expr, ast.expr]
Operators = tuple[type[ast.operator], ...]
Node = TypeVar("Node", ast.expr, ast.stmt)


def on_line(scene: Scene, line: int | None, kind: type[Node]) -> list[Node]:
    """The nodes of this kind that stand on a line; first the very one that failed there, then as they are written."""
    nodes = (node for node in scene.nodes if isinstance(node, kind))
    here = [node for node in nodes if line and node.lineno <= line <= (node.end_lineno or node.lineno)]
    return sorted(here, key=lambda node: (not _failed(scene, node), node.lineno, node.col_offset))


def failed_calls(scene: Scene, *names: str) -> Iterator[ast.Call]:
    """The calls of these names on the line that stopped the run, the one that did it first."""
    calls = on_line(scene, scene.error.line if scene.error else None, ast.expr)
    return (call for call in calls if isinstance(call, ast.Call) and (not names or last_name(call.func) in names))


def given(call: ast.Call) -> list[ast.expr]:
    """What a call computes with: of `torch.dot(a, b)` and of `a.dot(b)` both `a` and `b`."""
    func = call.func
    if isinstance(func, ast.Attribute) and dotted(func.value) not in MODULES:
        return [func.value, *call.args]
    return list(call.args)


def started(call: ast.Call) -> ast.expr | None:
    """What gradients start from: `y` of `y.backward()` and of `torch.autograd.grad(y, x)`."""
    if dotted(call.func).startswith(("torch.autograd.", "autograd.")):
        return call.args[0] if call.args else None
    return call.func.value if isinstance(call.func, ast.Attribute) else None


def pair(scene: Scene, line: int | None, operators: Operators, names: tuple[str, ...]) -> Sides | None:
    """Both sides of the first operation on a line that is one of these operators or functions."""
    return next(pairs(scene, line, operators, names), None)


def pairs(scene: Scene, line: int | None, operators: Operators, names: tuple[str, ...]) -> Iterator[Sides]:
    """Both sides of each such operation; the one that failed comes first."""
    for node in on_line(scene, line, ast.expr):
        if isinstance(node, ast.BinOp) and isinstance(node.op, operators):
            yield node.left, node.right
        if isinstance(node, ast.Call) and last_name(node.func) in names and len(given(node)) >= 2:
            yield given(node)[0], given(node)[1]
    for step in on_line(scene, line, ast.stmt):
        if isinstance(step, ast.AugAssign) and isinstance(step.op, operators):
            yield step.target, step.value


def named(scene: Scene, node: ast.expr) -> TensorView | None:
    """The tensor that this variable held when the run ended."""
    name = ast.unparse(node)
    return next((tensor for tensor in scene.sight.tensors if name in tensor.names), None)


def assigned(scene: Scene, name: str, before: int | None = None) -> ast.Assign | None:
    """The last statement that gave a variable its value, above a line where one is given."""
    steps = (node for node in scene.nodes if isinstance(node, ast.Assign) and (not before or node.lineno < before))
    found = [step for step in steps if isinstance(step.targets[0], ast.Name) and step.targets[0].id == name]
    return max(found, key=lambda step: step.lineno, default=None)


def target_of(scene: Scene, node: ast.expr) -> str:
    """The variable to which a value is given at once; empty where it is given to none."""
    for step in scene.nodes:
        if isinstance(step, ast.Assign) and step.value is node and isinstance(step.targets[0], ast.Name):
            return step.targets[0].id
    return ""


def statement_of(scene: Scene, node: ast.expr) -> ast.stmt | None:
    """The innermost statement that an expression is a part of."""
    around = [each for each in on_line(scene, node.lineno, ast.stmt) if node in ast.walk(each)]
    return max(around, key=lambda each: (each.lineno, each.col_offset), default=None)


def writes_to(scene: Scene, memory: int) -> list[int]:
    """The moments at which a piece of memory was changed, by whatever name."""
    tensors = {each.id for each in scene.sight.tensors if each.memory == memory}
    arrays = {each.id for each in scene.sight.arrays if each.memory == memory}
    return [write.step for write in scene.sight.writes if write.target in tensors | arrays]


def parents(scene: Scene, tensor: TensorView) -> list[TensorView]:
    """The tensors that went into one."""
    return [each for each in scene.sight.tensors if each.id in tensor.parents]


def spell(node: ast.AST) -> str:
    """A piece of the program as a fact, cut where it is long."""
    text = ast.unparse(node)
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def atom(node: ast.expr) -> str:
    """The same, in brackets where `.sum()` could not follow it."""
    return f"({spell(node)})" if isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare) else spell(node)


def _failed(scene: Scene, node: ast.expr | ast.stmt) -> bool:
    error = scene.error
    return error is not None and (node.lineno, node.col_offset, node.end_col_offset) == (
        error.line,
        error.column,
        error.end_column,
    )
