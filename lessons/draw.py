"""The author's command `python -m lessons.draw`: the formulas of the lessons come in, a PNG of each goes out.

The only module of this room with matplotlib; nothing imports it. A picture is twice the size it is shown in,
light on a solid dark panel so that it reads in both of Discord's themes, and carries its TeX and style.
"""

import sys
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from lessons.course import LANGS
from lessons.load import COURSE, formulas
from lessons.notebook import read_notebook

STYLE = "panel-1"  # name it anew when anything below changes: tests then ask for new pictures
WIDTH = 800  # the same for all, so that Discord scales all alike
PADDING = 30
DPI = 200
POINTS = 14
PANEL, INK = "#2b2d31", "#f2f3f5"


def draw(tex: str, file: Path) -> None:
    """Write one formula's PNG; raises ValueError where mathtext cannot draw it or it is too wide."""
    displayed = tex.replace(r"\frac", r"\dfrac")  # `$$` means full-size fractions, mathtext draws small ones
    figure = Figure(dpi=DPI, facecolor=PANEL)
    with matplotlib.rc_context({"mathtext.fontset": "stix"}):
        text = figure.text(0.5, 0.5, f"${displayed}$", size=POINTS, color=INK, ha="center", va="center")
        figure.draw_without_rendering()  # lays the text out
        box = text.get_window_extent()
        if box.width > WIDTH - 2 * PADDING:
            raise ValueError(f"{box.width:.0f} pixels are too wide for a panel of {WIDTH}: {tex}")
        figure.set_size_inches(WIDTH / DPI, round(box.height + 2 * PADDING) / DPI)
        figure.savefig(file, metadata={"Software": STYLE, "Description": tex})


def main(folder: Path = COURSE) -> None:
    """Draw every formula and remove what no lesson shows."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    notebooks = [read_notebook(folder / f"lesson.{lang}.md") for lang in LANGS]
    wanted = {formula.picture: formula.tex for notebook in notebooks for _, formula in formulas(notebook)}
    for name, tex in wanted.items():
        draw(tex, pictures / name)
        sys.stdout.write(f"{name}  {tex}\n")
    for old in {file.name for file in pictures.glob("*.png")} - wanted.keys():
        (pictures / old).unlink()


if __name__ == "__main__":
    main()
