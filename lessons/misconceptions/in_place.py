"""Misconceptions about changing in place what autograd still needs."""

import ast
from collections.abc import Iterator

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import given, named, on_line, spell
from lessons.misconceptions.scene import Scene, last_name

_LEAF = r"a (view of a )?leaf Variable that requires grad is being used in an in-place operation"
_OVERWRITTEN = r"modified by an inplace operation"
_SIMPLE = (ast.Expr, ast.Assign, ast.Return)
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.FloorDiv: "//", ast.Mod: "%"}


def changes(scene: Scene, line: int | None) -> list[tuple[ast.stmt, ast.expr]]:
    """The statements of a line that change something in place, with what they change: `x` of `x += 1`, `x[0] = 1`,
    `x.add_(1)`."""
    found = [(step, _changed(step)) for step in on_line(scene, line, ast.stmt)]
    return [(step, changed) for step, changed in found if changed is not None]


def _changed(step: ast.stmt) -> ast.expr | None:
    call = underscored(step)
    target = given(call)[0] if call is not None else step.target if isinstance(step, ast.AugAssign) else None
    if call is None and isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Subscript):
        target = step.targets[0]
    return target.value if isinstance(target, ast.Subscript) else target


def underscored(step: ast.stmt) -> ast.Call | None:
    """The call of a statement that changes what it is called on: `x.add_(1)`, `torch.relu_(x)`."""
    calls = (node for node in ast.walk(step) if isinstance(node, ast.Call)) if isinstance(step, _SIMPLE) else ()
    return next((call for call in calls if _is_underscored(last_name(call.func)) and given(call)), None)


def _is_underscored(name: str) -> bool:
    return name.endswith("_") and not name.endswith("__") and name not in ("requires_grad_", "detach_")


def leaf_changed(scene: Scene) -> Found | None:
    """M29: a leaf that requires a gradient was changed in place."""
    if not scene.raised(_LEAF) or scene.error is None:
        return None
    for step, leaf in changes(scene, scene.error.line):
        facts = {"name": spell(leaf), "code": spell(step), "line": str(scene.error.line)}
        return Found("M29", facts, scene.error.line)
    return None


def untracked(scene: Scene, found: Found) -> str | None:
    """`w -= 1` becomes `with torch.no_grad(): w -= 1`; None where the line holds more than that."""
    for step, _ in changes(scene, found.line):
        if scene.at(step.lineno).startswith(surgery.text(scene.source, step).split("\n")[0]):
            start = surgery.span(scene.source, step)[0]
            return surgery.edit(scene.source, (start, start, "with torch.no_grad(): "))
    return None


def overwritten(scene: Scene) -> Found | None:
    """M30: what backward still needed was changed in place on the way."""
    if not scene.raised(_OVERWRITTEN):
        return None
    for step, target in _overwriting(scene):
        return Found("M30", {"name": spell(target), "code": spell(step), "line": str(step.lineno)}, step.lineno)
    return None


def as_new_tensor(scene: Scene, found: Found) -> str | None:
    """`y += 1` becomes `y = y + 1`, `y.add_(1)` becomes `y = y.add(1)`."""
    for step, target in _overwriting(scene):
        tensor = named(scene, target)
        if tensor is not None and tensor.is_leaf:
            return None
        if isinstance(step, ast.AugAssign):
            return spelled_out(scene, step)
        call = underscored(step)
        if call is not None:
            source = surgery.rename(scene.source, call, last_name(call.func).removesuffix("_"))
            start = surgery.span(scene.source, step)[0]
            head = f"{surgery.text(scene.source, target)} = " if isinstance(step, ast.Expr) else ""
            return surgery.edit(source, (start, start, head))
    return None


def spelled_out(scene: Scene, step: ast.AugAssign) -> str | None:
    """`a *= b + 1` becomes `a = a * (b + 1)`."""
    sign = _SIGNS.get(type(step.op))
    if sign is None:
        return None
    target, value = surgery.text(scene.source, step.target), surgery.text(scene.source, step.value)
    simple = isinstance(step.value, ast.Constant | ast.Name | ast.Call | ast.Attribute | ast.Subscript)
    return surgery.replace(scene.source, step, f"{target} = {target} {sign} {value if simple else f'({value})'}")


def _overwriting(scene: Scene) -> Iterator[tuple[ast.stmt, ast.expr]]:
    """The changes in place of what has a history, the last first; else those of a leaf."""
    tensors = {tensor.id: tensor for tensor in scene.sight.tensors}
    writes = [write for write in reversed(scene.sight.writes) if write.side == "torch"]
    tracked = [write for write in writes if (tensor := tensors.get(write.target)) and tensor.requires_grad]
    for write in sorted(tracked, key=lambda write: tensors[write.target].is_leaf):
        yield from changes(scene, write.line)


KNOWN = (
    Misconception("M29", (8, 7), leaf_changed, untracked),
    Misconception("M30", (8, 4), overwritten, as_new_tensor),
)
