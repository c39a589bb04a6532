"""Misconceptions about tensors of integers: what they cannot hold, and what cannot be computed of them."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.floats import make_variable_real
from lessons.misconceptions.in_place import changes
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import atom, failed_calls, given, named, spell
from lessons.misconceptions.scene import Scene, last_name
from lessons.sight import SHOWN, is_float
from sandbox.protocol import TensorView

_CAST = r"result type \w+ can't be cast to the desired output type (Long|Int|Short|Char|Byte|Bool)"
_MEAN = r"mean\(\): (could not infer output dtype|.*floating)|std and var only support floating point"
_AVERAGES = ("mean", "std", "var")


def fraction_into_integers(scene: Scene) -> Found | None:
    """M26: a result with a fraction was to be put into a tensor of integers."""
    if not scene.raised(_CAST) or scene.error is None:
        return None
    for step, target in changes(scene, scene.error.line):
        facts = {"name": spell(target), "code": spell(step), "line": str(scene.error.line)}
        return Found("M26", facts, scene.error.line)
    return None


def fraction_cut(scene: Scene) -> Found | None:
    """M27: a number with a fraction was put into a tensor of integers, which was shown with what is left of it."""
    for write in scene.sight.writes:
        tensor = next((each for each in scene.sight.tensors if each.id == write.target), None)
        if write.side != "torch" or tensor is None or is_float(tensor.dtype) or "int" not in tensor.dtype:
            continue
        shown = any(look.tensor == tensor.id and look.step > write.step for look in scene.sight.looked(*SHOWN))
        for step, target in changes(scene, write.line):
            value = _fraction(scene, step)
            if shown and value is not None and tensor is named(scene, target):
                facts = {"name": spell(target), "value": spell(value), "line": str(write.line)}
                return Found("M27", {**facts, "dtype": tensor.dtype.removeprefix("torch.")}, write.line)
    return None


def _fraction(scene: Scene, step: ast.stmt) -> ast.expr | None:
    """What is put in, where it is plain that it has a fraction: a number, a list of such, or a variable of them."""
    if not isinstance(step, ast.Assign):
        return None
    value = step.value
    tensor = named(scene, value)
    return value if _is_broken(scene, value) or (tensor is not None and _has_fraction(tensor)) else None


def _is_broken(scene: Scene, value: ast.expr) -> bool:
    if isinstance(value, ast.UnaryOp):
        return _is_broken(scene, value.operand)
    if isinstance(value, ast.Call):
        return any(
            _is_broken(scene, node) for part in value.args for node in ast.walk(part) if isinstance(node, ast.Constant)
        )
    return isinstance(value, ast.Constant) and isinstance(value.value, float) and not value.value.is_integer()


def _has_fraction(tensor: TensorView) -> bool:
    return is_float(tensor.dtype) and any(float(number) % 1 for number in tensor.last or ())


def real_from_the_start(scene: Scene, found: Found) -> str | None:
    """The tensor is made of real numbers."""
    return make_variable_real(scene, found.facts["name"], found.line)


def mean_of_integers(scene: Scene) -> Found | None:
    """M28: the mean, or the spread, of integers was asked for."""
    if not scene.raised(_MEAN) or scene.error is None:
        return None
    for call in failed_calls(scene, *_AVERAGES):
        if values := given(call):
            cure = f"{atom(values[0])}.float().{last_name(call.func)}()"
            facts = {"name": spell(values[0]), "cure": cure, "line": str(scene.error.line)}
            return Found("M28", facts, scene.error.line)
    return None


def as_real_first(scene: Scene, found: Found) -> str | None:
    """`x.mean()` becomes `x.float().mean()`."""
    for call in failed_calls(scene, *_AVERAGES):
        if given(call)[:1] == call.args[:1]:
            return surgery.attach(scene.source, call.args[0], ".float()")
        return surgery.chain(scene.source, call, "float()")
    return None


KNOWN = (
    Misconception("M26", (2, 3), fraction_into_integers, real_from_the_start),
    Misconception("M27", (2, 3), fraction_cut, real_from_the_start),
    Misconception("M28", (2, 3), mean_of_integers, as_real_first),
)
