"""Misconceptions about a loss: what binary cross-entropy takes, raw logits or probabilities, and which target."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, code
from lessons.misconceptions.scene import Scene, last_name
from lessons.misconceptions.trimming import operand
from lessons.sight import at_line

_SHAPE = (
    r"^Target size \(.+\) must be the same as input size"
    r"|^Using a target size \(.+\) that is different to the input size"
)
_TYPE = r"^result type \w+ can't be cast to the desired output type (?:Long|Int|Bool)|^Found dtype Long but expected"
_RAW = r"^all elements of input should be between 0 and 1"
_LOGITS = "binary_cross_entropy_with_logits"
_SWAPPED = {
    "binary_cross_entropy": _LOGITS,
    _LOGITS: "binary_cross_entropy",
    "BCELoss": "BCEWithLogitsLoss",
    "BCEWithLogitsLoss": "BCELoss",
}


def wrong_loss_input(scene: Scene) -> Found | None:
    """M55: a target of another shape or of whole numbers, raw logits where probabilities belong, or the reverse."""
    line = scene.error.line if scene.error else _sigmoid_twice(scene)
    for call in _losses(scene, line):
        if better := _better(scene, call):
            logits, target = call.args[:2]
            facts = {"name": code(logits), "target": code(target), "line": at_line(line), "better": better[1]}
            return Found("M55", facts, line)
    return None


def right_loss_input(scene: Scene, found: Found) -> str | None:
    """The target reshaped or cast, or the other of the two losses."""
    for call in _losses(scene, found.line):
        if better := _better(scene, call):
            old, new = better
            return surgery.replace(scene.source, old, new)
    return None


def _losses(scene: Scene, line: int | None) -> list[ast.Call]:
    """The calls of such a loss on a line, by function or through a variable that holds one."""
    held = {
        name for name, each in assigned(scene) if isinstance(each.value, ast.Call) and _kind(each.value) in _SWAPPED
    }
    calls = [node for node in scene.nodes if isinstance(node, ast.Call) and len(node.args) >= 2]
    there = [call for call in calls if line is not None and call.lineno <= line <= (call.end_lineno or line)]
    return [call for call in there if _kind(call) in _SWAPPED or code(call.func) in held]


def _kind(call: ast.Call) -> str:
    return last_name(call.func)


def _better(scene: Scene, call: ast.Call) -> tuple[ast.expr, str] | None:
    """What is to be replaced, and by what."""
    logits, target = call.args[:2]
    at = operand(scene.source, target)
    if scene.error is None or scene.raised(_RAW):
        loss = _loss_itself(scene, call)
        name = _SWAPPED[last_name(loss)]
        return loss, surgery.text(scene.source, loss).removesuffix(last_name(loss)) + name
    if scene.raised(_SHAPE):
        return target, f"{at}.reshape({operand(scene.source, logits)}.shape)"
    return (target, f"{at}.float()") if scene.raised(_TYPE) else None


def _loss_itself(scene: Scene, call: ast.Call) -> ast.expr:
    """The function, or where a variable holds the loss, the class that it was made of."""
    if _kind(call) in _SWAPPED:
        return call.func
    made = (each.value for _, each in assigned(scene, code(call.func)) if isinstance(each.value, ast.Call))
    return next(each.func for each in made if _kind(each) in _SWAPPED)


def _sigmoid_twice(scene: Scene) -> int | None:
    """The line of a loss that takes logits and was given what a sigmoid had made."""
    for tensor in scene.sight.tensors:
        parents = [scene.sight.tensor(number) for number in tensor.parents[:1]]
        squeezed = any(parent.made.rpartition(".")[2] == "sigmoid" for parent in parents)
        if tensor.made.rpartition(".")[2] == _LOGITS and squeezed:
            return tensor.line
    return None


KNOWN = (Misconception("M55", (10, 2), wrong_loss_input, right_loss_input),)
