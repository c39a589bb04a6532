"""The gallery: every card in Chromium, and nothing in it wider than a phone."""

import os
import re
from pathlib import Path

import pytest
from PIL import Image

from bot import playground
from bot.__main__ import main
from bot.gallery import browser, wall
from bot.gallery.browser import WIDTHS
from bot.gallery.draw import draw
from bot.gallery.examples import EXAMPLES
from lessons.course import LANGS, Lang


@pytest.mark.browser
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("lang", LANGS)
async def test_no_card_is_wider_than_a_phone(lang: Lang, plain: bool) -> None:
    async with browser.chromium() as opened, await playground.start("127.0.0.1", 0) as place:
        messages = wall.hang(place, lang, list(EXAMPLES), plain=plain)
        async with browser.page(opened, place.url, lang, "dark", WIDTHS["phone"], 1) as page:
            for name, message in messages.items():
                assert not await browser.too_wide(page, message), name
            assert await page.evaluate("document.documentElement.scrollWidth") <= WIDTHS["phone"]


@pytest.mark.browser
def test_the_command_writes_pictures_and_a_page_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["gallery", str(out), "--only", "help,result_partial"]) == 0
    assert "16 pictures of 2 cards" in capsys.readouterr().out
    page = (out / "index.html").read_text()
    pictures = sorted(out.glob("*.png"))
    assert len(pictures) == 16
    assert all(picture.name in page for picture in pictures)
    for picture in pictures:
        width = WIDTHS[picture.name.split(".")[3]]
        with Image.open(picture) as image:
            assert 0.5 * width < image.width <= width
            assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 50  # something is on it
    dark, light = (Image.open(out / f"help.ko.{theme}.wide.png").convert("L") for theme in ("dark", "light"))
    assert dark.getpixel((2, 2)) < light.getpixel((2, 2))  # type: ignore[operator] # grey is a number


def test_a_name_that_no_card_has_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gallery", str(tmp_path), "--only", "nosuch"]) == 2
    assert "'nosuch'" in capsys.readouterr().err


def test_without_chromium_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["gallery", str(tmp_path / "out"), "--only", "help"]) == 3
    assert "Chromium, which is not on this machine" in capsys.readouterr().err


DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 1_500_000  # all pictures of the documents


def in_docs() -> list[str]:
    """The pictures that docs/cards.md shows."""
    return re.findall(r"\]\(cards/([\w.]+\.png)\)", (DOCS / "cards.md").read_text())


@pytest.mark.browser
async def test_the_documents_pictures_can_be_drawn_anew(tmp_path: Path) -> None:
    """`TUTOR_REDRAW=1 ./tutor test tests/e2e/test_gallery.py` writes them."""
    for file in in_docs():
        name, lang, theme, width, _ = file.split(".")
        [shot] = await draw(tmp_path, [name], langs=[lang], themes=[theme], widths=[width], scale=1.5)  # type: ignore[list-item] # words of a file's name
        assert shot.file == file
        if os.environ.get("TUTOR_REDRAW"):
            (DOCS / "cards").mkdir(exist_ok=True)
            with Image.open(tmp_path / file) as image:
                image.quantize(256, dither=Image.Dither.NONE).save(DOCS / "cards" / file, optimize=True)


def test_the_documents_have_their_pictures_and_no_others() -> None:
    assert {path.name for path in (DOCS / "cards").glob("*.png")} == set(in_docs())
    assert sum(path.stat().st_size for path in DOCS.rglob("*.png")) < MOST_BYTES
