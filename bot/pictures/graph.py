"""An autograd graph comes in, its picture goes out: from the leaves to the result, one box for each step.

Left to right where that fits a phone's width, else top down. On a panel of its own, so that it reads in both of
Discord's themes, at the scale of the lessons' formulas.
"""

import io
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from bot.pictures.latin import latin
from bot.pictures.layout import Edge, layers
from sandbox.protocol import Graph, Node

WIDTH = 800
PADDING, GAP, STEP = 30, 28, 56
BOX_HEIGHT, LEAST_WIDTH, BEND = 84, 92, 12
PANEL, INK, PALE, LINE = "#2b2d31", "#f2f3f5", "#c4c9d1", "#9aa0aa"
LEAF, OPERATION, RESULT = "#b5341b", "#41444b", "#1f7a45"
BIG, SMALL = 28, 22

Box = tuple[int, int, int, int]
Point = tuple[float, float]


@lru_cache(maxsize=64)
def draw(graph: Graph) -> bytes:
    """The PNG of a graph."""
    boxes, arrows, size = place(graph)
    image = Image.new("RGB", size, PANEL)
    pen = ImageDraw.Draw(image)
    across = _is_across(graph)
    for a, b in arrows:
        _line(pen, boxes[a], boxes[b], across=across, ends=b < len(graph.nodes))
    for at, node in enumerate(graph.nodes):
        _box(pen, boxes[at], node, RESULT if at == 0 and node.op else OPERATION if node.op else LEAF)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def place(graph: Graph) -> tuple[dict[int, Box], list[Edge], tuple[int, int]]:
    """Each node's box and each bend's, the arrows, and the picture's size."""
    rows, arrows = layers(graph)
    across = _is_across(graph)
    sizes = {at: (_width(node), BOX_HEIGHT) for at, node in enumerate(graph.nodes)}
    deep = [max((sizes.get(at, (0, 0))[0 if across else 1] for at in row), default=0) for row in rows]
    wide = [sum(_across(sizes, at, across) for at in row) + GAP * (len(row) - 1) for row in rows]
    room = max(*wide, 0 if across else WIDTH - 2 * PADDING)
    boxes: dict[int, Box] = {}
    start = PADDING + ((WIDTH - 2 * PADDING - sum(deep) - STEP * (len(rows) - 1)) // 2 if across else 0)
    for row, depth, breadth in zip(rows, deep, wide, strict=True):
        side = PADDING + (room - breadth) // 2
        for at in row:
            breadth_here = _across(sizes, at, across)
            along = sizes[at][0 if across else 1] if at in sizes else depth
            boxes[at] = _turned(start + (depth - along) // 2, side, along, breadth_here, across)
            side += breadth_here + GAP
        start += depth + STEP
    end = start - STEP + PADDING
    return boxes, arrows, (WIDTH, room + 2 * PADDING) if across else (room + 2 * PADDING, end)


def _turned(start: int, side: int, along: int, breadth: int, across: bool) -> Box:
    return (start, side, start + along, side + breadth) if across else (side, start, side + breadth, start + along)


def _across(sizes: dict[int, tuple[int, int]], at: int, across: bool) -> int:
    return sizes[at][1 if across else 0] if at in sizes else BEND


@lru_cache(maxsize=64)
def _is_across(graph: Graph) -> bool:
    """Whether it fits the width from left to right."""
    rows, _ = layers(graph)
    widths = [max((_width(graph.nodes[at]) for at in row if at < len(graph.nodes)), default=0) for row in rows]
    return sum(widths) + STEP * (len(rows) - 1) <= WIDTH - 2 * PADDING and max(map(len, rows)) <= 4


def labels(node: Node) -> tuple[str, str]:
    """The two lines in a node's box: what it is, and its shape."""
    name, op = latin(node.name), latin(node.op)
    text = f"{name} = {op}" if name and op else op or name or "leaf"
    sizes = node.shape or ()
    shape = "" if node.shape is None else f"({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})"
    return _short(text, 40), _short(shape, 30)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


@lru_cache(maxsize=4)
def _font(size: int) -> FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont)  # noqa: S101 - Pillow's wheels have FreeType
    return font


def _width(node: Node) -> int:
    big, small = labels(node)
    return max(LEAST_WIDTH, round(max(_font(BIG).getlength(big), _font(SMALL).getlength(small))) + 36)


def _box(pen: ImageDraw.ImageDraw, box: Box, node: Node, colour: str) -> None:
    big, small = labels(node)
    pen.rounded_rectangle(box, radius=BOX_HEIGHT // 2 if colour == LEAF else 14, fill=colour)
    middle, top, bottom = (box[0] + box[2]) / 2, box[1], box[3]
    pen.text((middle, (top + bottom) / 2 - (15 if small else 0)), big, INK, _font(BIG), anchor="mm")
    if small:
        pen.text((middle, (top + bottom) / 2 + 20), small, PALE, _font(SMALL), anchor="mm")


def _line(pen: ImageDraw.ImageDraw, source: Box, target: Box, *, across: bool, ends: bool) -> None:
    """From a box's end to the next one's beginning, with a head where it is no bend."""
    start, end = _end(source, across), _start(target, across)
    pen.line((start, end), LINE, 4)
    if ends:
        pen.polygon(list(_head(start, end)), LINE)
    else:
        pen.line((end, _end(target, across)), LINE, 4)


def _start(box: Box, across: bool) -> Point:
    return (box[0], (box[1] + box[3]) / 2) if across else ((box[0] + box[2]) / 2, box[1])


def _end(box: Box, across: bool) -> Point:
    return (box[2], (box[1] + box[3]) / 2) if across else ((box[0] + box[2]) / 2, box[3])


def _head(start: Point, end: Point) -> Iterator[Point]:
    along, up = end[0] - start[0], end[1] - start[1]
    length = max((along**2 + up**2) ** 0.5, 1.0)
    along, up = along / length, up / length
    yield end
    for side in (-1, 1):
        yield end[0] - 18 * along - side * 9 * up, end[1] - 18 * up + side * 9 * along
