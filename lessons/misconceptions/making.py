"""Misconceptions about making tensors: `torch.tensor` and `torch.Tensor`, brackets, arguments."""

import ast
from collections.abc import Iterator

from lessons.misconceptions import surgery
from lessons.misconceptions.floats import are_integers, with_points
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import failed_calls, spell, target_of, writes_to
from lessons.misconceptions.scene import Scene, dotted
from lessons.sight import SHOWN
from sandbox.protocol import TensorView

_NOT_SIZES = r"new\(\): data must be a sequence \(got float\)|new\(\) received .* got \((float|int)(, (float|int))*\)"
_KEYWORDS = r"new\(\) received an invalid combination of arguments - got \([^()]*\w+="
_INDEX = r"tensors used as indices must be"


def capital_keeps_integers(scene: Scene) -> Found | None:
    """M11: `torch.Tensor([1, 2])` where integers were expected: as an index, or compared with an integer type."""
    for call in _capitals(scene):
        name = target_of(scene, call)
        integers = len(call.args) == 1 and isinstance(call.args[0], ast.List | ast.Tuple) and are_integers(call.args[0])
        if integers and name and (_is_index(scene, name) or _meets_integers(scene, name)):
            facts = {"name": name, "values": spell(call.args[0]), "line": str(call.lineno)}
            return Found("M11", facts, call.lineno)
    return None


def with_small_letter(scene: Scene, found: Found) -> str | None:
    """`torch.Tensor([1, 2])` becomes `torch.tensor([1, 2])`."""
    return next((surgery.rename(scene.source, call, "tensor") for call in _capitals(scene, found.line)), None)


def _capitals(scene: Scene, line: int | None = None) -> Iterator[ast.Call]:
    return (call for call in scene.calls("Tensor", line=line) if dotted(call.func) in ("torch.Tensor", "Tensor"))


def _is_index(scene: Scene, name: str) -> bool:
    """Whether the run ended because this is no index."""
    parts = (node for node in scene.nodes if isinstance(node, ast.Subscript))
    here = [part for part in parts if scene.error and part.lineno == scene.error.line]
    return bool(scene.raised(_INDEX)) and any(ast.unparse(part.slice) == name for part in here)


def _meets_integers(scene: Scene, name: str) -> bool:
    """Whether its type was set against an integer one."""
    for node in scene.nodes:
        if isinstance(node, ast.Compare):
            texts = [ast.unparse(side) for side in (node.left, *node.comparators)]
            if f"{name}.dtype" in texts and any("torch.int" in text or "torch.long" in text for text in texts):
                return True
    return False


def sizes_for_values(scene: Scene) -> Found | None:
    """M12: `torch.Tensor(5)` for a tensor that holds 5: it was given a size, and its leftover memory was used."""
    bad = bool(scene.raised(_NOT_SIZES))
    for call in failed_calls(scene, "Tensor") if bad else _capitals(scene):
        numbers = bool(call.args) and all(isinstance(value, ast.Constant) for value in call.args)
        if numbers and (bad or _is_read_unfilled(scene, call)):
            values = ", ".join(map(ast.unparse, call.args))
            facts = {"code": spell(call), "cure": f"torch.tensor([{values}])", "line": str(call.lineno)}
            return Found("M12", facts, call.lineno)
    return None


def values_in_brackets(scene: Scene, found: Found) -> str | None:
    """`torch.Tensor(5)` becomes `torch.tensor([5])`."""
    for call in _capitals(scene, found.line):
        if spell(call) == found.facts["code"]:
            return surgery.replace(scene.source, call, found.facts["cure"])
    return None


def _is_read_unfilled(scene: Scene, call: ast.Call) -> bool:
    """Whether its values, or what came of them, were shown although nothing was ever written into them."""
    sizes = tuple(value.value for value in call.args if isinstance(value, ast.Constant))
    for tensor in scene.sight.tensors:
        if tensor.made == "unseen" and tensor.shape == sizes and call.lineno == tensor.line:
            return not _is_filled(scene, tensor) and any(
                tensor.id in scene.sight.lineage(look.tensor) for look in scene.sight.looked(*SHOWN)
            )
    return False


def _is_filled(scene: Scene, tensor: TensorView) -> bool:
    return bool(writes_to(scene, tensor.memory)) or bool(tensor.parents)


def without_brackets(scene: Scene) -> Found | None:
    """M13: `torch.tensor(1, 2, 3)`."""
    if not scene.raised(r"\btensor\(\) takes 1 positional argument but \d+ were given") or scene.error is None:
        return None
    for call in failed_calls(scene, "tensor"):
        values = ", ".join(map(ast.unparse, call.args))
        facts = {"code": spell(call), "cure": f"torch.tensor([{values}])", "line": str(scene.error.line)}
        return Found("M13", facts, scene.error.line)
    return None


def in_one_list(scene: Scene, found: Found) -> str | None:
    """`torch.tensor(1, 2)` becomes `torch.tensor([1, 2])`."""
    for call in failed_calls(scene, "tensor"):
        start, end = surgery.span(scene.source, call.args[0])[0], surgery.span(scene.source, call.args[-1])[1]
        return surgery.edit(scene.source, (start, start, "["), (end, end, "]"))
    return None


def capital_with_arguments(scene: Scene) -> Found | None:
    """M14: `torch.Tensor([1], dtype=...)`: the old constructor takes no such argument."""
    if not scene.raised(_KEYWORDS) or scene.error is None:
        return None
    for call in failed_calls(scene, "Tensor", "FloatTensor"):
        named = [keyword.arg for keyword in call.keywords if keyword.arg]
        if named:
            facts = {"function": dotted(call.func), "argument": named[0], "line": str(scene.error.line)}
            return Found("M14", facts, scene.error.line)
    return None


def small_with_arguments(scene: Scene, found: Found) -> str | None:
    """`torch.Tensor([1], requires_grad=True)` becomes `torch.tensor([1.0], requires_grad=True)`: it stays as real as
    the capital letter would have made it."""
    for call in failed_calls(scene, "Tensor", "FloatTensor"):
        typed = any(keyword.arg == "dtype" for keyword in call.keywords)
        renamed = surgery.rename(scene.source, call, "tensor")
        if typed or not call.args or not are_integers(call.args[0]):
            return renamed
        return surgery.rename(with_points(scene.source, call.args[0]), call, "tensor")
    return None


KNOWN = (
    Misconception("M11", (4, 1), capital_keeps_integers, with_small_letter),
    Misconception("M12", (4, 1), sizes_for_values, values_in_brackets),
    Misconception("M13", (2, 1), without_brackets, in_one_list),
    Misconception("M14", (4, 1), capital_with_arguments, small_with_arguments),
)
