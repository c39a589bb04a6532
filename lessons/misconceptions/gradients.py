"""Misconceptions about gradients: what accumulates, what is used up, what cuts the graph."""

import ast

from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.scene import Scene, last_name
from lessons.sight import called


def accumulated(scene: Scene) -> Found | None:
    """M05: `backward` ran more than once into the same `.grad`, which was shown and never cleared."""
    for loop in ast.walk(scene.tree):
        if isinstance(loop, ast.For | ast.While) and _runs_backward(loop) and not _clears(scene):
            for look in scene.sight.looked("grad"):
                name = called(scene.sight.tensor(look.tensor))
                return Found("M05", {"name": name, "line": str(loop.lineno)}, loop.lineno)
    return None


def _runs_backward(loop: ast.For | ast.While) -> bool:
    return any(isinstance(node, ast.Call) and last_name(node.func) == "backward" for node in ast.walk(loop))


def _clears(scene: Scene) -> bool:
    clearing = any(True for _ in scene.calls("zero_grad", "zero_"))
    assigned = (node for node in ast.walk(scene.tree) if isinstance(node, ast.Assign))
    targets = (target for node in assigned for target in node.targets)
    return clearing or any(isinstance(target, ast.Attribute) and target.attr == "grad" for target in targets)


KNOWN = (Misconception("M05", (8, 6), accumulated),)
