"""Misconceptions about names: torch is spelt small, and its functions are not NumPy's."""

import ast
import re

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.reading import written
from lessons.misconceptions.scene import Scene

_WRONG = (
    r"^No module named '(?P<name>\w+)'$"
    r"|^module 'torch' has no attribute '(?P<function>\w+)'"
    r"|^cannot import name '(?P<part>\w+)' from 'torch'"
    r"|^'Tensor' object has no attribute '(?P<method>\w+)'"
    r"|^name '(?P<variable>\w+)' is not defined"
)
_MODULES = ("torch", "numpy", "np")
_MEANT = {"array": "tensor", "ndarray": "tensor", "gradient": "grad"}  # where the nearest spelling is another name
_HINT = re.compile(r"Did you mean: '(\w+)'")


def misspelt(scene: Scene) -> Found | None:
    """M60: a name of torch's that is nearly right."""
    wrong, right = _names(scene)
    if not right or scene.error is None or scene.error.line is None:
        return None
    owner = "torch." if scene.raised("^module 'torch'") else ""
    facts = {"name": owner + wrong, "better": owner + right, "line": str(scene.error.line)}
    return Found("M60", facts, scene.error.line)


def spelt(scene: Scene, found: Found) -> str | None:
    """The right name everywhere."""
    wrong, right = (found.facts[key].rpartition(".")[2] for key in ("name", "better"))
    edits = [surgery.span(scene.source, node) for node in written(scene, ast.Name) if node.id == wrong]
    ends = [surgery.span(scene.source, node)[1] for node in written(scene, ast.Attribute) if node.attr == wrong]
    edits += [(end - len(wrong.encode()), end) for end in ends]
    edits += [place for node in scene.nodes for place in _imported(scene.source, node, wrong)]
    return surgery.edit(scene.source, *((start, end, right) for start, end in edits))


def _names(scene: Scene) -> tuple[str, str]:
    """The wrong name and the right one; the latter is empty where it is not known."""
    match = scene.raised(_WRONG)
    if match is None or scene.error is None:
        return "", ""
    kind = match.lastgroup or ""
    wrong = match[kind]
    hint = _HINT.search(scene.error.hint or "")
    right = _MEANT.get(wrong, "") if kind in ("function", "method") else ""
    right = right or (hint[1] if hint else "")
    return wrong, right if kind not in ("name", "variable") or right in _MODULES else ""


def _imported(source: str, node: ast.AST, wrong: str) -> list[tuple[int, int]]:
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return []
    start, end = surgery.span(source, node)
    found = re.finditer(rf"\b{wrong}\b".encode(), source.encode()[start:end])
    return [(start + match.start(), start + match.end()) for match in found]


KNOWN = (Misconception("M60", (2, 1), misspelt, spelt),)
