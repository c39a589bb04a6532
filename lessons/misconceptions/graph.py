"""Misconceptions about the graph: what is recorded in it, and from when on; `cuts` has what cuts it."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.cuts import cut_below
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, code, written
from lessons.misconceptions.scene import Scene, last_name
from lessons.misconceptions.starts import late_switch, refused, roots, started, switches
from lessons.misconceptions.trimming import unwrapped, without_statement
from lessons.sight import at_line, is_float
from sandbox.protocol import TensorView

MAKERS = ("tensor", "rand", "randn", "ones", "zeros", "full", "arange", "linspace", "eye", "empty", "from_numpy")


def untracked(scene: Scene) -> Found | None:
    """M34: `backward` was called where nothing at all was tracked."""
    for result, tensor in refused(scene):
        leaf = next(iter(roots(scene, tensor)), None)
        if leaf is not None and late_switch(scene, tensor) is None and cut_below(scene, tensor) is None:
            facts = {"name": leaf.names[0], "line": at_line(result.lineno), "result": code(result)}
            cure = "requires_grad=True" if is_float(leaf.dtype) else "dtype=torch.float32, requires_grad=True"
            return Found("M34", {**facts, "cure": cure}, result.lineno)
    return None


def track(scene: Scene, found: Found) -> str | None:
    """`requires_grad=True` where the tensors are made, and real numbers where there are none."""
    for _, tensor in refused(scene):
        makers = _makers(scene, roots(scene, tensor))
        source = _tracked(scene.source, makers)
        if source is None or "dtype" not in found.facts["cure"]:
            return source
        return surgery.add_keyword(source, makers[0], "dtype", "torch.float32") if len(makers) == 1 else None
    return None


def forced(scene: Scene) -> Found | None:
    """M35: the result itself was made to require a gradient, and `backward` called on it: a new graph begins there."""
    for result, tensor in started(scene):
        switch = next(switches(scene, tensor.names), None) if _begins(tensor) else None
        leaf = next(iter(roots(scene, tensor)), None) if switch is not None else None
        if switch is not None and leaf is not None:
            facts = {"name": code(result), "line": str(switch.lineno), "leaf": leaf.names[0]}
            return Found("M35", facts, switch.lineno)
    return None


def track_instead(scene: Scene, found: Found) -> str | None:
    """Not the result is tracked but what it is made of, from the start."""
    for _, tensor in started(scene):
        for switch in switches(scene, tensor.names):
            return _moved(scene, switch, roots(scene, tensor))
    return None


def too_late(scene: Scene) -> Found | None:
    """M36: tracking was switched on after the computation."""
    for result, tensor in refused(scene):
        if (late := late_switch(scene, tensor)) is not None:
            switch, leaf = late
            facts = {"name": leaf.names[0], "line": str(switch.lineno), "result": code(result)}
            return Found("M36", facts, switch.lineno)
    return None


def track_earlier(scene: Scene, found: Found) -> str | None:
    """The late switch goes; the tensor is made with `requires_grad=True`."""
    for _, tensor in refused(scene):
        if (late := late_switch(scene, tensor)) is not None:
            return _moved(scene, late[0], [late[1]])
    return None


def _begins(tensor: TensorView) -> bool:
    return tensor.requires_grad and tensor.is_leaf and bool(tensor.parents)


def _makers(scene: Scene, leaves: list[TensorView]) -> list[ast.Call]:
    """The calls that make these tensors: of those whose `.grad` is asked for, else of those by chance, else of the
    first."""
    names = [name for each in leaves for name in each.names]
    by_chance = {name for each in leaves if each.random for name in each.names}
    asked = {code(node.value) for node in written(scene, ast.Attribute) if node.attr == "grad"}
    made = [(name, each.value) for name, each in assigned(scene, *names)] if names else []
    calls = [(name, call) for name, call in made if isinstance(call, ast.Call) and last_name(call.func) in MAKERS]
    chosen = ([call for name, call in calls if name in names] for names in (asked, by_chance))
    return next(filter(None, chosen), [call for _, call in calls[:1]])


def _tracked(source: str, makers: list[ast.Call]) -> str | None:
    # From the last one up, so that the places of the others stay.
    for call in sorted(makers, key=lambda call: call.lineno, reverse=True):
        if last_name(call.func) == "from_numpy":
            source = surgery.attach(source, call, ".requires_grad_()")
        else:
            source = surgery.add_keyword(source, call, "requires_grad", "True")
    return source if makers else None


def _moved(scene: Scene, switch: ast.stmt, leaves: list[TensorView]) -> str | None:
    makers = _makers(scene, leaves)
    if any(call.lineno >= switch.lineno for call in makers):
        return None
    call = switch.value if isinstance(switch, ast.Assign) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        without = surgery.edit(scene.source, unwrapped(scene.source, call, call.func.value))
    else:
        without = surgery.edit(scene.source, without_statement(scene.source, switch))
    return _tracked(without, makers)


KNOWN = (
    Misconception("M34", (8, 3), untracked, track),
    Misconception("M35", (8, 2), forced, track_instead),
    Misconception("M36", (8, 2), too_late, track_earlier),
)
