"""Misconceptions about changing a tensor in place: functions with an underscore, and a second name for one tensor."""

import ast
from collections.abc import Iterator

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import assigned, code, named, statement_of, written
from lessons.misconceptions.scene import Scene

_HARMLESS = ("requires_grad_", "detach_", "zero_", "fill_", "uniform_", "normal_", "random_", "copy_", "retain_grad_")
_COMPARES = ("id", "data_ptr", "shares_memory", "may_share_memory")


def underscore(scene: Scene) -> Found | None:
    """M50: the result of `a.add_(b)` was used, and `a` computed with afterwards as if it were still the old one."""
    for call in _changing(scene):
        facts = {"name": code(_receiver(call)), "method": _method(call), "line": str(call.lineno)}
        return Found("M50", {**facts, "better": _method(call).rstrip("_")}, call.lineno)
    return None


def without_underscore(scene: Scene, found: Found) -> str | None:
    """Every such `a.add_(b)` becomes `a.add(b)`."""
    edits = []
    for call in _changing(scene):
        end = surgery.span(scene.source, call.func)[1]
        edits.append((end - 1, end, ""))
    return surgery.edit(scene.source, *edits)


def second_name(scene: Scene) -> Found | None:
    """M52: `b = a`, then one of the two was changed and the other looked at."""
    for statement, names in _aliases(scene):
        new, old = names
        facts = {"name": new, "other": old, "line": str(statement.lineno)}
        return Found("M52", facts, statement.lineno)
    return None


def clone(scene: Scene, found: Found) -> str | None:
    """`b = a` becomes `b = a.clone()`."""
    for statement, _ in _aliases(scene):
        return surgery.attach(scene.source, statement.value, ".clone()")
    return None


def _receiver(call: ast.Call) -> ast.expr:
    return call.func.value if isinstance(call.func, ast.Attribute) else call.func


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _changing(scene: Scene) -> list[ast.Call]:
    calls = (call for call in written(scene, ast.Call) if _method(call).endswith("_") and _method(call)[:1] != "_")
    own = (call for call in calls if _method(call) not in _HARMLESS and isinstance(_receiver(call), ast.Name))
    return [call for call in own if _is_used(scene, call) and _is_old_one_meant(scene, call)]


def _is_used(scene: Scene, call: ast.Call) -> bool:
    """Whether the result goes somewhere else than back into the same variable."""
    statement = statement_of(scene, call)
    back = isinstance(statement, ast.Assign) and any(code(each) == code(_receiver(call)) for each in statement.targets)
    return not back and not (isinstance(statement, ast.Expr) and statement.value is call)


def _is_old_one_meant(scene: Scene, call: ast.Call) -> bool:
    """Whether the variable is computed with further down, before it gets another value."""
    name, tensor = code(_receiver(call)), named(scene, _receiver(call))
    written_here = any(
        tensor and write.target == tensor.id and write.line == call.lineno for write in scene.sight.writes
    )
    again = min((each.lineno for _, each in assigned(scene, name) if each.lineno > call.lineno), default=None)
    uses = (
        node
        for node in written(scene, ast.BinOp)
        if node.lineno > call.lineno and name in (code(node.left), code(node.right))
    )
    methods = (node for node in written(scene, ast.Call) if node.lineno > call.lineno and _uses(node, name))
    lines = [node.lineno for node in (*uses, *methods)]
    return written_here and any(again is None or line <= again for line in lines)


def _uses(call: ast.Call, name: str) -> bool:
    """`a.sub(b)`, `a.sub_(b)` and `torch.sub(a, b)` compute with `a`; `print(a)` does not."""
    is_torch = isinstance(call.func, ast.Attribute) and code(call.func.value) == "torch"
    asks = ("size", "dim", "ndimension", "numel", "item", "tolist", "numpy", "clone", "type")
    on_it = bool(_method(call)) and code(_receiver(call)) == name and _method(call) not in asks
    return on_it or (is_torch and any(code(part) == name for part in call.args))


def _aliases(scene: Scene) -> Iterator[tuple[ast.Assign, tuple[str, str]]]:
    if any(True for _ in scene.calls(*_COMPARES)):
        return
    for name, statement in assigned(scene):
        if not isinstance(statement.value, ast.Name):
            continue
        pair = (name, statement.value.id)
        tensor = named(scene, statement.value)
        lines = [write.line or 0 for write in scene.sight.writes if tensor and write.target == tensor.id]
        later = [line for line in lines if line > statement.lineno]
        if tensor and set(pair) <= set(tensor.names) and later and _is_mixed_up(scene, pair, min(later)):
            yield statement, pair


def _is_mixed_up(scene: Scene, pair: tuple[str, str], line: int) -> bool:
    """Whether only one of the two stands in the line that changed them, and the other one is read from there on."""
    here = {node.id for node in written(scene, ast.Name, line)} & set(pair)
    later = {node.id for node in written(scene, ast.Name) if node.lineno > line} & set(pair)
    compared = (test for test in written(scene, ast.Compare) if isinstance(test.ops[0], ast.Is | ast.IsNot))
    on_purpose = any({code(test.left), code(test.comparators[0])} == set(pair) for test in compared)
    return len(here) == 1 and bool(later - here) and not on_purpose


KNOWN = (
    Misconception("M50", (7, 1), underscore, without_underscore),
    Misconception("M52", (5, 3), second_name, clone),
)
