"""Misconceptions about shapes: what fits a product, what broadcasts."""

import ast

from lessons.misconceptions import surgery
from lessons.misconceptions.misconception import Found, Misconception
from lessons.misconceptions.operands import Sides, failed_calls, given, named, pair, pairs, parents, spell
from lessons.misconceptions.scene import Scene
from sandbox.protocol import TensorView

_ON_PURPOSE = ("Tensor.unsqueeze", "torch.unsqueeze", "Tensor.__getitem__")
_PRODUCTS = ("matmul", "mm", "mv")
_BY_ELEMENT = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow)
_BY_ELEMENT_NAMES = ("add", "sub", "subtract", "mul", "multiply", "div", "divide", "pow", "mse_loss", "l1_loss")
_MATRICES = r"mat1 and mat2 shapes cannot be multiplied \(\d+x(?P<a>\d+) and (?P<b>\d+)x\d+\)"
_VECTOR = r"size mismatch, got input \(\d+\), mat \(\d+x(?P<a>\d+)\), vec \((?P<b>\d+)\)"
_VECTORS = r"inconsistent tensor size, expected tensor \[(?P<a>\d+)\] and src \[(?P<b>\d+)\]"
_SIZES = r"[Tt]he size of tensor a \((?P<a>\d+)\) must match the size of tensor b \((?P<b>\d+)\)"


def inner_sizes(scene: Scene) -> Found | None:
    """M07: the sizes that meet in a matrix product differ."""
    sizes = scene.raised(_MATRICES) or scene.raised(_VECTOR) or scene.raised(_VECTORS)
    sides = _product(scene)
    if sizes is None or sides is None or scene.error is None:
        return None
    facts = {"left": spell(sides[0]), "right": spell(sides[1]), **sizes.groupdict(), "line": str(scene.error.line)}
    return Found("M07", facts, scene.error.line)


def turn_around(scene: Scene, found: Found) -> str | None:
    """The matrix that fits when it is turned around gets its `.T`: the right one, else the left one."""
    sides = _product(scene)
    left, right = (named(scene, side) for side in sides) if sides else (None, None)
    if sides is None or left is None or right is None:
        return None
    if len(right.shape) == 2 and right.shape[1] == left.shape[-1]:
        return surgery.attach(scene.source, sides[1], ".T")
    if len(left.shape) == 2 and left.shape[0] == right.shape[0]:
        return surgery.attach(scene.source, sides[0], ".T")
    return None


def _product(scene: Scene) -> Sides | None:
    return pair(scene, scene.error.line if scene.error else None, (ast.MatMult,), _PRODUCTS)


def not_a_matrix(scene: Scene) -> Found | None:
    """M08: `mm` was given something else than two matrices."""
    side = scene.raised(r"^(self|mat2) must be a matrix")
    for call in failed_calls(scene, "mm") if side is not None else ():
        if len(given(call)) == 2 and scene.error:
            name = spell(given(call)[side is not None and side[1] == "mat2"])
            return Found("M08", {"name": name, "line": str(scene.error.line)}, scene.error.line)
    return None


def with_matmul(scene: Scene, found: Found) -> str | None:
    """`mm` becomes `matmul`."""
    return next((surgery.rename(scene.source, call, "matmul") for call in failed_calls(scene, "mm")), None)


def sizes_differ(scene: Scene) -> Found | None:
    """M09: an operation by elements was given two sizes that do not go together."""
    sizes = scene.raised(_SIZES)
    sides = pair(scene, scene.error.line if scene.error else None, _BY_ELEMENT, _BY_ELEMENT_NAMES)
    if sizes is None or sides is None or scene.error is None:
        return None
    facts = {"left": spell(sides[0]), "right": spell(sides[1]), **sizes.groupdict(), "line": str(scene.error.line)}
    return Found("M09", facts, scene.error.line)


def grew_to_a_table(scene: Scene) -> Found | None:
    """M10: a row and a column of equal length were added, subtracted or compared, which gave a table, and that was made
    one number: nobody who wants a table does that."""
    for table in scene.sight.tensors:
        sides = _row_and_column(scene, table)
        written = _written(scene, table.line, sides[1]) if sides is not None else None
        if sides is not None and written is not None and _is_summed_up(scene, table):
            facts = {
                "row": spell(written[0]),
                "column": spell(written[1]),
                "n": str(sides[0].shape[0]),
                "line": str(table.line),
            }
            return Found("M10", facts, table.line)
    return None


def _row_and_column(scene: Scene, table: TensorView) -> tuple[TensorView, TensorView] | None:
    """The (n,) and the (n, 1) that went into it, but for a column that was made so on the spot."""
    name = table.made.rpartition(".")[2]
    sides = sorted(parents(scene, table), key=lambda side: len(side.shape))
    if name not in ("add", "sub", "subtract", "rsub", "mse_loss", "l1_loss") or len(sides) != 2:
        return None
    row, column = sides
    on_purpose = column.line == table.line or column.made in _ON_PURPOSE
    fits = len(row.shape) == 1 and row.shape[0] > 1 and column.shape == (row.shape[0], 1)
    return (row, column) if fits and not on_purpose else None


def _written(scene: Scene, line: int | None, column: TensorView) -> Sides | None:
    """The row and the column as the program has them on the table's line."""
    for left, right in pairs(scene, line, (ast.Add, ast.Sub), _BY_ELEMENT_NAMES):
        if named(scene, right) is column:
            return left, right
        if named(scene, left) is column:
            return right, left
    return None


def _is_summed_up(scene: Scene, table: TensorView) -> bool:
    """Whether it is a loss, or a mean or sum of all of it was taken."""
    if not table.shape:
        return True
    made = (each for each in scene.sight.tensors if table.id in scene.sight.lineage(each.id))
    return any(not each.shape and each.made.rpartition(".")[2] in ("mean", "sum") for each in made)


def as_row(scene: Scene, found: Found) -> str | None:
    """`t` becomes `t.squeeze(1)` where the two meet."""
    for sides in pairs(scene, found.line, (ast.Add, ast.Sub), _BY_ELEMENT_NAMES):
        for side in sides:
            if spell(side) == found.facts["column"]:
                return surgery.attach(scene.source, side, ".squeeze(1)")
    return None


KNOWN = (
    Misconception("M07", (10, 1), inner_sizes, turn_around),
    Misconception("M08", (10, 3), not_a_matrix, with_matmul),
    Misconception("M09", (7, 1), sizes_differ),
    Misconception("M10", (4, 1), grew_to_a_table, as_row),
)
