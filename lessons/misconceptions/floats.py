"""From integers to real numbers: a program and the node that makes a tensor come in, the program mended goes out."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.operands import assigned
from lessons.misconceptions.scene import Scene, last_name

_TAKE_DTYPE = ("tensor", "as_tensor", "asarray", "arange", "zeros", "ones", "full", "randint", "eye", "linspace")
_TAKE_DTYPE_TOO = ("zeros_like", "ones_like", "full_like", "empty")


def are_integers(node: ast.expr) -> bool:
    """Whether a literal is an integer, or a list of nothing else."""
    if isinstance(node, ast.List | ast.Tuple):
        return bool(node.elts) and all(map(are_integers, node.elts))
    bare = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(bare, ast.Constant) and type(bare.value) is int


def with_points(source: str, node: ast.expr) -> str:
    """Each integer of a literal gets its point: `[1, 2]` becomes `[1.0, 2.0]`."""
    numbers = [each for each in ast.walk(node) if isinstance(each, ast.Constant) and type(each.value) is int]
    ends = [surgery.span(source, each)[1] for each in numbers]
    return surgery.edit(source, *((end, end, ".0") for end in ends))


def spelled(node: ast.expr) -> str:
    """The same as a text of its own: "[1.0, 2.0]"."""
    text = ast.unparse(node)
    return with_points(text, ast.parse(text, mode="eval").body)


def make_real(source: str, made: ast.expr) -> str:
    """What makes an integer tensor makes real numbers: by its literals, by `dtype=`, else by `.float()`."""
    if not isinstance(made, ast.Call):
        return surgery.attach(source, made, ".float()")
    typed = any(keyword.arg == "dtype" for keyword in made.keywords)
    name = last_name(made.func)
    if name in ("tensor", "Tensor") and made.args and are_integers(made.args[0]) and not typed:
        return with_points(source, made.args[0])
    if typed or name in _TAKE_DTYPE + _TAKE_DTYPE_TOO:
        return surgery.add_keyword(source, made, "dtype", "torch.float32")
    return surgery.attach(source, made, ".float()")


def cure(made: ast.expr | None, shown: str) -> str:
    """How to say so: `[1.0, 2.0]`, `dtype=torch.float32` or `x.float()`."""
    if not isinstance(made, ast.Call) or last_name(made.func) not in (*_TAKE_DTYPE, *_TAKE_DTYPE_TOO):
        return f"{shown}.float()"
    literal = last_name(made.func) == "tensor" and made.args and are_integers(made.args[0])
    return spelled(made.args[0]) if literal else "dtype=torch.float32"


def make_variable_real(scene: Scene, name: str, before: int | None) -> str | None:
    """The same where a variable got its value, above a line; None where that cannot be seen."""
    step = assigned(scene, name, before)
    return make_real(scene.source, step.value) if step is not None else None
