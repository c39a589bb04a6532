"""What the page's address can ask for: who, where, which theme, one message alone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.playground import Playground
from bot.playground.places import CHANNELS
from tests.playground.clients import CHANNEL
from tests.playground.echo import Echo
from tests.playground.test_page import opened

pytestmark = pytest.mark.browser
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(49, 51, 56)"


async def test_the_address_says_who_and_where_until_someone_else_is_chosen(browser: Browser, point: Playground) -> None:
    page, wrong = await opened(browser, point, 1200, f"?user=alex&channel={CHANNELS[1].id}")
    await expect(page.locator("#me")).to_contain_text("@alex")
    await expect(page.locator("#channel-name")).to_have_text(CHANNELS[1].name)
    await page.locator(".channel").first.click()
    await expect(page.locator("#channel-name")).to_have_text(CHANNELS[0].name)
    await page.click("#me")
    await page.click("[data-user=sam]")
    await expect(page.locator("#me")).to_contain_text("@sam")
    assert wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
async def test_a_card_in_both_themes(
    browser: Browser, echo: Echo, point: Playground, tmp_path: Path, width: int, theme: str
) -> None:
    alex = point.person("alex")
    alex.say(CHANNEL, "!show 3")
    card = await alex.reply()
    alex.react(card, "🎉")
    thread = alex.start_thread(CHANNEL, "Practice", private=True)
    page, wrong = await opened(browser, point, width, f"?user=alex&theme={theme}")
    await expect(page.locator(".container")).to_be_visible()
    assert await page.evaluate(BACKGROUND) == (LIGHT if theme == "light" else DARK)
    await page.screenshot(path=tmp_path / f"card-{width}-{theme}.png")
    page, more = await opened(browser, point, width, f"?user=alex&theme={theme}&only={card.id}")
    await expect(page.locator(".message")).to_have_count(1)
    for gone in ("#sidebar", "#composer", "#top", ".welcome"):
        await expect(page.locator(gone)).not_to_be_visible()
    await page.click(".button:has-text('Count 3')")
    await expect(page.locator(".button:has-text('Count 4')")).to_be_visible()
    alex.say(CHANNEL, "another")
    await page.wait_for_timeout(100)
    await expect(page.locator(".message")).to_have_count(1)
    await page.screenshot(path=tmp_path / f"only-{width}-{theme}.png")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert (wrong, more, thread.kind) == ([], [], 12)


@pytest.mark.parametrize(("scheme", "shown"), [("light", LIGHT), ("dark", DARK)])
async def test_without_a_word_the_reader_s_system_says_the_theme(
    browser: Browser, point: Playground, scheme: str, shown: str
) -> None:
    page = await browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    await page.goto(point.url)
    await expect(page.locator("#me")).to_contain_text("@minji")
    assert await page.evaluate(BACKGROUND) == shown
