"""Reading a program: a Scene and a node or line come in, what the student wrote and which tensor it is go out."""

import ast
from collections.abc import Iterator
from typing import TypeVar

from lessons.misconceptions.scene import Scene
from sandbox.protocol import Look, TensorView

N = TypeVar("N", bound=ast.expr | ast.stmt)

MAX_CODE = 40


def written(scene: Scene, kind: type[N], line: int | None = None) -> list[N]:
    """The nodes of a kind, in the order of the text; where `line` is given, those that reach over it."""
    found = [node for node in scene.nodes if isinstance(node, kind)]
    there = [node for node in found if line is None or node.lineno <= line <= (node.end_lineno or node.lineno)]
    return sorted(there, key=lambda node: (node.lineno, node.col_offset))


def code(node: ast.AST) -> str:
    """A piece of code, short enough for a sentence."""
    text = ast.unparse(node)
    return text if len(text) <= MAX_CODE else text[: MAX_CODE - 1] + "…"


def statement_of(scene: Scene, node: ast.expr) -> ast.stmt:
    """The innermost statement that a node stands in."""
    around = [each for each in written(scene, ast.stmt) if any(inner is node for inner in ast.walk(each))]
    return around[-1]


def block_of(scene: Scene, node: ast.expr | ast.stmt) -> ast.stmt | None:
    """The innermost function or loop that a node stands in."""
    around = [each for each in written(scene, ast.stmt) if isinstance(each, ast.FunctionDef | ast.For | ast.While)]
    return next((each for each in reversed(around) if any(inner is node for inner in ast.walk(each))), None)


def named(scene: Scene, node: ast.expr) -> TensorView | None:
    """The tensor that a variable holds at the end; None for anything but a variable with a tensor."""
    if not isinstance(node, ast.Name):
        return None
    return next((tensor for tensor in scene.sight.tensors if node.id in tensor.names), None)


def tensor_of(scene: Scene, node: ast.expr) -> TensorView | None:
    """The tensor that a variable holds; of any other expression, the last one that was made on its line."""
    made = [tensor for tensor in scene.sight.tensors if tensor.line == node.lineno]
    return named(scene, node) or (made[-1] if made and not isinstance(node, ast.Name) else None)


def assigned(scene: Scene, *names: str) -> list[tuple[str, ast.Assign]]:
    """The statements that give one plain variable a value, with its name; where names are given, only those."""
    plain = [(each.targets[0], each) for each in written(scene, ast.Assign) if len(each.targets) == 1]
    found = [(target.id, each) for target, each in plain if isinstance(target, ast.Name)]
    return [(name, each) for name, each in found if not names or name in names]


def reads(scene: Scene, what: str) -> Iterator[tuple[Look, ast.Attribute]]:
    """The looks of a kind ("grad"), each with the attribute that was read; comparing it with None does not count."""
    asked = {id(part) for test in written(scene, ast.Compare) if _has_none(test) for part in ast.walk(test)}
    read = [node for node in written(scene, ast.Attribute) if node.attr == what]
    first = {(look.tensor, look.line): look for look in reversed(scene.sight.looked(what))}
    for look in sorted(first.values(), key=lambda look: look.step):
        there = [node for node in read if node.lineno == look.line]
        names = scene.sight.tensor(look.tensor).names
        of_it = [node for node in there if isinstance(node.value, ast.Name) and node.value.id in names]
        node = next(iter(of_it or there), None) if of_it or len(there) == 1 else None
        if node is not None and look.line is not None and id(node) not in asked:
            yield look, node


def _has_none(test: ast.Compare) -> bool:
    return any(isinstance(part, ast.Constant) and part.value is None for part in (test.left, *test.comparators))


def labels(scene: Scene, line: int) -> str:
    """What the student says in words about a line: its texts, its comment, the variable that it gives a value."""
    texts = [node.value for node in written(scene, ast.Constant, line) if isinstance(node.value, str)]
    targets = [name.replace("_", " ") for name, each in assigned(scene) if each.lineno == line]
    above = scene.at(line - 1) if scene.at(line - 1).startswith("#") else ""
    return " ".join([above, scene.at(line).partition("#")[2], *texts, *targets]).lower()
