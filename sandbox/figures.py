"""matplotlib figures as PNG, in a process that cannot open a font.

Comes in: whatever figures a program left open. Goes out: their pictures. `prepare` runs in the warm parent,
`pictures` in a child.
"""

import functools
import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

MAX_FIGURES = 3
MAX_BYTES = 2 * 1024 * 1024
DPI = 100


def prepare() -> None:
    """Import matplotlib and draw once, with fonts read into memory."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import font_manager, ft2font, pyplot

    # matplotlib forgets its fonts after a fork and opens them again, which a child cannot; so they come from memory.
    font_manager.ft2font = _FontsInMemory(ft2font)  # type: ignore[assignment, attr-defined]
    figure, axes = pyplot.subplots()
    axes.plot([1, 2], [1, 2], label="a"), axes.scatter([1], [1]), axes.hist([1, 2, 2]), axes.legend()
    axes.set_title("$x^2$ title"), axes.set_xlabel("x"), axes.imshow([[0, 1]]), axes.bar([1], [2])
    _draw(figure)
    pyplot.close("all")


def pictures() -> list[bytes]:
    """The open figures as a notebook shows them at a cell's end: at most 3, and 2 MiB in all."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    found: list[bytes] = []
    if pyplot is None:
        return found
    for number in pyplot.get_fignums()[:MAX_FIGURES]:
        found.append(_draw(pyplot.figure(number)))
        if sum(map(len, found)) > MAX_BYTES:
            return found[:-1]
    return found


def _draw(figure: Any) -> bytes:
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=DPI, bbox_inches="tight")
    return picture.getvalue()


class _FontsInMemory:
    """matplotlib's font module, with files read once by the parent."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def FT2Font(self, path: str, **options: Any) -> Any:
        return self._module.FT2Font(io.BytesIO(_font(path)), **options)


@functools.cache
def _font(path: str) -> bytes:
    return Path(path).read_bytes()
