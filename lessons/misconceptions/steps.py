"""A gradient step that is recorded: `w = w - 0.1 * w.grad` makes of the leaf `w` a result, which gets no gradient."""

import ast

import msgspec

from lessons.misconceptions import surgery
from lessons.misconceptions.reading import assigned, code, written
from lessons.misconceptions.scene import Scene


class Step(msgspec.Struct, frozen=True):
    """`w = w - 0.1 * w.grad`: the statement, and the same step without recording it."""

    statement: ast.Assign
    cure: str


def recorded(scene: Scene, name: str) -> Step | None:
    """The first such step of a variable, outside of any `with`."""
    for _, statement in assigned(scene, name):
        less = _less(statement.value, name)
        if less is not None and not written(scene, ast.With, statement.lineno):
            cure = f"with torch.no_grad(): {name} -= {surgery.text(scene.source, less)}"
            return Step(statement, cure)
    return None


def unrecorded(scene: Scene) -> str | None:
    """All such steps without recording them; None where none has its line to itself."""
    names = dict.fromkeys(name for name, _ in assigned(scene))
    steps = [step for name in names if (step := recorded(scene, name)) is not None]
    alone = [step for step in steps if surgery.text(scene.source, step.statement) == scene.at(step.statement.lineno)]
    edits = [(*surgery.span(scene.source, step.statement), step.cure) for step in alone]
    return surgery.edit(scene.source, *edits) if edits else None


def _less(value: ast.expr, name: str) -> ast.expr | None:
    """`0.1 * w.grad` of `w - 0.1 * w.grad`."""
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Sub) or code(value.left) != name:
        return None
    grads = (node for node in ast.walk(value.right) if isinstance(node, ast.Attribute) and node.attr == "grad")
    return value.right if any(code(node.value) == name for node in grads) else None
