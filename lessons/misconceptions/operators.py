"""Misconceptions about what an operator does: `^`, `*` beside `@`, and whole numbers without a sign."""

import ast
import re

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import code, labels, tensor_of, written
from lessons.misconceptions.scene import Scene
from lessons.misconceptions.trimming import operator
from sandbox.protocol import TensorView

_NO_XOR = r"\"bitwise_xor_\w+\" not implemented|^unsupported operand type\(s\) for \^=?: '(?:float|Tensor)'"
_BITS = (ast.BitAnd, ast.BitOr, ast.LShift, ast.RShift, ast.Invert)
_MATRIX = re.compile(r"mat(?:rix)?[ _-]?(?:mul|prod|mult)|행렬(?:의)?\s?곱")
_ELEMENTS = re.compile(r"element[ _-]?(?:wise|by)|hadamard|원소\s?별|요소\s?별|원소끼리")
_WRAPS = {ast.Sub: ("Tensor.sub", "torch.sub"), ast.Add: ("Tensor.add", "torch.add")}

Power = ast.BinOp | ast.AugAssign


def caret(scene: Scene) -> Found | None:
    """M46: `^` was meant as a power: of real numbers, or of whole ones by a number from 2 on."""
    for node in _carets(scene):
        if _is_refused(scene, node) or _is_silent(scene, node):
            return Found("M46", {"code": code(node), "line": str(node.lineno)}, node.lineno)
    return None


def to_power(scene: Scene, found: Found) -> str | None:
    """Every `^` becomes `**`."""
    return surgery.edit(scene.source, *(operator(scene.source, node, "^", "**") for node in _carets(scene)))


def other_product(scene: Scene) -> Found | None:
    """M49: the words beside a product of matrices name the other product."""
    for node, better in _products(scene):
        facts = {"code": code(node), "line": str(node.lineno), "better": better}
        return Found("M49", facts, node.lineno)
    return None


def switch_product(scene: Scene, found: Found) -> str | None:
    """`a * b` becomes `a @ b`, or the other way round."""
    for node, better in _products(scene):
        old = "*" if better == "@" else "@"
        return surgery.edit(scene.source, operator(scene.source, node, old, better))
    return None


def wrapped(scene: Scene) -> Found | None:
    """M51: a sum or a difference of uint8 left the range from 0 to 255, and went on from the other end."""
    for node in _wrapping(scene):
        return Found("M51", {"code": code(node), "line": str(node.lineno), "name": code(node.left)}, node.lineno)
    return None


def with_a_sign(scene: Scene, found: Found) -> str | None:
    """`a - b` becomes `a.int() - b`."""
    for node in _wrapping(scene):
        return surgery.attach(scene.source, node.left, ".int()")
    return None


def _carets(scene: Scene) -> list[Power]:
    nodes = [node for node in scene.nodes if isinstance(node, Power) and isinstance(node.op, ast.BitXor)]
    return sorted(nodes, key=lambda node: (node.lineno, -(node.end_col_offset or 0)))


def _is_refused(scene: Scene, node: Power) -> bool:
    return bool(scene.raised(_NO_XOR) and scene.error and scene.error.line == node.lineno)


def _is_silent(scene: Scene, node: Power) -> bool:
    if any(isinstance(other, _BITS) for other in scene.nodes):
        return False
    by = node.right if isinstance(node, ast.BinOp) else node.value
    made = {tensor.line for tensor in scene.sight.tensors if "xor" in tensor.made and tensor.dtype != "torch.bool"}
    made |= {write.line for write in scene.sight.writes if isinstance(node, ast.AugAssign)}
    is_number = isinstance(by, ast.Constant) and isinstance(by.value, int) and not isinstance(by.value, bool)
    return is_number and isinstance(by, ast.Constant) and by.value in range(2, 10) and node.lineno in made


def _products(scene: Scene) -> list[tuple[ast.BinOp, str]]:
    found = []
    said = scene.source.lower().replace("_", " ")
    for node in written(scene, ast.BinOp) if _MATRIX.search(said) or _ELEMENTS.search(said) else ():
        said, line = labels(scene, node.lineno), scene.at(node.lineno).partition("#")[0]
        matrix, elements = _MATRIX.search(said), _ELEMENTS.search(said)
        if (
            isinstance(node.op, ast.Mult)
            and matrix
            and not elements
            and "@" not in line
            and _dims(scene, node) == [2, 2]
        ):
            found.append((node, "@"))
        if isinstance(node.op, ast.MatMult) and elements and not matrix and "*" not in line:
            found.append((node, "*"))
    return found


def _dims(scene: Scene, node: ast.BinOp) -> list[int]:
    written_out = [side for side in (node.left, node.right) if not isinstance(side, ast.Constant)]
    sides = [tensor_of(scene, side) for side in written_out]
    return [len(side.shape) for side in sides if side is not None and 1 not in side.shape]


def _wrapping(scene: Scene) -> list[ast.BinOp]:
    nodes = [node for node in written(scene, ast.BinOp) if isinstance(node.op, ast.Sub | ast.Add)]
    made = [tensor for tensor in scene.sight.tensors if tensor.dtype == "torch.uint8" and scene.sight.is_used(tensor)]
    return [node for node in nodes if any(_is_beyond(scene, node, each) for each in made if each.line == node.lineno)]


def _is_beyond(scene: Scene, node: ast.BinOp, result: TensorView) -> bool:
    """A difference that is larger than what it was taken from, or a sum that is smaller than a part of it."""
    if result.made not in _WRAPS[type(node.op)] or not result.parents:
        return False
    old, new = scene.sight.tensor(result.parents[0]).first, result.first
    if old is None or new is None or len(old) != len(new):
        return False
    sign = 1 if isinstance(node.op, ast.Sub) else -1
    return any(sign * after > sign * before for before, after in zip(old, new, strict=True))


KNOWN = (
    Misconception("M46", (8, 4), caret, to_power),
    Misconception("M49", (7, 2), other_product, switch_product),
    Misconception("M51", (2, 3), wrapped, with_a_sign),
)
