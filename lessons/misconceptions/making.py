"""Misconceptions about making tensors: from lists, from NumPy, by chance."""

import ast

from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.scene import Scene


def from_list(scene: Scene) -> Found | None:
    """M18: `torch.from_numpy` was given a list."""
    if not scene.raised(r"expected np\.ndarray \(got \w+\)") or scene.error is None:
        return None
    for call in scene.calls("from_numpy", line=scene.error.line):
        return Found("M18", {"value": ast.unparse(call.args[0])[:40], "line": str(scene.error.line)}, scene.error.line)
    return None


def wrap_in_array(scene: Scene, found: Found) -> str | None:
    """`from_numpy(x)` becomes `from_numpy(np.array(x))`."""
    lines = list(scene.lines)
    for call in scene.calls("from_numpy", line=found.line):
        given = call.args[0]
        if given.lineno == given.end_lineno:
            text = lines[given.lineno - 1].encode()
            start, end = given.col_offset, given.end_col_offset or 0
            lines[given.lineno - 1] = (text[:start] + b"np.array(" + text[start:end] + b")" + text[end:]).decode()
            return "\n".join(lines)
    return None


KNOWN = (Misconception("M18", (5, 1), from_list, wrap_in_array),)
