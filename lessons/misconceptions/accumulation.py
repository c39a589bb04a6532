"""The misconception that each round of a loop starts with a gradient of its own."""

import ast
from collections.abc import Iterator

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import spell
from lessons.misconceptions.repeats import Loop, again, backwards, clearing, clearings, leaves, loops_around, within
from lessons.misconceptions.scene import Scene
from sandbox.protocol import Look


def accumulated(scene: Scene) -> Found | None:
    """M05: a loop's `backward` added to the same `.grad`, which was looked at and never cleared in the loop."""
    for loop, call in _rounds(scene):
        for look in scene.sight.looked("grad"):
            name = _owner(scene, look)
            if name and look.line and look.line >= min(loop.lineno, call.lineno) and _stays(scene, loop, look, name):
                facts = {"name": name, "cure": _cure(scene, name), "line": str(loop.lineno)}
                return Found("M05", facts, loop.lineno)
    return None


def clear_each_round(scene: Scene, found: Found) -> str | None:
    """`x.grad = None` as the first thing in the loop, for all of its variables; of a layer, `layer.zero_grad()`."""
    for loop, _ in _rounds(scene):
        known = [leaf for leaf in leaves(scene) if not within(loop, leaf.line)]
        clear = clearing(known) if known else found.facts["cure"]
        if loop.lineno == found.line:
            return surgery.before(scene.source, loop.body[0], clear)
    return None


def _rounds(scene: Scene) -> Iterator[tuple[Loop, ast.Call]]:
    """The loops that run a `backward`, each with it: those that clear no gradient, and were not cut short."""
    repeated = list(again(scene))
    for call in backwards(scene):
        loops = _loops(scene, call)
        if call in repeated or any(_clears(scene, loop) for loop in loops):
            continue
        yield from ((loop, call) for loop in loops if not (scene.error and within(loop, scene.error.line)))


def _loops(scene: Scene, call: ast.Call) -> list[Loop]:
    """The loops around it, and those around the calls of the function that it stands in."""
    functions = [node.name for node in _functions(scene) if within(node, call.lineno)]
    callers = scene.calls(*functions) if functions else ()
    return [*loops_around(scene, call), *(loop for caller in callers for loop in loops_around(scene, caller))]


def _functions(scene: Scene) -> Iterator[ast.FunctionDef]:
    return (node for node in scene.nodes if isinstance(node, ast.FunctionDef))


def _clears(scene: Scene, loop: Loop) -> bool:
    """Whether a gradient is cleared in it, or in a function, which it may call."""
    lines = [node.lineno for node in clearings(scene)]
    blocks = [loop, *_functions(scene)]
    return any(within(block, line) for block in blocks for line in lines)


def _owner(scene: Scene, look: Look) -> str:
    """What the gradient was read of, as the program has it: "w", "model.weight"."""
    leaf = scene.sight.tensor(look.tensor)
    if leaf.names or not leaf.is_leaf:
        return leaf.names[0] if leaf.names and leaf.is_leaf else ""
    reads = (node for node in scene.nodes if isinstance(node, ast.Attribute) and node.attr == "grad")
    owners = (node.value for node in reads if node.lineno == look.line and isinstance(node.value, ast.Attribute))
    return next(map(spell, owners), "")


def _stays(scene: Scene, loop: Loop, look: Look, name: str) -> bool:
    """Whether it is one and the same in all rounds: none makes it, or takes it from a row of such, anew."""
    row = {ast.unparse(node) for node in ast.walk(loop.iter)} if isinstance(loop, ast.For) else set()
    return name not in row and not within(loop, scene.sight.tensor(look.tensor).line)


def _cure(scene: Scene, name: str) -> str:
    """How it is cleared: a variable's gradient by itself, a layer's by the layer's own method."""
    named = any(name in tensor.names for tensor in scene.sight.tensors)
    return f"{name}.grad = None" if named else f"{name.rpartition('.')[0]}.zero_grad()"


KNOWN = (Misconception("M05", (8, 6), accumulated, clear_each_round),)
