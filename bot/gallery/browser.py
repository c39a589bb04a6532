"""Chromium without a window: finds it, opens the chat page in it, and photographs messages."""

import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.errors import SettingError
from bot.gallery.examples.classroom import NOW
from bot.playground.places import PEOPLE
from lessons.course import Lang

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

Theme = Literal["dark", "light"]
WIDTHS = {"wide": 1000, "phone": 390}
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = [
    "--no-sandbox",  # it opens nothing but our own page, and root has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_TALL = 4_000  # pixels: no card is taller, and what is out of sight is not photographed
_SETTLED = """async () => {
  await document.fonts.ready;
  const pictures = [...document.querySelectorAll("#log img")];
  pictures.forEach((picture) => { picture.loading = "eager"; });
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => null)));
}"""
_ALONE = "#log .message header { display: none }"  # who said it, and when: the same everywhere, and never twice
_TOO_WIDE = """(body) => [body, ...body.querySelectorAll("*")]
  .filter((part) => !part.closest("pre, .tools, svg, details:not([open]) > .choices"))
  .filter((part) => part.clientWidth && part.scrollWidth > part.clientWidth + 1)
  .filter((part) => getComputedStyle(part).textOverflow !== "ellipsis" || part.closest(".button"))
  .filter((part) => getComputedStyle(part).display !== "inline")
  .map((part) => `${part.tagName.toLowerCase()}.${part.className}: ${part.textContent.slice(0, 40)}`)"""


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator["Browser"]:
    """A browser for as long as the block lasts. Raises SettingError where there is none."""
    try:
        from playwright.async_api import async_playwright
    except ImportError:
        raise SettingError(
            "The gallery is drawn through playwright, which is not installed: run ./tutor test once."
        ) from None
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise SettingError(
            "The gallery is drawn by Chromium, which is not on this machine (Debian: apt install chromium)."
        )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=_OPTIONS)
        try:
            yield browser
        finally:
            await browser.close()


@contextlib.asynccontextmanager
async def page(
    browser: "Browser", url: str, lang: Lang, theme: Theme, width: int, scale: float
) -> AsyncIterator["Page"]:
    """The chat as somebody of that language sees it, with every picture there."""
    user = next(person.id for person in PEOPLE if person.locale.startswith(lang))
    view = {"width": width, "height": _TALL}
    context = await browser.new_context(
        viewport=view,  # type: ignore[arg-type] # two numbers
        device_scale_factor=scale,
        color_scheme=theme,
        bypass_csp=True,
    )
    try:
        opened = await context.new_page()
        await opened.clock.set_fixed_time(NOW)
        await opened.add_init_script(f"sessionStorage.setItem('user', '{user}')")
        await opened.goto(f"{url}?theme={theme}")
        await opened.locator("#log .message").last.wait_for()
        await opened.add_style_tag(content=_ALONE)
        await opened.evaluate(_SETTLED)
        yield opened
    finally:
        await context.close()


async def photograph(page: "Page", message: str, path: Path) -> list[str]:
    """One message as a PNG; gives the parts of it that are wider than their place."""
    body = page.locator(f'[data-id="{message}"] .body')
    await body.scroll_into_view_if_needed()
    await body.screenshot(path=path)
    return await too_wide(page, message)


async def too_wide(page: "Page", message: str) -> list[str]:
    """The parts of a message that are wider than their place; code may be, for it is scrolled, and a closed list."""
    found: list[str] = await page.locator(f'[data-id="{message}"] .body').evaluate(_TOO_WIDE)
    return found
