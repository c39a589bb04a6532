"""Misconceptions about memory shared with NumPy: who copies, and when."""

import ast
import re

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import assigned, parents, spell, writes_to
from lessons.misconceptions.repeats import loops_around
from lessons.misconceptions.scene import Scene, dotted, last_name
from lessons.sight import SHOWN, called
from sandbox.protocol import ArrayView, TensorView

KNOWS = re.compile(r"cop(y|ies|ied)|clone|independent|separate|unchanged|복사|독립|별개|그대로", re.IGNORECASE)
_SHARING = ("torch.from_numpy", "torch.as_tensor")
_CASTS = ("float", "double", "to", "type", "half", "int", "long")
_MAKERS = ("array", "asarray", "ones", "zeros", "arange", "full", "linspace")


def copied(scene: Scene) -> Found | None:
    """M19: the array under a `torch.tensor(a)` was changed, and then the copy was looked at."""
    return _copied_by(scene, "M19", "torch.tensor", "torch.tensor")


def copied_by_capital(scene: Scene) -> Found | None:
    """M20: the same with `torch.Tensor(a)`."""
    return _copied_by(scene, "M20", "torch.Tensor", "unseen")


def _copied_by(scene: Scene, id: str, function: str, made: str) -> Found | None:
    for call in scene.calls(function.removeprefix("torch.")):
        if loops_around(scene, call):
            continue  # a snapshot of each round
        array = array_of(scene, call)
        tensors = [each for each in scene.sight.tensors if each.made == made and each.line == call.lineno]
        if dotted(call.func) == function and array is not None:
            for tensor in tensors:
                if tensor.names and _is_expected_to_follow(scene, tensor, array):
                    facts = {"name": called(tensor), "array": spell(call.args[0]), "line": str(call.lineno)}
                    return Found(id, facts, call.lineno)
    return None


def share_instead(scene: Scene, found: Found) -> str | None:
    """`torch.tensor(a)` becomes `torch.from_numpy(a)`; None where other arguments say more."""
    for call in scene.calls("tensor", "Tensor", line=found.line):
        if len(call.args) == 1 and not call.keywords and spell(call.args[0]) == found.facts["array"]:
            return surgery.rename(scene.source, call, "from_numpy")
    return None


def array_of(scene: Scene, call: ast.Call) -> ArrayView | None:
    """The array that a call was given by its name."""
    name = ast.unparse(call.args[0]) if call.args else ""
    return next((array for array in scene.sight.arrays if name in array.names), None)


def _is_expected_to_follow(scene: Scene, tensor: TensorView, array: ArrayView) -> bool:
    """Whether the array was changed after the tensor was made, and the tensor looked at after that; not where the
    program says that it is a copy, or sets it beside one that shares the memory."""
    if tensor.memory == array.memory or KNOWS.search(scene.source) or _is_shared(scene, tensor, array):
        return False
    changed = [step for step in writes_to(scene, array.memory) if step > tensor.step]
    looks = [look for look in scene.sight.looked(*SHOWN) if tensor.id in scene.sight.lineage(look.tensor)]
    return bool(changed) and any(look.step > min(changed) for look in looks)


def _is_shared(scene: Scene, tensor: TensorView, array: ArrayView) -> bool:
    """Whether a tensor with a name shares the array's memory: then the two are being compared."""
    others = (each for each in scene.sight.tensors if each.memory == array.memory)
    return any(each.names and each.id != tensor.id for each in others)


def cut_by_cast(scene: Scene) -> Found | None:
    """M22: a cast between the array and the tensor made a copy, and then the array was changed."""
    for tensor in scene.sight.tensors:
        found = _cast(scene, tensor)
        if found is not None and tensor.names and _is_expected_to_follow(scene, tensor, found[0]):
            facts = {"name": called(tensor), "array": called(found[0]), "cast": found[1]}
            dtype = tensor.dtype.removeprefix("torch.")
            return Found("M22", {**facts, "dtype": dtype, "line": str(tensor.line)}, tensor.line)
    return None


def _cast(scene: Scene, tensor: TensorView) -> tuple[ArrayView, str] | None:
    """The array behind a cast of its tensor, and the cast as it is written."""
    for call in scene.calls(*_CASTS, "as_tensor", line=tensor.line):
        if last_name(call.func) == "as_tensor" and call.keywords:
            array = array_of(scene, call)
            return (array, f"dtype={ast.unparse(call.keywords[0].value)}") if array else None
        if len(tensor.parents) == 1 and tensor.made.rpartition(".")[2] == last_name(call.func) and not call.keywords:
            sharing = [each.memory for each in parents(scene, tensor) if each.made in _SHARING]
            arrays = (array for array in scene.sight.arrays if array.memory in sharing and array.names)
            array = next(arrays, None)
            given = ", ".join(map(ast.unparse, call.args))
            return (array, f".{last_name(call.func)}({given})") if array else None
    return None


def of_this_type(scene: Scene, found: Found) -> str | None:
    """The array is made with the tensor's type at once, so that nothing is cast."""
    step = assigned(scene, found.facts["array"], found.line)
    if step is None or not isinstance(step.value, ast.Call) or last_name(step.value.func) not in _MAKERS:
        return None
    return surgery.add_keyword(scene.source, step.value, "dtype", f'"{found.facts["dtype"]}"')


KNOWN = (
    Misconception("M19", (5, 5), copied, share_instead),
    Misconception("M20", (5, 1), copied_by_capital, share_instead),
    Misconception("M22", (5, 1), cut_by_cast, of_this_type),
)
