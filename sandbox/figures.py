"""matplotlib figures as PNG, in a process that cannot open a font.

Comes in: whatever figures a program left open. Goes out: their pictures. `prepare` runs in the warm parent,
`pictures` in a child.
"""

import io
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

MAX_FIGURES = 3
MAX_BYTES = 2 * 1024 * 1024
DPI = 100
_LATIN, _KOREAN = "DejaVu Sans", "NanumGothic"


def prepare() -> None:
    """Import matplotlib and draw once, with every font read into memory."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import _mathtext, font_manager, ft2font, pyplot, rcsetup, text

    # matplotlib forgets its fonts after a fork, and then looks for their files, which a child cannot.
    files = _keep_fonts(font_manager.fontManager)
    font_manager.ft2font = _FontsInMemory(ft2font, files)  # type: ignore[assignment, attr-defined]
    font_manager.os = _mathtext.os = _KnownFiles(files)  # type: ignore[assignment, attr-defined]
    matplotlib.rcParams["font.sans-serif"] = [_LATIN, _KOREAN]
    matplotlib.RcParams.validate["text.usetex"] = lambda value: _without_latex(rcsetup.validate_bool(value))
    text.Text.set_usetex = lambda self, usetex: setattr(self, "_usetex", _without_latex(usetex))  # type: ignore[method-assign]
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


def _without_latex(wanted: object) -> bool:
    """That a text is not for LaTeX, which is a program of its own. Raises ValueError where it is."""
    if wanted:
        raise ValueError("usetex needs LaTeX, which is not offered here: $...$ is drawn without it")
    return False


def _keep_fonts(manager: Any) -> dict[str, bytes]:
    """matplotlib's own fonts and a Korean one, where there is one; all others are forgotten. By path, their bytes."""
    own = str(Path(sys.modules["matplotlib"].get_data_path()))
    manager.ttflist = [font for font in manager.ttflist if font.fname.startswith(own) or font.name == _KOREAN]
    return {font.fname: Path(font.fname).read_bytes() for font in manager.ttflist} | {
        str(path): path.read_bytes() for path in Path(own, "fonts", "ttf").glob("*.ttf")
    }


class _FontsInMemory:
    """matplotlib's font module, with files read once by the parent."""

    def __init__(self, module: ModuleType, files: dict[str, bytes]) -> None:
        self._module = module
        self._files = files

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def FT2Font(self, path: str, **options: Any) -> Any:
        return self._module.FT2Font(io.BytesIO(self._files[str(path)]), **options)


class _KnownFiles:
    """The module `os`, for which the fonts in memory are files."""

    def __init__(self, files: dict[str, bytes]) -> None:
        def is_known(path: object) -> bool:
            return str(path) in files  # matplotlib's own kind of path has another hash

        self.path = SimpleNamespace(**vars(os.path) | {"isfile": is_known, "exists": is_known})

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)
