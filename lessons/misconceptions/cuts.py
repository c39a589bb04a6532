"""Misconceptions about the graph: what cuts it on the way to `backward`."""

import ast
from collections.abc import Iterator

import msgspec

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, written
from lessons.misconceptions.scene import Scene, last_name
from lessons.misconceptions.starts import late_switch, refused, started
from lessons.misconceptions.trimming import unwrapped
from sandbox.protocol import TensorView

NUMBER = r"^'(?:float|int)' object has no attribute 'backward'"
_OFF = ("no_grad", "inference_mode")
_TO_NUMBERS = ("item", "float", "numpy", "tolist")


class Cut(msgspec.Struct, frozen=True):
    """`node` is what cuts, `inside` what it was done to (None for a whole block)."""

    name: str
    line: int
    node: ast.expr
    inside: ast.expr | None = None


def cut_off(scene: Scene) -> Found | None:
    """M37: something on the way to `backward` cut the graph."""
    cut = _cut(scene)
    return Found("M37", {"cut": cut.name, "line": str(cut.line)}, cut.line) if cut else None


def leave_out(scene: Scene, found: Found) -> str | None:
    """The program without what cuts."""
    cut = _cut(scene)
    if cut is None or _is_put_in_again(scene, cut):
        return None
    if cut.inside is None:
        return surgery.replace(scene.source, cut.node, "torch.enable_grad()")
    return surgery.edit(scene.source, unwrapped(scene.source, cut.node, cut.inside))


def _is_put_in_again(scene: Scene, cut: Cut) -> bool:
    names = {name for name, each in assigned(scene) if each.lineno == cut.line}
    inside = (node for call in scene.calls("tensor") for node in ast.walk(call))
    return any(isinstance(node, ast.Name) and node.id in names for node in inside)


def _cut(scene: Scene) -> Cut | None:
    late = (late_switch(scene, tensor) is not None for _, tensor in refused(scene))
    if any(late):
        return None
    missed = {look.tensor for look in scene.sight.looked("grad")}
    filled = {gradient.name for gradient in scene.observation.gradients}
    for _, tensor in refused(scene):
        return cut_below(scene, tensor)
    for _, tensor in started(scene) if scene.error is None else ():
        lost = (scene.sight.tensor(number) for number in missed & scene.sight.lineage(tensor.id))
        if any(leaf.names and filled.isdisjoint(leaf.names) and leaf.requires_grad for leaf in lost):
            return cut_below(scene, tensor)
    return cut_below(scene, None) if scene.raised(NUMBER) else None


def cut_below(scene: Scene, tensor: TensorView | None) -> Cut | None:
    """What keeps `backward` from going on from this tensor; of no tensor, what made a number of it."""
    if tensor is None:
        return next(_to_numbers(scene, _number_lines(scene)), None)
    above = [scene.sight.tensor(number) for number in sorted(scene.sight.lineage(tensor.id))]
    for child in above:
        parents = [scene.sight.tensor(number) for number in child.parents]
        # What is read of `.grad` never led anywhere, though it is of a tensor that is tracked.
        is_read = child.made == "Tensor.grad"
        is_tracked = any(parent.requires_grad for parent in parents) and not is_read
        if is_tracked and (child.is_leaf or not child.requires_grad):
            return next(_here(scene, child), None)
    if any(each.requires_grad for each in above):
        return None
    return next(_to_numbers(scene, _root_lines(scene, above)), None)


def _here(scene: Scene, child: TensorView) -> Iterator[Cut]:
    line = child.line or 0
    for call in scene.calls("detach", "detach_", line=line):
        if child.made.startswith("Tensor.detach") and isinstance(call.func, ast.Attribute):
            yield Cut(".detach()", line, call, call.func.value)
    for node in written(scene, ast.Attribute, line):
        if child.made == "Tensor.data" and node.attr == "data":
            yield Cut(".data", line, node, node.value)
    for call in scene.calls("tensor", line=line):
        if child.made == "torch.tensor" and call.args:
            yield Cut("torch.tensor(...)", line, call, call.args[0])
    for block in written(scene, ast.With, line):
        for item in block.items:
            if isinstance(item.context_expr, ast.Call) and last_name(item.context_expr.func) in _OFF:
                yield Cut(ast.unparse(item.context_expr), block.lineno, item.context_expr)


def _to_numbers(scene: Scene, lines: list[int]) -> Iterator[Cut]:
    looks = scene.sight.looked("item", "numpy", "tolist")
    taken = {look.line for look in looks if scene.sight.tensor(look.tensor).requires_grad or not _tracks(scene)}
    for call in scene.calls(*_TO_NUMBERS):
        name = last_name(call.func)
        inside = call.func.value if isinstance(call.func, ast.Attribute) else call.args[0] if call.args else None
        if call.lineno in lines and call.lineno in taken and inside is not None:
            outer = _made_again(scene, call) or call
            yield Cut("float(...)" if name == "float" else f".{name}()", call.lineno, outer, inside)


def _tracks(scene: Scene) -> bool:
    return any(tensor.requires_grad for tensor in scene.sight.tensors)


def _made_again(scene: Scene, call: ast.Call) -> ast.Call | None:
    # `torch.tensor(y.item())`: both would have to go.
    return next((outer for outer in scene.calls("tensor", line=call.lineno) if call in outer.args), None)


def _number_lines(scene: Scene) -> list[int]:
    line = scene.error.line if scene.error else None
    names = [node.func.value for node in scene.calls("backward", line=line) if isinstance(node.func, ast.Attribute)]
    held = [node.id for node in names if isinstance(node, ast.Name)]
    return _with_sources(scene, [each.lineno for _, each in assigned(scene, *held)] if held else [line or 0])


def _root_lines(scene: Scene, above: list[TensorView]) -> list[int]:
    return _with_sources(scene, [each.line for each in above if each.line is not None and not each.parents])


def _with_sources(scene: Scene, lines: list[int]) -> list[int]:
    """These lines, and those that give the variables in them their values."""
    used = {node.id for line in lines for node in written(scene, ast.Name, line)}
    return [*lines, *(each.lineno for name, each in assigned(scene) if name in used)]


KNOWN = (Misconception("M37", (8, 7), cut_off, leave_out),)
