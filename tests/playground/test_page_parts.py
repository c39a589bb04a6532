"""The chat page's lists and dialogs: selects of the server's things, fields of a modal, files for commands, Apps."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.playground import Playground
from bot.playground.places import ASSISTANTS, CHANNELS
from tests.playground.clients import CHANNEL, running
from tests.playground.parts import Parts
from tests.playground.test_page import opened, say

pytestmark = pytest.mark.browser
FILE = {"name": "풀이.py", "mimeType": "text/x-python", "buffer": b"w = 1"}


@pytest.fixture
async def parts(point: Playground) -> AsyncIterator[Parts]:
    async with running(point, Parts) as client:
        yield client


async def shot(page: Page, tmp_path: Path, name: str) -> None:
    await page.wait_for_timeout(200)
    await page.screenshot(path=tmp_path / f"{name}.png")


@pytest.mark.parametrize(("width", "theme"), [(1200, "dark"), (390, "light")])
async def test_roles_and_channels_are_chosen_from_lists(
    browser: Browser, parts: Parts, point: Playground, tmp_path: Path, width: int, theme: str
) -> None:
    page, wrong = await opened(browser, point, width, f"?user=minji&theme={theme}")
    await say(page, "!settings")
    roles, channels = (page.locator(f"details[data-custom-id={name}]") for name in ("role", "channels"))
    await expect(roles.locator("summary")).to_have_text("@강사")
    await channels.locator("summary").click()
    await expect(channels.locator(".choice")).to_have_count(2)
    await channels.locator(".choice", has_text=CHANNELS[1].name).click()
    await shot(page, tmp_path, f"settings-{width}")
    await page.keyboard.press("Escape")
    await expect(page.locator(".message.ephemeral").last).to_contain_text("channels: ['자유-연습', '파이토치-기초']")
    await roles.locator("summary").click()
    await roles.locator(f".choice:has([value='{ASSISTANTS}'])").click()
    await page.click("#top")
    await expect(page.locator(".message.ephemeral").last).to_contain_text("role: ['조교']")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []


@pytest.mark.parametrize(("width", "theme"), [(1200, "light"), (390, "dark")])
async def test_a_dialog_with_a_field_of_each_kind(
    browser: Browser, parts: Parts, point: Playground, tmp_path: Path, width: int, theme: str
) -> None:
    page, wrong = await opened(browser, point, width, f"?theme={theme}")
    await say(page, "!settings")
    await page.select_option("select[data-custom-id=user]", label="@Sam")
    dialog = page.locator("#modal")
    await dialog.locator("textarea").fill("x = 1")
    await dialog.locator("input[type=file]").set_input_files([FILE])
    await dialog.locator("input[value=en]").check()
    await dialog.locator("[data-custom-id=number]").select_option("2")
    await shot(page, tmp_path, f"dialog-{width}")
    await dialog.locator("button[type=submit]").click()
    await expect(page.locator(".message.ephemeral").last).to_contain_text("x = 1 ['풀이.py'] en ['2'] []")
    await expect(dialog).not_to_be_visible()
    assert wrong == []


@pytest.mark.parametrize("width", [1200, 390])
async def test_a_command_in_korean_takes_a_file(
    browser: Browser, parts: Parts, point: Playground, tmp_path: Path, width: int
) -> None:
    page, wrong = await opened(browser, point, width)
    await page.type("#text", "/제")
    await expect(page.locator(".suggestion b")).to_have_text("/제출")
    await page.press("#text", "Tab")
    await page.type("#text", "3")
    await page.locator(".pick input").set_input_files([FILE])
    await expect(page.locator(".pick.held")).to_contain_text("풀이.py")
    await shot(page, tmp_path, f"command-{width}")
    await page.click("#send")
    await expect(page.locator(".message").last).to_contain_text("hand_in 3 풀이.py: w = 1 -")
    await expect(page.locator(".message").last.locator(".context .mention")).to_have_text("/제출")
    assert wrong == []


async def test_suggestions_come_while_typing(browser: Browser, parts: Parts, point: Playground, tmp_path: Path) -> None:
    page, wrong = await opened(browser, point, 1200, "?user=alex")
    await page.type("#text", "/open lesson:gra")
    await expect(page.locator(".suggestion")).to_have_text(["Gradients", "Graphs"])
    await shot(page, tmp_path, "suggestions")
    await page.press("#text", "ArrowDown")
    await page.press("#text", "Tab")
    await expect(page.locator("#text")).to_have_value("/open lesson:Graphs ")
    await page.press("#text", "Enter")
    await expect(page.locator(".message").last).to_contain_text("lesson 7")
    assert wrong == []


async def test_apps_and_deleting_are_in_a_message_s_menu(
    browser: Browser, parts: Parts, point: Playground, tmp_path: Path
) -> None:
    point.person("alex").say(CHANNEL, "look")
    page, wrong = await opened(browser, point, 1200, "?user=teacher")
    said = page.locator(".message", has_text="look").first
    await said.hover()
    await said.locator(".apps summary").click()
    await shot(page, tmp_path, "apps")
    await said.locator(".apps button", has_text="Weigh").click()
    await expect(page.locator(".message.ephemeral").last).to_contain_text("alex: look []")
    await said.hover()
    await said.locator("[aria-label='삭제']").click()
    await expect(page.locator(".message", has_text="look").first).to_contain_text("alex: look []")
    assert wrong == []
