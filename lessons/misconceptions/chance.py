"""Misconceptions about chance: which function draws, what it takes, and what was never drawn."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import code
from lessons.misconceptions.scene import Scene, dotted, last_name
from lessons.sight import called
from sandbox.protocol import TensorView

_MODULE = r"^'module' object is not callable"
_SIZES = r"^(?:randint|randn?)\(\)(?:: argument 'size'| received an invalid combination of arguments)"
_INTEGERS = r"\"(?:check_uniform_bounds|normal_kernel_cpu)\" not implemented for '(?:Long|Int|Short|Char|Byte|Bool)'"
_UNFILLED = ("torch.empty", "torch.empty_like", "Tensor.new_empty")
_SHOWN = ("show", "item", "tolist", "numpy")


def wrong_call(scene: Scene) -> Found | None:
    """M43: `torch.random(3, 3)`, `torch.randint(3, 3)`, `torch.rand(3.0, 3)`."""
    for call, better in _misdrawn(scene):
        return Found("M43", {"code": code(call), "line": str(call.lineno), "better": better}, call.lineno)
    return None


def draw_so(scene: Scene, found: Found) -> str | None:
    """The call as its sentence says."""
    for call, better in _misdrawn(scene):
        return surgery.replace(scene.source, call, better)
    return None


def unfilled(scene: Scene) -> Found | None:
    """M44: the numbers of `torch.empty` were shown, and nothing had ever been written into it."""
    tensor = _stale(scene)
    if tensor is None or tensor.line is None:
        return None
    return Found("M44", {"name": called(tensor), "line": str(tensor.line)}, tensor.line)


def fill(scene: Scene, found: Found) -> str | None:
    """`torch.empty(3, 3)` becomes `torch.rand(3, 3)`."""
    for call in scene.calls("empty", "empty_like", line=found.line):
        if all(keyword.arg != "dtype" or "float" in code(keyword.value) for keyword in call.keywords):
            return surgery.rename(scene.source, call, last_name(call.func).replace("empty", "rand"))
    return None


def integers(scene: Scene) -> Found | None:
    """M45: whole numbers were asked of `rand` or `randn`."""
    for call in _drawn_whole(scene):
        return Found("M45", {"code": code(call.func), "line": str(call.lineno), "better": _whole(call)}, call.lineno)
    return None


def draw_integers(scene: Scene, found: Found) -> str | None:
    """`torch.rand(3, 3, dtype=torch.int64)` becomes `torch.randint(0, 10, (3, 3), dtype=torch.int64)`."""
    for call in _drawn_whole(scene):
        return surgery.replace(scene.source, call, _whole(call))
    return None


def _misdrawn(scene: Scene) -> list[tuple[ast.Call, str]]:
    line = scene.error.line if scene.error else None
    if scene.raised(_MODULE):
        calls = [call for call in scene.calls("random", line=line) if dotted(call.func) == "torch.random"]
    else:
        calls = list(scene.calls("rand", "randn", "randint", line=line)) if scene.raised(_SIZES) else []
    return [(call, better) for call in calls if (better := _better(call))]


def _better(call: ast.Call) -> str:
    """How it is written, with the student's own sizes where they can be guessed; empty where not."""
    name = last_name(call.func)
    numbers = _whole_numbers(call.args)
    if numbers is None or call.keywords:
        return ""
    if name != "randint":
        return f"torch.{'rand' if name == 'random' else name}({', '.join(map(str, numbers))})"
    bounds, sizes = (numbers[:2], numbers[2:]) if len(numbers) > 2 else ([0, 10], numbers)
    if len(numbers) == 1 or (numbers[0] == 0 and len(numbers) == 2):
        bounds, sizes = [0, numbers[-1]], [1]
    return f"torch.randint({bounds[0]}, {bounds[1]}, {tuple(sizes)})"


def _whole_numbers(given: list[ast.expr]) -> list[int] | None:
    parts = given[0].elts if len(given) == 1 and isinstance(given[0], ast.Tuple | ast.List) else given
    values = [part.value for part in parts if isinstance(part, ast.Constant)]
    numbers = [int(value) for value in values if isinstance(value, int | float) and value == int(value)]
    return numbers if len(numbers) == len(parts) and numbers else None


def _stale(scene: Scene) -> TensorView | None:
    filled = {
        tensor.memory for tensor in scene.sight.tensors for write in scene.sight.writes if write.target == tensor.id
    }
    filled |= {array.memory for array in scene.sight.arrays for write in scene.sight.writes if write.target == array.id}
    for look in scene.sight.looked(*_SHOWN):
        for number in sorted(scene.sight.lineage(look.tensor)):
            tensor = scene.sight.tensor(number)
            if tensor.made in _UNFILLED and tensor.memory not in filled and 0 not in tensor.shape:
                return tensor
    return None


def _drawn_whole(scene: Scene) -> list[ast.Call]:
    if not scene.raised(_INTEGERS) or scene.error is None:
        return []
    return [call for call in scene.calls("rand", "randn", line=scene.error.line) if call.args]


def _whole(call: ast.Call) -> str:
    sizes = code(call.args[0]) if len(call.args) == 1 else ", ".join(code(size) for size in call.args)
    is_one = len(call.args) == 1 and not isinstance(call.args[0], ast.Constant | ast.Name)
    shape = sizes if is_one else f"({sizes},)" if len(call.args) == 1 else f"({sizes})"
    keywords = "".join(f", {code(keyword)}" for keyword in call.keywords)
    return f"torch.randint(0, 10, {shape}{keywords})"


KNOWN = (
    Misconception("M43", (3, 1), wrong_call, draw_so),
    Misconception("M44", (3, 1), unfilled, fill),
    Misconception("M45", (3, 1), integers, draw_integers),
)
