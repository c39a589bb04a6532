"""Misconceptions about calling `backward` again through one graph: it is used up, or adds its gradient again."""

import ast
from collections.abc import Iterator
from itertools import islice

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import assigned, failed_calls, named, spell, started, statement_of
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
    for start in filter(None, map(started, failed_calls(scene, "backward", "grad"))):
        return Found("M02", {"name": spell(start), "line": str(scene.error.line)}, scene.error.line)
    return None


def compute_again(scene: Scene, found: Found) -> str | None:
    """The formula again before the call that failed; where more than the formula is gone, `retain_graph=True`."""
    for call in failed_calls(scene, "backward", "grad"):
        step, formula = statement_of(scene, call), _formula(scene, call)
        if step is not None and formula is not None:
            return surgery.before(scene.source, step, surgery.text(scene.source, formula))
    source = scene.source
    for call in reversed(backwards(scene)):
        source = surgery.add_keyword(source, call, "retain_graph", "True")
    return source


def _formula(scene: Scene, call: ast.Call) -> ast.Assign | None:
    """`y = x ** 2` of `y.backward()`, where it holds the whole graph: all that it uses are leaves."""
    start = started(call)
    step = assigned(scene, start.id, call.lineno) if isinstance(start, ast.Name) else None
    if step is None or step.lineno != step.end_lineno:
        return None
    used = [named(scene, node) for node in ast.walk(step.value) if isinstance(node, ast.Name)]
    return step if all(tensor is None or tensor.is_leaf for tensor in used) else None


def added_twice(scene: Scene) -> Found | None:
    """M03: `backward` ran twice through a graph that keeps nothing: no error, but the gradient came twice."""
    call = None if scene.error or any(clearings(scene)) else next(again(scene), None)
    start = started(call) if call is not None else None
    if call is None or start is None:
        return None
    for look in scene.sight.looked("grad"):
        if look.line and look.line >= call.lineno:
            facts = {"name": called(scene.sight.tensor(look.tensor)), "result": spell(start)}
            return Found("M03", {**facts, "line": str(call.lineno)}, call.lineno)
    return None


def clear_between(scene: Scene, found: Found) -> str | None:
    """`x.grad = None` before the call that adds to it."""
    step = next((statement_of(scene, call) for call in again(scene)), None)
    known = leaves(scene)
    return surgery.before(scene.source, step, clearing(known)) if step is not None and known else None


def backwards(scene: Scene) -> list[ast.Call]:
    """The calls of `backward`, in the order of the text."""
    return list(islice(scene.calls("backward"), _MAX_CALLS))


def again(scene: Scene) -> Iterator[ast.Call]:
    """Those that run on what an earlier one ran on, and nobody asked to keep."""
    met: dict[str, int] = {}
    for call in backwards(scene):
        start = started(call)
        if call.keywords or not isinstance(start, ast.Name):
            continue
        step = assigned(scene, start.id, call.lineno + 1)
        since = step.lineno if step is not None else 0
        if met.get(start.id, 0) > since or any(since < loop.lineno for loop in loops_around(scene, call)):
            yield call
        met[start.id] = call.lineno


def loops_around(scene: Scene, node: ast.AST) -> list[Loop]:
    """The loops that a node stands in, the outermost first."""
    loops = (loop for loop in scene.nodes if isinstance(loop, ast.For | ast.While))
    return [loop for loop in loops if within(loop, getattr(node, "lineno", None))]


def within(block: ast.stmt, line: int | None) -> bool:
    """Whether a line is one of a statement's."""
    return line is not None and block.lineno <= line <= (block.end_lineno or block.lineno)


def leaves(scene: Scene) -> list[TensorView]:
    """The variables that gradients are collected for."""
    return [tensor for tensor in scene.sight.tensors if tensor.requires_grad and tensor.is_leaf and tensor.names]


def clearing(known: list[TensorView]) -> str:
    """The statement that clears their gradients."""
    return "".join(f"{leaf.names[0]}.grad = " for leaf in known) + "None"


def clearings(scene: Scene) -> Iterator[ast.expr]:
    """Where gradients are cleared, one way or another."""
    yield from scene.calls("zero_grad", "zero_", "fill_", "zeros_")
    for node in scene.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Store | ast.Del):
            yield node


KNOWN = (
    Misconception("M02", (8, 6), used_up, compute_again),
    Misconception("M03", (8, 6), added_twice, clear_between),
)
