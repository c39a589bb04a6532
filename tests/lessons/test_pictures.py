"""Every formula has its up-to-date picture, and no picture is left over."""

import shutil

import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from lessons.course import LANGS
from lessons.draw import INK, PANEL, STYLE, WIDTH, draw, main
from lessons.load import COURSE, formulas
from lessons.notebook import picture_name, read_notebook

FORMULAS = {
    formula.picture: formula.tex
    for lang in LANGS
    for _, formula in formulas(read_notebook(COURSE / f"lesson.{lang}.md"))
}


def test_pictures_are_those_of_the_formulas():
    assert {file.name for file in (COURSE / "pictures").iterdir()} == FORMULAS.keys()
    assert len(FORMULAS) >= 10


@pytest.mark.parametrize("name", FORMULAS)
def test_a_picture_shows_its_formula_in_the_style_of_today(name):
    with Image.open(COURSE / "pictures" / name) as picture:
        assert picture.text == {"Description": FORMULAS[name], "Software": STYLE}
        assert picture.width == WIDTH
        assert picture.height < WIDTH / 2
        panel = tuple(round(255 * part) for part in to_rgb(PANEL))
        colours = picture.convert("RGB").getcolors(maxcolors=1 << 16)
        assert max(colours) == (max(colours)[0], panel)
        assert tuple(round(255 * part) for part in to_rgb(INK)) in {colour for _, colour in colours}
        edge = picture.convert("RGB").crop((0, 0, WIDTH, 10)).getcolors()
        assert edge == [(10 * WIDTH, panel)]


def test_the_command_draws_what_is_missing_and_removes_what_is_old(tmp_path):
    for lang in LANGS:
        shutil.copy(COURSE / f"lesson.{lang}.md", tmp_path)
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "old.png").touch()
    main(tmp_path)
    assert {file.name for file in (tmp_path / "pictures").iterdir()} == FORMULAS.keys()


def test_the_name_follows_the_formula():
    assert picture_name("x^2") != picture_name("x^3")
    assert len(picture_name("x^2")) == len("0123456789ab.png")


def test_a_formula_that_does_not_fit_is_not_drawn(tmp_path):
    with pytest.raises(ValueError, match="too wide"):
        draw("x + y + z + " * 20 + "1", tmp_path / "wide.png")
    assert not list(tmp_path.iterdir())


def test_a_formula_that_mathtext_cannot_draw_is_not_drawn(tmp_path):
    with pytest.raises(ValueError, match="Unknown symbol"):
        draw(r"\nosuchsymbol", tmp_path / "odd.png")
