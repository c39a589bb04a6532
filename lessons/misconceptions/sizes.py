"""Misconceptions about asking a tensor for its size: with or without brackets, and what `len` counts."""

import ast
import re

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import code, labels, tensor_of, written
from lessons.misconceptions.scene import Scene
from lessons.misconceptions.trimming import as_method
from lessons.sight import at_line

METHODS = (
    *("size", "dim", "ndimension", "numel", "item", "tolist", "numpy", "type", "sum", "mean", "max", "min"),
    *("backward", "zero_", "detach", "clone", "requires_grad_", "retain_grad"),
)
ATTRIBUTES = ("shape", "dtype", "device", "ndim", "requires_grad", "is_leaf", "T")
_SHOWN = r"<(?:built-in method|bound method|function) (?:Tensor\.|TensorBase\.)?{}(?: of Tensor|>| of tensor)"
_NOT_CALLED = r"'(?:builtin_function_or_method|method)'"
_CALLED = r"^'(?:torch\.Size|torch\.dtype|torch\.device|int|bool|tuple|Tensor)' object is not callable"
_COUNT = re.compile(r"\b(?:elements?|numel|count|number|total)\b|원소|개수|갯수")
_DIMENSION = re.compile(r"\b(?:dims?|ndim|dimensions?|rank|axes)\b|차원")
_SIZE = re.compile(r"\bsize\b|크기")
_ROWS = re.compile(r"\b(?:rows?|batch|first|samples?|vectors?)\b|행|줄|배치|첫")


def not_called(scene: Scene) -> Found | None:
    """M40: a method was shown, or computed with, instead of being called."""
    for node in _uncalled(scene):
        return Found("M40", {"name": code(node.value), "method": node.attr, "line": str(node.lineno)}, node.lineno)
    return None


def call_it(scene: Scene, found: Found) -> str | None:
    """`x.size` becomes `x.size()`."""
    ends = [surgery.span(scene.source, node)[1] for node in _uncalled(scene)]
    return surgery.edit(scene.source, *((end, end, "()") for end in ends))


def called_attribute(scene: Scene) -> Found | None:
    """M41: an attribute was called."""
    call = _overcalled(scene)
    if call is None or not isinstance(call.func, ast.Attribute):
        return None
    return Found("M41", {"name": code(call.func), "line": str(call.lineno)}, call.lineno)


def no_brackets(scene: Scene, found: Found) -> str | None:
    """`x.shape()` becomes `x.shape`, and `x.shape(0)` becomes `x.shape[0]`."""
    call = _overcalled(scene)
    if call is None or call.keywords or len(call.args) > 1:
        return None
    index = f"[{surgery.text(scene.source, call.args[0])}]" if call.args else ""
    return surgery.replace(scene.source, call, surgery.text(scene.source, call.func) + index)


def len_as_size(scene: Scene) -> Found | None:
    """M42: `len` of a tensor of several dimensions, where the student speaks of elements, dimensions or the size; or of
    one without any."""
    call = _miscounted(scene)
    if call is None:
        return None
    return Found("M42", {"name": code(call.args[0]), "line": str(call.lineno)}, call.lineno)


def count_all(scene: Scene, found: Found) -> str | None:
    """`len(x)` becomes `x.numel()`, or `x.dim()` or `x.size()` where the student speaks of that."""
    call = _miscounted(scene)
    if call is None:
        return None
    said = labels(scene, call.lineno)
    method = "dim" if _DIMENSION.search(said) else "numel" if _COUNT.search(said) or not _SIZE.search(said) else "size"
    return surgery.edit(scene.source, as_method(scene.source, call, f"{method}()"))


def _uncalled(scene: Scene) -> list[ast.Attribute]:
    called = {id(call.func) for call in written(scene, ast.Call)}
    nodes = [node for node in written(scene, ast.Attribute) if id(node) not in called and node.attr in METHODS]
    line = scene.error.line if scene.error and scene.raised(_NOT_CALLED) else None
    return [node for node in nodes if _is_shown(scene, node) or node.lineno == line]


def _is_shown(scene: Scene, node: ast.Attribute) -> bool:
    is_method = code(node.value) not in ("torch", "torch.Tensor")
    return is_method and re.search(_SHOWN.format(node.attr), scene.sight.text()) is not None


def _overcalled(scene: Scene) -> ast.Call | None:
    if not scene.raised(_CALLED) or scene.error is None:
        return None
    return next((call for call in scene.calls(*ATTRIBUTES, line=scene.error.line)), None)


def _miscounted(scene: Scene) -> ast.Call | None:
    """The call of `len` that was meant for something else."""
    many = {at_line(look.line) for look in scene.sight.looked("len") if len(_shape(scene, look.tensor)) > 1}
    divided = {id(node.right) for node in written(scene, ast.BinOp) if isinstance(node.op, ast.Div)}
    for call in scene.calls("len"):
        if len(call.args) != 1:
            continue
        if scene.raised(r"^len\(\) of a 0-d tensor") and scene.error and call.lineno == scene.error.line:
            return call
        tensor = tensor_of(scene, call.args[0])
        if str(call.lineno) in many and tensor is not None and len(tensor.shape) > 1:
            said = labels(scene, call.lineno)
            told = any(word.search(said) for word in (_COUNT, _DIMENSION, _SIZE)) and not _ROWS.search(said)
            if told or (id(call) in divided and _is_mean(scene, call)):
                return call
    return None


def _shape(scene: Scene, number: int) -> tuple[int, ...]:
    return scene.sight.tensor(number).shape


def _is_mean(scene: Scene, count: ast.Call) -> bool:
    """`x.sum() / len(x)`: the sum is over all elements, the length is not."""
    whole = code(count.args[0])
    sums = (f"{whole}.sum()", f"torch.sum({whole})", f"sum({whole})")
    return any(node.right is count and code(node.left) in sums for node in written(scene, ast.BinOp, count.lineno))


KNOWN = (
    Misconception("M40", (4, 1), not_called, call_it),
    Misconception("M41", (4, 2), called_attribute, no_brackets),
    Misconception("M42", (4, 2), len_as_size, count_all),
)
