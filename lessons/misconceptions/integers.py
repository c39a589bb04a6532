"""Misconceptions about tensors of integers: what they cannot hold, and what cannot be computed of them."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.floats import make_variable_real
from lessons.misconceptions.in_place import changes, underscored
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import assigned, atom, failed_calls, given, named, parents, spell
from lessons.misconceptions.scene import Scene, last_name
from lessons.sight import SHOWN, is_float
from sandbox.protocol import TensorView, Write

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
        if write.side != "torch" or tensor is None or not _holds_integers(tensor) or not _is_shown(scene, write):
            continue
        for step, target in changes(scene, write.line):
            value = _put_in(step)
            if value is not None and tensor is named(scene, target) and _is_broken(scene, value, tensor):
                facts = {"name": spell(target), "value": spell(value), "line": str(write.line)}
                return Found("M27", {**facts, "dtype": tensor.dtype.removeprefix("torch.")}, write.line)
    return None


def _holds_integers(tensor: TensorView) -> bool:
    return ".int" in tensor.dtype  # no uint8: who makes that means what a picture holds


def _is_shown(scene: Scene, write: Write) -> bool:
    return any(look.tensor == write.target and look.step > write.step for look in scene.sight.looked(*SHOWN))


def _put_in(step: ast.stmt) -> ast.expr | None:
    """`2.7` of `a[0] = 2.7` and of `a.fill_(2.7)`."""
    call = underscored(step)
    if call is not None:
        return given(call)[1] if last_name(call.func) in ("fill_", "copy_") and len(given(call)) == 2 else None
    return step.value if isinstance(step, ast.Assign) else None


def _is_broken(scene: Scene, value: ast.expr, into: TensorView) -> bool:
    """Whether it has a fraction, which is plain of a number, a variable, a quotient of numbers and a tensor."""
    bare = value.operand if isinstance(value, ast.UnaryOp) else value
    if isinstance(bare, ast.Name) and (step := assigned(scene, bare.id, bare.lineno)) is not None:
        bare = step.value
    if isinstance(bare, ast.BinOp) and isinstance(bare.op, ast.Div):
        over, under = bare.left, bare.right
        if isinstance(over, ast.Constant) and isinstance(under, ast.Constant) and isinstance(under.value, int):
            return isinstance(over.value, int) and bool(under.value) and over.value % under.value != 0
    if isinstance(bare, ast.Constant):
        return isinstance(bare.value, float) and not bare.value.is_integer()
    put = [each for each in parents(scene, into) if each.line == value.lineno or each is named(scene, value)]
    return any(is_float(each.dtype) and any(float(number) % 1 for number in each.first or ()) for each in put)


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
