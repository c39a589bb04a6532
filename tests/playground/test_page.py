"""The chat page in a real browser: say, read, press, answer a dialog, switch people, on a desk and on a phone."""

import pytest
from playwright.async_api import Browser, Page, expect

from bot.playground import Playground
from tests.playground.clients import CHANNEL
from tests.playground.echo import Echo

pytestmark = pytest.mark.browser


async def opened(
    browser: Browser, playground: Playground, width: int = 1280, query: str = ""
) -> tuple[Page, list[str]]:
    """A page, and what went wrong in it."""
    page = await browser.new_page(viewport={"width": width, "height": 800})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    await page.goto(playground.url + query)
    return page, wrong


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_student_says_reads_and_presses(browser: Browser, echo: Echo, point: Playground, width: int) -> None:
    page, wrong = await opened(browser, point, width)
    await expect(page.locator("#status.on")).to_be_visible()
    await say(page, "!echo **굵게** <img src=x onerror=alert(1)>")
    answer = page.locator(".message").last
    await expect(answer.locator("strong")).to_have_text("굵게")
    await expect(answer).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(answer.locator(".context")).to_contain_text("민지")
    await say(page, "!show 3")
    await expect(page.locator(".container .py-builtin")).to_have_text("print")
    await page.click(".button:has-text('Count 3')")
    await expect(page.locator(".container code").first).to_have_text("4")
    await expect(page.locator(".button:has-text('Off')")).to_be_disabled()
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []


async def test_a_fence_that_is_only_spoken_of_is_no_fence(browser: Browser, point: Playground) -> None:
    """Three backticks inside inline code, or escaped, open no block; what follows is drawn as it was meant."""
    page, wrong = await opened(browser, point)
    await expect(page.locator("#text")).to_be_visible()
    said = await page.evaluate(
        """async (text) => {
          const { markdown } = await import("/static/markdown.js");
          const box = document.createElement("div");
          box.append(markdown(text));
          return [...box.querySelectorAll("code, pre")].map((each) => `${each.tagName} ${each.textContent}`);
        }""",
        "write `` ```py `` first, not `x`, nor \\`\\`\\`, then\n```py\na = `1`\n```",
    )
    assert said == ["CODE ```py", "CODE x", "PRE a = `1`", "CODE a = `1`"]
    assert wrong == []


async def test_ephemeral_dialog_and_slash(browser: Browser, echo: Echo, point: Playground) -> None:
    page, wrong = await opened(browser, point)
    await expect(page.locator("#status.on")).to_be_visible()
    await page.type("#text", "/for")
    await expect(page.locator(".suggestion b")).to_have_text("/form")
    await page.press("#text", "Enter")
    await page.press("#text", "Enter")
    await page.fill("#modal textarea", "x = 1")
    await page.click("#modal button[type=submit]")
    last = page.locator(".message.ephemeral").last
    await expect(last).to_contain_text("code=x = 1")
    await expect(last).to_contain_text("나만 볼 수 있는")
    await page.click("#me")
    await page.click("[data-user=alex]")
    await expect(page.locator("#text")).to_have_attribute("placeholder", "Message #파이토치-기초")
    await expect(page.locator(".message.ephemeral")).to_have_count(0)
    assert wrong == []


async def test_reply_and_multi_line_code(browser: Browser, echo: Echo, point: Playground) -> None:
    page, wrong = await opened(browser, point)
    await expect(page.locator("#status.on")).to_be_visible()
    code = "```py\nfor i in range(3):\n    print(i)\n```"
    await say(page, code)
    await page.locator(".message").last.hover()
    await page.click(".message:last-child [aria-label='답장']")
    await expect(page.locator("#replying")).to_contain_text("민지")
    await say(page, "!quote")
    await expect(page.locator(".message").last).to_contain_text("you quote:")
    await page.locator("#text").press("ArrowUp")
    await page.fill(".editor textarea", "!quote again")
    await page.press(".editor textarea", "Enter")
    await expect(page.locator(".edited")).to_be_visible()
    (first, second, _answer) = point.world.messages(CHANNEL)
    assert first.content == code
    assert second.reply_to == first.id
    assert wrong == []


async def test_on_a_phone_enter_is_a_new_line(browser: Browser, echo: Echo, point: Playground) -> None:
    page = await browser.new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    await page.goto(point.url)
    await expect(page.locator("#status.on")).to_be_visible()
    await page.fill("#text", "```py\nx = 1\n```")
    await page.tap("#send")
    await page.locator(".message header").tap()
    await page.tap(".message [aria-label='수정']")
    await page.fill(".editor textarea", "```py\nx = 1\nx\n```")
    await page.press(".editor textarea", "Enter")
    await page.type(".editor textarea", "끝")
    await page.get_by_text("저장", exact=True).tap()
    await expect(page.locator(".edited")).to_be_visible()
    (changed,) = point.world.messages(CHANNEL)
    assert changed.content == "```py\nx = 1\nx\n```\n끝"
    await page.locator(".message header").tap()
    await page.tap(".message [aria-label='수정']")
    await page.fill(".editor textarea", "```py\ny\n```")
    await page.get_by_text("취소", exact=True).tap()
    await expect(page.locator(".editor")).to_have_count(0)
    assert [message.content for message in point.world.messages(CHANNEL)] == [changed.content]


async def test_the_page_says_that_the_tutor_is_starting(browser: Browser, playground: Playground) -> None:
    page, wrong = await opened(browser, playground)
    await expect(page.locator("#starting")).to_contain_text("준비하고 있어요")
    assert wrong == []
