"""Misconceptions about where gradients are kept: in leaves, and only once `backward` has run."""

import ast
from collections.abc import Iterator

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, block_of, code, reads, statement_of, written
from lessons.misconceptions.scene import Scene
from lessons.misconceptions.steps import recorded, unrecorded
from lessons.misconceptions.trimming import without_keyword
from lessons.sight import at_line
from sandbox.protocol import Look, TensorView


def of_a_result(scene: Scene) -> Found | None:
    """M31: `.grad` was read of a result in the middle of the graph."""
    for look, node, tensor in _inner(scene):
        name = code(node.value)
        if (step := recorded(scene, name)) is not None:
            line = step.statement.lineno
            return Found("M31", {"name": name, "line": str(line), "cure": step.cure}, line, "step")
        if not _born_computed(scene, tensor):
            return Found("M31", {"name": name, "line": at_line(look.line)}, look.line)
    return None


def retain(scene: Scene, found: Found) -> str | None:
    """`y.retain_grad()` before the first `backward()`; a step that was recorded is taken without."""
    if found.variant == "step":
        return unrecorded(scene)
    for call in scene.calls("backward"):
        line = f"{found.facts['name']}.retain_grad()"
        return surgery.before(scene.source, statement_of(scene, call), line)
    return None


def of_a_product(scene: Scene) -> Found | None:
    """M32: made with `requires_grad=True` and computed with in one expression: what has the name is no leaf."""
    for look, node, tensor in _inner(scene):
        if _born_computed(scene, tensor):
            facts = {"name": code(node.value), "line": at_line(tensor.line), "look": at_line(look.line)}
            return Found("M32", facts, tensor.line)
    return None


def track_last(scene: Scene, found: Found) -> str | None:
    """`randn(3, requires_grad=True) * 0.1` becomes `(randn(3) * 0.1).requires_grad_()`."""
    for _, statement in assigned(scene, found.facts["name"]):
        for call in (node for node in ast.walk(statement.value) if isinstance(node, ast.Call)):
            cut = without_keyword(scene.source, call, "requires_grad")
            if cut is not None and statement.lineno == found.line:
                start, end = surgery.span(scene.source, statement.value)
                head, tail = ("", "") if isinstance(statement.value, ast.Call) else ("(", ")")
                around = (start, start, head), (end, end, f"{tail}.requires_grad_()")
                return surgery.edit(scene.source, cut, *around)
    return None


def too_early(scene: Scene) -> Found | None:
    """M33: `.grad` was read of a leaf with which something was computed, and no `backward` had run."""
    runs = list(_runs(scene))
    filled = {gradient.name for gradient in scene.observation.gradients}
    for look, node in reads(scene, "grad"):
        leaf = scene.sight.tensor(look.tensor)
        if not leaf.is_leaf or not leaf.requires_grad or any(run.lineno <= node.lineno for run in runs):
            continue
        result = _result(scene, leaf)
        is_certain = _is_first(scene, node, runs) if runs else filled.isdisjoint(leaf.names)
        if result is not None and is_certain and not _is_missing_grad(scene, look.line):
            facts = {"name": code(node.value), "line": at_line(look.line), "result": result.names[0]}
            return Found("M33", facts, look.line)
    return None


def differentiate(scene: Scene, found: Found) -> str | None:
    """`y.backward()` before the line, where there is none at all."""
    if any(_runs(scene)):
        return None
    result = next(tensor for tensor in scene.sight.tensors if found.facts["result"] in tensor.names)
    line = f"{found.facts['result']}{'' if result.shape == () else '.sum()'}.backward()"
    for _, node in reads(scene, "grad"):
        if node.lineno == found.line:
            return surgery.before(scene.source, statement_of(scene, node), line)
    return None


def cleared_early(scene: Scene) -> Found | None:
    """M59: something was asked of `.grad` while it was None, before the first `backward`."""
    line = scene.error.line if scene.error else None
    for look, node in reads(scene, "grad") if _is_missing_grad(scene, line) else ():
        late = all(run.lineno > node.lineno for run in _runs(scene))
        if look.line == line and late and scene.sight.tensor(look.tensor).is_leaf:
            return Found("M59", {"name": code(node.value), "line": at_line(line)}, line)
    return None


def clear_by_none(scene: Scene, found: Found) -> str | None:
    """`x.grad.zero_()` becomes `x.grad = None`."""
    for statement in written(scene, ast.Expr, found.line):
        call = statement.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "zero_":
            grad = surgery.text(scene.source, call.func.value)
            return surgery.replace(scene.source, statement, f"{grad} = None")
    return None


def _inner(scene: Scene) -> Iterator[tuple[Look, ast.Attribute, TensorView]]:
    kept = {code(call.func.value) for call in scene.calls("retain_grad") if isinstance(call.func, ast.Attribute)}
    for look, node in reads(scene, "grad"):
        tensor = scene.sight.tensor(look.tensor)
        if tensor.requires_grad and not tensor.is_leaf and kept.isdisjoint({code(node.value), *tensor.names}):
            yield look, node, tensor


def _born_computed(scene: Scene, tensor: TensorView) -> bool:
    # The leaf has no name of its own and was born on the same line.
    above = [scene.sight.tensor(number) for number in scene.sight.lineage(tensor.id) - {tensor.id}]
    tracked = [parent for parent in above if parent.requires_grad]
    return bool(tracked) and all(not parent.names and parent.line == tensor.line for parent in tracked)


def _result(scene: Scene, leaf: TensorView) -> TensorView | None:
    made = [each for each in scene.sight.tensors if each.requires_grad and not each.is_leaf and each.names]
    return next((each for each in reversed(made) if leaf.id in scene.sight.lineage(each.id)), None)


def _runs(scene: Scene) -> Iterator[ast.expr]:
    yield from (node for node in written(scene, ast.Attribute) if node.attr == "backward")
    yield from scene.calls("grad")


def _is_first(scene: Scene, read: ast.Attribute, runs: list[ast.expr]) -> bool:
    # By the order of the lines, which says little in loops and functions; who looks again later looks on purpose.
    again = any(node.lineno > runs[0].lineno for _, node in reads(scene, "grad"))
    return not again and all(block_of(scene, node) is None for node in (read, *runs))


def _is_missing_grad(scene: Scene, line: int | None) -> bool:
    gone = scene.raised(r"^'NoneType' object has no attribute")
    asked = (node.value for node in written(scene, ast.Attribute, line))
    on_grad = any(isinstance(node, ast.Attribute) and node.attr == "grad" for node in asked)
    return bool(gone and scene.error and scene.error.line == line and on_grad)


KNOWN = (
    Misconception("M31", (8, 5), of_a_result, retain),
    Misconception("M32", (8, 3), of_a_product, track_last),
    Misconception("M33", (8, 5), too_early, differentiate),
    Misconception("M59", (8, 6), cleared_early, clear_by_none),
)
