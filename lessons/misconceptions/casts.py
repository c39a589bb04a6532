"""Two types that do not go together: their names come in, which side to cast and how goes out."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.scene import Scene

_WORDS = {
    **{"double": "float64", "Double": "float64", "float": "float32", "Float": "float32", "Half": "float16"},
    **{"c10::Half": "float16", "BFloat16": "bfloat16", "c10::BFloat16": "bfloat16"},
    **{"long int": "int64", "long": "int64", "Long": "int64", "int": "int32", "Int": "int32"},
    **{"short": "int16", "Short": "int16", "signed char": "int8", "Char": "int8"},
    **{"unsigned char": "uint8", "Byte": "uint8", "bool": "bool", "Bool": "bool"},
}
# float32 first: what a course computes with; a float64 that came from NumPy is cast down to it.
_METHODS = {"float32": ".float()", "float64": ".double()", "int64": ".long()", "int32": ".int()"}


def dtype_of(word: str) -> str:
    """ "float64" of "double" and "Double", as torch's messages call it."""
    return _WORDS.get(word.strip(), word.strip())


def odd_one(left: str, right: str) -> tuple[int, str]:
    """Which side is to be cast (0 or 1), and with which method: to the first of `float32`, `float64`, `int64`, ... that
    one of them has."""
    for dtype, method in _METHODS.items():
        if dtype in (left, right):
            return int(left == dtype), method
    return 0, ".float()"


def cast(scene: Scene, sides: tuple[ast.expr, ast.expr], left: str, right: str) -> str:
    """The program with the odd side cast."""
    at, method = odd_one(left, right)
    return surgery.attach(scene.source, sides[at], method)
