"""All examples as pictures: both languages, dark and light, wide and phone, and a page that shows them side by side."""

import asyncio
import html
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot import playground
from bot.gallery import browser, wall
from bot.gallery.browser import WIDTHS, Theme
from bot.gallery.examples import EXAMPLES
from bot.values import Frozen
from lessons.course import LANGS, Lang

THEMES: tuple[Theme, ...] = ("dark", "light")


class Shot(Frozen, frozen=True):
    """One picture, and the parts in it that are wider than their place."""

    name: str
    lang: Lang
    theme: Theme
    width: str
    too_wide: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its file's name."""
        return f"{self.name}.{self.lang}.{self.theme}.{self.width}.png"


async def draw(
    folder: Path,
    names: Iterable[str] = EXAMPLES,
    *,
    langs: Iterable[Lang] = LANGS,
    themes: Iterable[Theme] = THEMES,
    widths: Iterable[str] = tuple(WIDTHS),
    plain: bool = False,
    scale: float = 1,
) -> list[Shot]:
    """Write the pictures and `index.html` into a folder. Raises SettingError where there is no Chromium."""
    chosen, shots = list(names), list[Shot]()
    looks = [(theme, width) for theme in themes for width in widths]
    async with browser.chromium() as opened:
        for lang in langs:
            async with await playground.start("127.0.0.1", 0) as place:
                messages = wall.hang(place, lang, chosen, plain=plain)
                for theme, width in looks:
                    async with browser.page(opened, place.url, lang, theme, WIDTHS[width], scale) as page:
                        for name, message in messages.items():
                            shot = Shot(name, lang, theme, width)
                            found = await browser.photograph(page, message, folder / shot.file)
                            shots.append(Shot(name, lang, theme, width, tuple(found)))
    await asyncio.to_thread(_write_index, folder, shots)
    return shots


def _write_index(folder: Path, shots: Iterable[Shot]) -> None:
    (folder / "index.html").write_text("\n".join(_index(shots)), encoding="utf-8")


def _index(shots: Iterable[Shot]) -> Iterator[str]:
    yield "<!doctype html><meta charset=utf-8><title>Tensor Tutor: every card</title>"
    yield "<style>body{font:16px sans-serif;margin:24px;background:#888}h2{margin:32px 0 8px}"
    yield "img{max-width:480px;vertical-align:top;margin:4px}.phone{max-width:195px}</style>"
    last = ""
    for shot in sorted(shots, key=lambda shot: (list(EXAMPLES).index(shot.name), shot.lang != "ko")):
        if shot.name != last:
            last = shot.name
            yield f"<h2>{html.escape(last)}</h2>"
        alt = f"{shot.name}, {shot.lang}, {shot.theme}, {shot.width}"
        yield f'<a href="{shot.file}"><img class="{shot.width}" loading="lazy" src="{shot.file}" alt="{alt}"></a>'
