"""A student with a browser: types `!exercise 4`, answers the card, reads the grade. The screenshot is the README's.

`TUTOR_REDRAW=1 ./tutor test tests/e2e/test_in_a_browser.py` writes the pictures of `docs/` anew.
"""

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Stack

pytestmark = pytest.mark.browser
DOCS = Path(__file__).parent.parent.parent / "docs"
ANSWER = """```py
import torch

a = torch.tensor([1., 2., 3.], requires_grad=True)
b = torch.tensor([4., 5., 6.])
print(a + b)
print(a - b)
print(a * b)
print(a + 3)
(a * b).sum().backward()
```"""


async def opened(browser: Browser, stack: Stack, user: str, width: int, height: int) -> Page:
    page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
    await page.goto(stack.place.url)
    await expect(page.locator("#status.on")).to_be_visible()
    if user != "minji":
        await page.click("#me")
        await page.click(f"[data-user={user}]")
    return page


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


@pytest.mark.parametrize(
    ("user", "width", "height", "grade", "picture"),
    [("alex", 1000, 1180, "8 / 10", "exercise-4.png"), ("minji", 390, 844, "8 / 10", "exercise-4-phone.png")],
)
async def test_exercise_4_is_answered_and_graded(
    browser: Browser, stack: Stack, tmp_path: Path, user: str, width: int, height: int, grade: str, picture: str
) -> None:
    page = await opened(browser, stack, user if width > 600 else "minji", width, height)
    await say(page, "!exercise 4")
    card = page.locator(".message", has=page.locator(".container")).last
    await expect(card).to_contain_text("4")
    await card.hover()
    await card.locator(
        "[data-act=reply], .reply-button, button[aria-label*=eply], button[aria-label*=답장]"
    ).first.click()
    await page.fill("#text", ANSWER)
    await page.press("#text", "Enter")
    result = page.locator(".message", has_text=grade).last
    await expect(result).to_contain_text("tensor([5., 7., 9.]")
    await expect(result).to_contain_text("[4., 5., 6.]")
    await page.wait_for_timeout(300)
    await page.screenshot(path=(DOCS if os.environ.get("TUTOR_REDRAW") else tmp_path) / picture)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
