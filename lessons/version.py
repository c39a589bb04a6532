"""Which graders gave a grade: an exercise's `rubric.py` comes in, a short name for what it and the shared graders say
goes out. The texts take no part in it, for they give no points.
"""

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

_ROOM = Path(__file__).parent
_SHARED = tuple(_ROOM / name for name in ("formulas.py", "grade.py", "masks.py", "numbers.py", "plan.py", "sight.py"))
_PLAIN = _ROOM / "course.py"  # values alone
_LENGTH = 12


def version(rubric: Path) -> str:
    """12 hexadecimal digits, others as soon as the rubric or a grader that it builds on is another text."""
    files = sorted({*_SHARED, *_built_on(rubric, set())} - {rubric})
    each = (hashlib.sha256(file.read_bytes()).digest() for file in (rubric, *files))
    return hashlib.sha256(b"".join(each)).hexdigest()[:_LENGTH]


def _built_on(file: Path, found: set[Path]) -> set[Path]:
    """What a grader imports of this room, and what that imports."""
    for other in _imported(file):
        if other not in found and other != _PLAIN and other.is_file():
            found.add(other)
            _built_on(other, found)
    return found


def _imported(file: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{_ROOM.name}."):
            yield _ROOM.joinpath(*node.module.split(".")[1:]).with_suffix(".py")
