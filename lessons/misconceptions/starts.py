"""Where a backward pass starts: a Scene comes in, what `backward` was called on and what lies above it goes out."""

import ast
from collections.abc import Iterator

from lessons.misconceptions.reading import assigned, code, statement_of, tensor_of, written
from lessons.misconceptions.scene import Scene
from lessons.sight import is_float
from sandbox.protocol import TensorView

UNTRACKED = r"does not require grad and does not have a grad_fn"

Started = tuple[ast.expr, TensorView]  # what `backward` was called on, and the tensor that it is


def started(scene: Scene) -> Iterator[Started]:
    """Every call of `backward`, with its tensor where that is known."""
    for call in scene.calls("backward"):
        if isinstance(call.func, ast.Attribute) and (tensor := tensor_of(scene, call.func.value)) is not None:
            yield call.func.value, tensor


def refused(scene: Scene) -> Iterator[Started]:
    """The call that ended the run because nothing leads on from there."""
    if scene.raised(UNTRACKED) and scene.error:
        yield from (each for each in started(scene) if each[0].lineno == scene.error.line)


def roots(scene: Scene, tensor: TensorView) -> list[TensorView]:
    """The named, untracked tensors at the start of a result, of real numbers if there are any; those first whose
    `.grad` the program asks for, then those by chance, as parameters are."""
    above = [scene.sight.tensor(number) for number in scene.sight.lineage(tensor.id) - {tensor.id}]
    named = [each for each in above if not each.parents and each.names]
    plain = [each for each in named if is_float(each.dtype)] or named
    asked = {code(node.value) for node in written(scene, ast.Attribute) if node.attr == "grad"}
    if any(each.requires_grad for each in above):
        return []
    return sorted(plain, key=lambda each: (asked.isdisjoint(each.names), not each.random, each.id))


def switches(scene: Scene, names: tuple[str, ...]) -> Iterator[ast.stmt]:
    """The statements that make one of these variables require a gradient."""
    for each in written(scene, ast.Assign):
        for target in each.targets:
            if isinstance(target, ast.Attribute) and target.attr == "requires_grad" and code(target.value) in names:
                yield each
    for call in scene.calls("requires_grad_"):
        statement = statement_of(scene, call)
        targets = [name for name, each in assigned(scene) if each is statement]
        on = code(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if not {on, *targets}.isdisjoint(names):
            yield statement


def late_switch(scene: Scene, tensor: TensorView) -> tuple[ast.stmt, TensorView] | None:
    """The statement that began to track a leaf after it had been computed with, and that leaf."""
    above = {number: scene.sight.tensor(number) for number in scene.sight.lineage(tensor.id)}
    for child in above.values():
        for parent in (above[number] for number in child.parents):
            for switch in switches(scene, parent.names) if parent.requires_grad and parent.is_leaf else ():
                if not child.requires_grad and child.line is not None and child.line < switch.lineno:
                    return switch, parent
    return None
