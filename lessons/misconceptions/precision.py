"""Misconceptions about floating point: two types in one comparison, and how many digits float32 keeps."""

import ast
from collections.abc import Iterator

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, code, written
from lessons.misconceptions.scene import Scene
from lessons.misconceptions.trimming import operand
from lessons.sight import at_line, called
from sandbox.protocol import Look, TensorView

_DIFFER = r"^(Float|Double|Half|Long|Int|BFloat16) did not match (Float|Double|Half|Long|Int|BFloat16)"
_COMPARE = ("allclose", "isclose")
_LONG, _SHORT = 12, 4  # digits: as many as float32 in Python shows of 0.1, and as many as a student writes


def two_types(scene: Scene) -> Found | None:
    """M53: `allclose` was given two tensors of different types."""
    types = scene.raised(_DIFFER)
    for call in _compared(scene) if types else ():
        left, right = call.args[:2]
        facts = {"name": code(left), "other": code(right), "line": str(call.lineno)}
        return Found("M53", facts, call.lineno)
    return None


def same_type(scene: Scene, found: Found) -> str | None:
    """`torch.allclose(a, b)` becomes `torch.allclose(a, b.to(a.dtype))`."""
    for call in _compared(scene):
        left, right = call.args[:2]
        return surgery.attach(scene.source, right, f".to({operand(scene.source, left)}.dtype)")
    return None


def few_digits(scene: Scene) -> Found | None:
    """M54: a short decimal came out of a float32 tensor with digits that nobody put in, and was shown or compared."""
    for look, tensor, value in _noisy(scene):
        if str(value) in scene.sight.text(look.at) or _is_compared(scene, look, value):
            name = called(tensor) if tensor.names else (_first_name(scene, look) or called(tensor))
            facts = {"name": name, "line": at_line(look.line), "short": _short(value), "long": str(value)}
            return Found("M54", facts, look.line)
    return None


def more_digits(scene: Scene, found: Found) -> str | None:
    """The tensor of that name is made as float64."""
    nodes = [node for _, each in assigned(scene, found.facts["name"]) for node in ast.walk(each.value)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and code(node.func) == "torch.tensor"]
    source = scene.source
    # From the last one up, so that the places of the others stay.
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset), reverse=True):
        source = surgery.add_keyword(source, call, "dtype", "torch.float64")
    return source if calls else None


def _compared(scene: Scene) -> list[ast.Call]:
    calls = scene.calls(*_COMPARE, line=scene.error.line if scene.error else None)
    return [call for call in calls if len(call.args) >= 2]


def _noisy(scene: Scene) -> Iterator[tuple[Look, TensorView, float]]:
    for look in scene.sight.looked("item", "tolist"):
        tensor = scene.sight.tensor(look.tensor)
        if tensor.dtype != "torch.float32" or tensor.random:
            continue
        for value in look.values or ():
            if isinstance(value, float) and _digits(str(value)) >= _LONG and _digits(_short(value)) <= _SHORT:
                yield look, tensor, value


def _short(value: float) -> str:
    return f"{value:.7g}"


def _digits(text: str) -> int:
    return len(text.partition("e")[0].replace(".", "").replace("-", "").strip("0"))


def _is_compared(scene: Scene, look: Look, value: float) -> bool:
    """Whether the line asks if it equals the short number."""
    for test in written(scene, ast.Compare, look.line):
        sides = [part.value for part in (test.left, *test.comparators) if isinstance(part, ast.Constant)]
        if isinstance(test.ops[0], ast.Eq | ast.NotEq) and float(_short(value)) in sides:
            return True
    return False


def _first_name(scene: Scene, look: Look) -> str | None:
    calls = scene.calls("item", "tolist", "float", line=look.line)
    inside = (node.id for call in calls for node in ast.walk(call) if isinstance(node, ast.Name) and node.id != "float")
    return next(inside, None)


KNOWN = (
    Misconception("M53", (5, 1), two_types, same_type),
    Misconception("M54", (6, 1), few_digits, more_digits),
)
