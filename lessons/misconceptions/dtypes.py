"""Misconceptions about types that meet: a matrix product wants one type, operations by elements choose one."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.casts import cast, dtype_of, odd_one
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import Sides, atom, failed_calls, named, on_line, pair, parents, spell, target_of
from lessons.misconceptions.scene import Scene
from lessons.sight import SHOWN, is_float
from sandbox.protocol import TensorView

_MATRICES = r"expected m1 and m2 to have the same dtype, but got: (?P<left>.+?) != (?P<right>.+)"
_VECTOR = r"addmv input tensors must have the same dtype, but got (?P<right>\w+), (?P<left>\w+), and \w+"
_LAYER = r"mat1 and mat2 must have the same dtype, but got (?P<left>\w+) and (?P<right>\w+)"
_BATCH = r"expected scalar type (?P<left>\w+) but found (?P<right>\w+)"
_NO_INDEX = (
    r"tensors used as indices must be|only integer tensors of a single element can be"
    r"|must be tuple of ints, not Tensor"
)
_PRODUCTS = ("matmul", "mm", "mv", "bmm", "linear")
_KINDS: dict[str, type[ast.operator]] = {
    **{"div": ast.Div, "truediv": ast.Div, "mul": ast.Mult, "add": ast.Add, "sub": ast.Sub},
    **{"floordiv": ast.FloorDiv, "floor_divide": ast.FloorDiv},
}


def two_floats(scene: Scene) -> Found | None:
    """M23: a matrix product of float64, which NumPy makes, and float32."""
    found = _product(scene, "M23")
    return found if found and is_float(found.facts["left_type"]) and is_float(found.facts["right_type"]) else None


def integers_and_floats(scene: Scene) -> Found | None:
    """M24: a matrix product of integers and real numbers."""
    found = _product(scene, "M24")
    return found if found and is_float(found.facts["left_type"]) != is_float(found.facts["right_type"]) else None


def _product(scene: Scene, id: str) -> Found | None:
    types = next((each for pattern in (_MATRICES, _VECTOR, _LAYER, _BATCH) if (each := scene.raised(pattern))), None)
    sides = _sides(scene)
    if types is None or sides is None or scene.error is None:
        return None
    left, right = dtype_of(types["left"]), dtype_of(types["right"])
    at, method = odd_one(left, right)
    facts = {"left": spell(sides[0]), "left_type": left, "right": spell(sides[1]), "right_type": right}
    return Found(id, {**facts, "cure": atom(sides[at]) + method, "line": str(scene.error.line)}, scene.error.line)


def of_one_type(scene: Scene, found: Found) -> str | None:
    """One side is cast to the other's type."""
    sides = _sides(scene)
    return cast(scene, sides, found.facts["left_type"], found.facts["right_type"]) if sides else None


def _sides(scene: Scene) -> Sides | None:
    """Both sides of the product that failed; of a layer, what it was given and the layer."""
    sides = pair(scene, scene.error.line if scene.error else None, (ast.MatMult,), _PRODUCTS)
    if sides is None and scene.raised(_LAYER):
        return next(((call.args[0], call.func) for call in failed_calls(scene) if len(call.args) == 1), None)
    return sides


def chosen_type(scene: Scene) -> Found | None:
    """M25: an operation by elements chose a type that the program does not expect: a quotient of integers, which is
    real, as an index; a `//` of integers, cut, made real afterwards; its type compared with that of what went in."""
    for tensor in scene.sight.tensors:
        step = _operation(scene, tensor)
        if step is not None and (_is_cut_too_early(scene, tensor) or _is_surprising(scene, tensor, step)):
            facts = {"code": spell(step), "type": tensor.dtype.removeprefix("torch."), "line": str(tensor.line)}
            return Found("M25", facts, tensor.line)
    return None


def _operation(scene: Scene, tensor: TensorView) -> ast.BinOp | None:
    """The operation on integers that made it, where it is one."""
    into = parents(scene, tensor)
    if not into or any("int" not in parent.dtype for parent in into):
        return None
    steps = [node for node in on_line(scene, tensor.line, ast.expr) if isinstance(node, ast.BinOp)]
    name = tensor.made.rpartition(".")[2].strip("_").removeprefix("r")
    kind = _KINDS.get(name)
    return next((step for step in steps if kind is not None and isinstance(step.op, kind)), None)


def _is_cut_too_early(scene: Scene, tensor: TensorView) -> bool:
    """Whether a `//` was cast to real numbers, which were shown."""
    if is_float(tensor.dtype) or "div" not in tensor.made:
        return False
    made = [each for each in scene.sight.tensors if each.parents == (tensor.id,) and is_float(each.dtype)]
    casts = [each.id for each in made if each.made in ("Tensor.float", "Tensor.double", "Tensor.to", "Tensor.type")]
    cut = any(int(a) % int(b) for a, b in _divided(scene, tensor) if b)
    return cut and any(look.tensor in casts for look in scene.sight.looked(*SHOWN))


def _divided(scene: Scene, tensor: TensorView) -> list[tuple[float, float]]:
    """What was divided by what, as far as both are tensors of one length; else as if nothing went in evenly."""
    into = [parent.first or () for parent in parents(scene, tensor)]
    return list(zip(*into, strict=False)) if len(into) == 2 and len(into[0]) == len(into[1]) else [(1, 2)]


def _is_surprising(scene: Scene, tensor: TensorView, step: ast.BinOp) -> bool:
    """Whether a real result was taken for integers: as an index or a size, or in a comparison of types."""
    if not is_float(tensor.dtype):
        return False
    names = {*tensor.names, target_of(scene, step), ast.unparse(step)} - {""}
    if scene.raised(_NO_INDEX) and scene.error:
        here = on_line(scene, scene.error.line, ast.expr)
        return any(ast.unparse(node) in names for node in here)
    compared = [node for node in scene.nodes if isinstance(node, ast.Compare)]
    return any(_compares_types(scene, [node.left, *node.comparators], names) for node in compared)


def _compares_types(scene: Scene, sides: list[ast.expr], names: set[str]) -> bool:
    """Whether the type of one of these is set against an integer type, or that of an integer tensor."""
    owners = [side.value for side in sides if isinstance(side, ast.Attribute)]
    texts = [ast.unparse(side) for side in sides]
    others = [tensor for owner in owners if (tensor := named(scene, owner))]
    integers = any("int" in tensor.dtype for tensor in others) or any("int" in text or "long" in text for text in texts)
    return integers and any(text.endswith(".dtype") and text.removesuffix(".dtype") in names for text in texts)


def other_division(scene: Scene, found: Found) -> str | None:
    """`/` becomes `//`, and the other way round; None for what is no division."""
    for step in on_line(scene, found.line, ast.expr):
        if isinstance(step, ast.BinOp) and spell(step) == found.facts["code"]:
            other = {ast.Div: ("/", "//"), ast.FloorDiv: ("//", "/")}.get(type(step.op))
            if other is None:
                return None
            start, end = surgery.span(scene.source, step.left)[1], surgery.span(scene.source, step.right)[0]
            between = scene.source.encode()[start:end].decode()
            return surgery.edit(scene.source, (start, end, between.replace(*other, 1)))
    return None


KNOWN = (
    Misconception("M23", (5, 1), two_floats, of_one_type),
    Misconception("M24", (2, 3), integers_and_floats, of_one_type),
    Misconception("M25", (2, 3), chosen_type, other_division),
)
