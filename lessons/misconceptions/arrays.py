"""Misconceptions about NumPy's arrays: what is one, and what makes a new one."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import assigned, failed_calls, spell, writes_to
from lessons.misconceptions.scene import Scene, dotted
from lessons.misconceptions.sharing import KNOWS, array_of
from lessons.sight import SHOWN, called
from sandbox.protocol import TensorView


def from_list(scene: Scene) -> Found | None:
    """M18: `torch.from_numpy` was given a list, or something else that is no array."""
    if not scene.raised(r"expected np\.ndarray \(got \w+\)") or scene.error is None:
        return None
    for call in failed_calls(scene, "from_numpy"):
        if call.args:
            return Found("M18", {"value": spell(call.args[0]), "line": str(scene.error.line)}, scene.error.line)
    return None


def wrap_in_array(scene: Scene, found: Found) -> str | None:
    """`from_numpy(x)` becomes `from_numpy(np.array(x))`."""
    calls = (call for call in failed_calls(scene, "from_numpy") if call.args)
    return next((surgery.wrap(scene.source, call.args[0], "np.array(", ")") for call in calls), None)


def new_array(scene: Scene) -> Found | None:
    """M21: `a = a * 10` for a change that the tensor would follow; then the tensor was looked at."""
    for tensor in scene.sight.tensors:
        step = _moved_name(scene, tensor)
        if step is None or KNOWS.search(scene.source) or writes_to(scene, tensor.memory):
            continue
        for look in scene.sight.looked(*SHOWN):
            if look.line and look.line > step.lineno and tensor.id in scene.sight.lineage(look.tensor):
                facts = {"name": called(tensor), "code": spell(step), "cure": _cure(step), "line": str(step.lineno)}
                return Found("M21", facts, step.lineno)
    return None


def _moved_name(scene: Scene, tensor: TensorView) -> ast.Assign | None:
    """The statement after `t = torch.from_numpy(a)` that computes a new `a` of the old one."""
    if tensor.made not in ("torch.from_numpy", "torch.as_tensor") or not tensor.names:
        return None
    for call in scene.calls("from_numpy", "as_tensor", line=tensor.line):
        name = spell(call.args[0]) if call.args else ""
        step = assigned(scene, name) if name.isidentifier() else None
        array = array_of(scene, call)
        if step is not None and array is not None and array.memory != tensor.memory and step.lineno > call.lineno:
            used = {node.id for node in ast.walk(step.value) if isinstance(node, ast.Name)}
            return step if name in used and _is_computed(step.value) else None
    return None


def _is_computed(value: ast.expr) -> bool:
    return isinstance(value, ast.BinOp) or (isinstance(value, ast.Call) and dotted(value.func).startswith("np."))


def _cure(step: ast.Assign) -> str:
    return f"{ast.unparse(step.targets[0])}[:] = {spell(step.value)}"


def into_the_same(scene: Scene, found: Found) -> str | None:
    """`a = a * 10` becomes `a[:] = a * 10`."""
    for step in scene.nodes:
        if isinstance(step, ast.Assign) and step.lineno == found.line and spell(step) == found.facts["code"]:
            return surgery.attach(scene.source, step.targets[0], "[:]")
    return None


KNOWN = (
    Misconception("M18", (5, 1), from_list, wrap_in_array),
    Misconception("M21", (5, 4), new_array, into_the_same),
)
