"""Misconceptions about what can have a gradient, and from where one starts."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.floats import cure, make_real
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import (
    assigned,
    atom,
    failed_calls,
    given,
    named,
    on_line,
    spell,
    started,
    target_of,
)
from lessons.misconceptions.scene import Scene, last_name

_INTEGERS = r"[Oo]nly Tensors of floating point (and complex )?dtype can require gradients"
_NOT_SCALAR = r"grad can be implicitly created only for scalar outputs"
_TRACKED = r"Can't call numpy\(\) on Tensor that requires grad"


def integer_gradient(scene: Scene) -> Found | None:
    """M01: a gradient was asked for a tensor of integers."""
    if not scene.raised(_INTEGERS) or scene.error is None:
        return None
    made, line = _made(scene), scene.error.line
    values = made.args[0] if isinstance(made, ast.Call) and made.args and last_name(made.func) == "tensor" else None
    subject = _asked(scene) or values or made
    if subject is None:
        return None
    given = spell(subject) if subject is not made else target_of(scene, made) or spell(made)
    return Found("M01", {"given": given, "cure": cure(made, given), "line": str(line)}, line)


def with_real_numbers(scene: Scene, found: Found) -> str | None:
    """The integers get their points, or the tensor `dtype=torch.float32`, where it is made."""
    made = _made(scene)
    return make_real(scene.source, made) if made is not None else None


def _asked(scene: Scene) -> ast.expr | None:
    """`x` of `x.requires_grad_()` and of `x.requires_grad = True`, on the line that failed."""
    for call in failed_calls(scene, "requires_grad_"):
        if isinstance(call.func, ast.Attribute):
            return call.func.value
    for node in on_line(scene, scene.error.line if scene.error else None, ast.expr):
        if isinstance(node, ast.Attribute) and node.attr == "requires_grad" and isinstance(node.ctx, ast.Store):
            return node.value
    return None


def _made(scene: Scene) -> ast.expr | None:
    """What makes the tensor of integers: on that line, or where its variable got its value."""
    asked = _asked(scene)
    if isinstance(asked, ast.Call):
        return asked
    if asked is not None:
        step = assigned(scene, ast.unparse(asked), scene.error.line if scene.error else None)
        return step.value if step is not None else None
    calls = failed_calls(scene)
    return next((call for call in calls if any(keyword.arg == "requires_grad" for keyword in call.keywords)), None)


def not_one_number(scene: Scene) -> Found | None:
    """M04: `backward` was called on more than one number."""
    if not scene.raised(_NOT_SCALAR) or scene.error is None:
        return None
    for start in filter(None, map(started, failed_calls(scene, "backward", "grad"))):
        mended = f"{atom(start)}.sum()" + ".backward()" * any(True for _ in failed_calls(scene, "backward"))
        facts = {"name": spell(start), "cure": mended, "line": str(scene.error.line)}
        return Found("M04", facts, scene.error.line)
    return None


def sum_first(scene: Scene, found: Found) -> str | None:
    """`y.backward()` becomes `y.sum().backward()`."""
    for call in failed_calls(scene, "backward", "grad"):
        if [started(call)] == call.args[:1]:
            return surgery.attach(scene.source, call.args[0], ".sum()")
        return surgery.chain(scene.source, call, "sum()")
    return None


def numpy_of_tracked(scene: Scene) -> Found | None:
    """M06: NumPy was given a tensor that autograd tracks."""
    if not scene.raised(_TRACKED) or scene.error is None:
        return None
    for node in _tracked(scene):
        mended = f"{atom(node)}.detach()" + ".numpy()" * any(True for _ in failed_calls(scene, "numpy"))
        facts = {"name": spell(node), "cure": mended, "line": str(scene.error.line)}
        return Found("M06", facts, scene.error.line)
    return None


def detach_first(scene: Scene, found: Found) -> str | None:
    """`x.numpy()` becomes `x.detach().numpy()`; `np.sin(x)`, `np.sin(x.detach())`."""
    for call in failed_calls(scene, "numpy"):
        return surgery.chain(scene.source, call, "detach()")
    source = scene.source
    for node in reversed(_tracked(scene)):
        source = surgery.attach(source, node, ".detach()")
    return source


def _tracked(scene: Scene) -> list[ast.expr]:
    for call in failed_calls(scene, "numpy"):
        return given(call)[:1]
    for call in failed_calls(scene):
        known = [node for node in call.args if (tensor := named(scene, node)) and tensor.requires_grad]
        if found := known or call.args[:1]:
            return found
    return []


KNOWN = (
    Misconception("M01", (8, 3), integer_gradient, with_real_numbers),
    Misconception("M04", (8, 5), not_one_number, sum_first),
    Misconception("M06", (8, 7), numpy_of_tracked, detach_first),
)
