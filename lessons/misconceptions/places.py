"""Misconceptions about where numbers lie: on a missing device, on two devices, in memory that runs backwards."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, code, named, written
from lessons.misconceptions.scene import Scene
from lessons.misconceptions.trimming import operand

_NO_CUDA = r"^Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available"
_DEVICES = r"^Expected all tensors to be on the same device|is not on the expected device"
_BACKWARDS = r"^At least one stride in the given numpy array is negative"
_CHOICE = '"cuda:0" if torch.cuda.is_available() else "cpu"'


def no_gpu(scene: Scene) -> Found | None:
    """M56: a GPU was asked for by name, where there is none."""
    node = next(iter(_gpus(scene)), None)
    if node is None:
        return None
    name = ".cuda()" if isinstance(node, ast.Call) else code(node)
    return Found("M56", {"code": name, "line": str(node.lineno)}, node.lineno)


def by_device(scene: Scene, found: Found) -> str | None:
    """The lesson's `device` line, and `device` wherever the GPU was named."""
    source, edits = scene.source, []
    chosen = {id(each.value) for _, each in assigned(scene) if isinstance(each.value, ast.Constant)}
    needs_line = False
    for node in _gpus(scene):
        if isinstance(node, ast.Call):
            edits.append(
                (surgery.span(source, node.func)[1] - len("cuda"), surgery.span(source, node)[1], "to(device)")
            )
        else:
            edits.append((*surgery.span(source, node), _CHOICE if id(node) in chosen else "device"))
        needs_line |= id(node) not in chosen
    if needs_line and not assigned(scene, "device"):
        start = surgery.span(source, _first_statement(scene))[0]
        edits.append((start, start, f"device = {_CHOICE}\n"))
    return surgery.edit(source, *edits)


def two_devices(scene: Scene) -> Found | None:
    """M57: tensors of two devices met in one operation."""
    pair = _strangers(scene)
    if pair is None:
        return None
    left, right = pair
    return Found("M57", {"name": code(left), "other": code(right), "line": str(right.lineno)}, right.lineno)


def to_the_same(scene: Scene, found: Found) -> str | None:
    """The second goes where the first is: `b.to(a.device)`."""
    pair = _strangers(scene)
    if pair is None:
        return None
    left, right = pair
    return surgery.attach(scene.source, right, f".to({operand(scene.source, left)}.device)")


def backwards(scene: Scene) -> Found | None:
    """M58: a reversed view of an array was to become a tensor."""
    for call in _from_reversed(scene):
        return Found("M58", {"code": code(call.args[0]), "line": str(call.lineno)}, call.lineno)
    return None


def copied(scene: Scene, found: Found) -> str | None:
    """`from_numpy(a[::-1])` becomes `from_numpy(a[::-1].copy())`."""
    for call in _from_reversed(scene):
        return surgery.attach(scene.source, call.args[0], ".copy()")
    return None


def _gpus(scene: Scene) -> list[ast.expr]:
    """Where the program names the GPU: `x.cuda()`, "cuda"; but not in the lesson's own line."""
    if not scene.raised(_NO_CUDA):
        return []
    choices = {id(part) for choice in written(scene, ast.IfExp) for part in ast.walk(choice)}
    texts = [node for node in written(scene, ast.Constant) if str(node.value).split(":")[0] == "cuda"]
    calls = [call for call in scene.calls("cuda") if isinstance(call.func, ast.Attribute)]
    return sorted((node for node in (*texts, *calls) if id(node) not in choices), key=lambda node: node.lineno)


def _first_statement(scene: Scene) -> ast.stmt:
    return next(each for each in scene.tree.body if not isinstance(each, ast.Import | ast.ImportFrom))


def _strangers(scene: Scene) -> tuple[ast.expr, ast.expr] | None:
    """The first two different tensors in the line that failed."""
    if not scene.raised(_DEVICES) or scene.error is None:
        return None
    names = [node for node in written(scene, ast.Name, scene.error.line) if named(scene, node) is not None]
    loaded = [node for node in names if isinstance(node.ctx, ast.Load)]
    pairs = ((loaded[0], node) for node in loaded[1:] if node.id != loaded[0].id)
    return next(pairs, None)


def _from_reversed(scene: Scene) -> list[ast.Call]:
    if not scene.raised(_BACKWARDS) or scene.error is None:
        return []
    makers = ("from_numpy", "tensor", "as_tensor", "asarray", "Tensor", "FloatTensor")
    return [call for call in scene.calls(*makers, line=scene.error.line) if call.args]


KNOWN = (
    Misconception("M56", (1, 1), no_gpu, by_device),
    Misconception("M57", (1, 1), two_devices, to_the_same),
    Misconception("M58", (5, 5), backwards, copied),
)
