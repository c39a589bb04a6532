"""Which graders gave a grade: an exercise's `rubric.py` comes in, a short name for what it and the shared graders say
goes out. The texts take no part in it, for they give no points.
"""

import hashlib
from pathlib import Path

_SHARED = ("grade.py", "numbers.py", "plan.py", "sight.py")
_LENGTH = 12


def version(rubric: Path) -> str:
    """12 hexadecimal digits, others as soon as the rubric or a shared grader is another text."""
    files = (rubric, *(Path(__file__).parent / name for name in _SHARED))
    each = (hashlib.sha256(file.read_bytes()).digest() for file in files)
    return hashlib.sha256(b"".join(each)).hexdigest()[:_LENGTH]
