"""Misconceptions about one value and many: taking a number out, deciding by a tensor."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import code, named, written
from lessons.misconceptions.scene import Scene
from lessons.misconceptions.trimming import as_method

ONE_ONLY = r"a Tensor with (?!0 )\d+ elements cannot be converted to Scalar|^only one element tensors can be converted"
TRUTH = r"^Boolean value of Tensor with more than one value is ambiguous"


def one_of_many(scene: Scene) -> Found | None:
    """M38: `.item()`, or `float(...)`, of a tensor with several elements."""
    for call, tensor in _taken(scene):
        facts = {"name": code(tensor), "line": str(call.lineno), "call": _spelt(call)}
        return Found("M38", facts, call.lineno)
    return None


def to_list(scene: Scene, found: Found) -> str | None:
    """`x.item()` and `float(x)` become `x.tolist()`."""
    for call, _ in _taken(scene):
        if isinstance(call.func, ast.Attribute):
            return surgery.rename(scene.source, call, "tolist")
        return surgery.edit(scene.source, as_method(scene.source, call, "tolist()"))
    return None


def truth_of_many(scene: Scene) -> Found | None:
    """M39: an `if` was to decide by a comparison of several elements."""
    test = _undecided(scene)
    return None if test is None else Found("M39", {"test": code(test), "line": str(test.lineno)}, test.lineno)


def all_of_them(scene: Scene, found: Found) -> str | None:
    """`if a == b:` becomes `if (a == b).all():`."""
    test = _undecided(scene)
    return None if test is None else surgery.attach(scene.source, test, ".all()")


def _spelt(call: ast.Call) -> str:
    return f".{call.func.attr}()" if isinstance(call.func, ast.Attribute) else f"{code(call.func)}(...)"


def _taken(scene: Scene) -> list[tuple[ast.Call, ast.expr]]:
    if not scene.raised(ONE_ONLY) or scene.error is None:
        return []
    methods = [(call, call.func.value) for call in _calls(scene, "item") if isinstance(call.func, ast.Attribute)]
    return methods or [(call, call.args[0]) for call in _calls(scene, "float", "int") if len(call.args) == 1]


def _calls(scene: Scene, *names: str) -> list[ast.Call]:
    return list(scene.calls(*names, line=scene.error.line if scene.error else None))


def _undecided(scene: Scene) -> ast.expr | None:
    if not scene.raised(TRUTH) or scene.error is None:
        return None
    line = scene.error.line
    deciding = [node.test for node in written(scene, ast.stmt) if isinstance(node, ast.If | ast.While | ast.Assert)]
    deciding += [node.test for node in written(scene, ast.IfExp)]
    deciding += [call.args[0] for call in _calls(scene, "bool") if call.args]
    on_line = [test for test in deciding if test.lineno == line]
    parts = [part for test in on_line for part in _parts(test) if isinstance(part, ast.Compare | ast.Name)]
    return min(parts, key=lambda part: not _has_many(scene, part), default=None)


def _has_many(scene: Scene, part: ast.expr) -> bool:
    tensors = (named(scene, node) for node in ast.walk(part) if isinstance(node, ast.Name))
    return any(tensor is not None and tensor.shape != () for tensor in tensors)


def _parts(test: ast.expr) -> list[ast.expr]:
    if isinstance(test, ast.BoolOp):
        return [part for value in test.values for part in _parts(value)]
    return _parts(test.operand) if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else [test]


KNOWN = (
    Misconception("M38", (6, 1), one_of_many, to_list),
    Misconception("M39", (7, 1), truth_of_many, all_of_them),
)
