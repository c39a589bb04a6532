"""Misconceptions about calling `backward` again: what is used up, and what adds up."""

import ast
from collections.abc import Iterator
from itertools import islice

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import assigned, failed_calls, named, spell, statement_of
from lessons.misconceptions.scene import Scene
from lessons.sight import called
from sandbox.protocol import TensorView

_USED_UP = r"Trying to backward through the graph a second time"
_MAX_CALLS = 64  # nobody writes more by hand
Loop = ast.For | ast.While


def used_up(scene: Scene) -> Found | None:
    """M02: `backward` ran a second time through a graph that the first call used up."""
    if not scene.raised(_USED_UP) or scene.error is None:
        return None
    for call in failed_calls(scene, "backward"):
        if isinstance(call.func, ast.Attribute):
            return Found("M02", {"name": spell(call.func.value), "line": str(scene.error.line)}, scene.error.line)
    return None


def compute_again(scene: Scene, found: Found) -> str | None:
    """The formula again before the call that failed; where more than the formula is gone, `retain_graph=True`."""
    for call in failed_calls(scene, "backward"):
        step, formula = statement_of(scene, call), _formula(scene, call)
        if step is not None and formula is not None:
            return surgery.before(scene.source, step, surgery.text(scene.source, formula))
    source = scene.source
    for call in reversed(_backwards(scene)):
        source = surgery.add_keyword(source, call, "retain_graph", "True")
    return source


def _backwards(scene: Scene) -> list[ast.Call]:
    return list(islice(scene.calls("backward"), _MAX_CALLS))


def _formula(scene: Scene, call: ast.Call) -> ast.Assign | None:
    """`y = x ** 2` of `y.backward()`, where it holds the whole graph: all that it uses are leaves."""
    if not isinstance(call.func, ast.Attribute):
        return None
    step = assigned(scene, ast.unparse(call.func.value), call.lineno)
    if step is None or step.lineno != step.end_lineno:
        return None
    used = [named(scene, node) for node in ast.walk(step.value) if isinstance(node, ast.Name)]
    return step if all(tensor is None or tensor.is_leaf for tensor in used) else None


def added_twice(scene: Scene) -> Found | None:
    """M03: `backward` ran twice through a graph that keeps nothing: no error, but the gradient came twice."""
    again = None if scene.error else next(_again(scene), None)
    if again is None or _clears(scene):
        return None
    for look in scene.sight.looked("grad"):
        if look.line and look.line >= again.lineno and isinstance(again.func, ast.Attribute):
            facts = {"name": called(scene.sight.tensor(look.tensor)), "result": spell(again.func.value)}
            return Found("M03", {**facts, "line": str(again.lineno)}, again.lineno)
    return None


def clear_between(scene: Scene, found: Found) -> str | None:
    """`x.grad = None` before the call that adds to it."""
    step = next((statement_of(scene, call) for call in _again(scene)), None)
    leaves = _leaves(scene)
    return surgery.before(scene.source, step, _clearing(leaves)) if step is not None and leaves else None


def _again(scene: Scene) -> Iterator[ast.Call]:
    """The calls of `backward` that run on what an earlier one ran on, and nobody asked to keep."""
    met: dict[str, int] = {}
    for call in _backwards(scene):
        name = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if call.keywords or not name.isidentifier():
            continue
        step = assigned(scene, name, call.lineno + 1)
        since = step.lineno if step is not None else 0
        if met.get(name, 0) > since or any(since < loop.lineno for loop in _loops(scene, call)):
            yield call
        met[name] = call.lineno


def accumulated(scene: Scene) -> Found | None:
    """M05: a loop's `backward` added to the same `.grad`, which was looked at and never cleared."""
    if _clears(scene):
        return None
    again = list(_again(scene))
    for call in _backwards(scene):
        for loop in _loops(scene, call):
            if call in again or (scene.error and _within(loop, scene.error.line)):
                continue
            for leaf in _looked_at(scene, loop):
                return Found("M05", {"name": called(leaf), "line": str(loop.lineno)}, loop.lineno)
    return None


def clear_each_round(scene: Scene, found: Found) -> str | None:
    """`x.grad = None` as the first thing in the loop."""
    for call in _backwards(scene):
        for loop in _loops(scene, call):
            leaves = [leaf for leaf in _leaves(scene) if not _within(loop, leaf.line)]
            if leaves and loop.lineno == found.line:
                return surgery.before(scene.source, loop.body[0], _clearing(leaves))
    return None


def _looked_at(scene: Scene, loop: Loop) -> Iterator[TensorView]:
    """The tensors whose gradient was read, but for those that each round makes, or takes, anew."""
    for look in scene.sight.looked("grad"):
        leaf = scene.sight.tensor(look.tensor)
        turns = isinstance(loop, ast.For) and set(leaf.names) & {ast.unparse(node) for node in ast.walk(loop.iter)}
        if look.line and look.line >= loop.lineno and leaf.is_leaf and not turns and not _within(loop, leaf.line):
            yield leaf


def _loops(scene: Scene, node: ast.expr) -> list[Loop]:
    loops = (loop for loop in scene.nodes if isinstance(loop, ast.For | ast.While))
    return [loop for loop in loops if _within(loop, node.lineno)]


def _within(loop: Loop, line: int | None) -> bool:
    return line is not None and loop.lineno <= line <= (loop.end_lineno or loop.lineno)


def _leaves(scene: Scene) -> list[TensorView]:
    return [tensor for tensor in scene.sight.tensors if tensor.requires_grad and tensor.is_leaf and tensor.names]


def _clearing(leaves: list[TensorView]) -> str:
    return "".join(f"{leaf.names[0]}.grad = " for leaf in leaves) + "None"


def _clears(scene: Scene) -> bool:
    clearing = any(True for _ in scene.calls("zero_grad", "zero_", "fill_", "zeros_"))
    targets = (node for node in scene.nodes if isinstance(node, ast.Attribute) and node.attr == "grad")
    return clearing or any(isinstance(target.ctx, ast.Store | ast.Del) for target in targets)


KNOWN = (
    Misconception("M02", (8, 6), used_up, compute_again),
    Misconception("M03", (8, 6), added_twice, clear_between),
    Misconception("M05", (8, 6), accumulated, clear_each_round),
)
