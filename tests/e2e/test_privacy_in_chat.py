"""A student asks what is kept, takes it along, and has it deleted: over the real client, whole and in private."""

import io
import json
import zipfile

import pytest
from playwright.async_api import Browser, expect

from bot.playground.people import button, text_of
from tests.e2e.conftest import CHANNEL, Stack
from tests.e2e.test_in_a_browser import opened, say

RIGHT = "x = torch.rand(3, 3)\nprint(x)\nprint(x.dtype)"


async def test_show_export_delete(stack: Stack) -> None:
    alex = stack.alex
    for code in (RIGHT, "print(1)"):
        await stack.ask(alex, f"!submit 1\n```py\n{code}\n```")
    await stack.ask(stack.minji, f"!submit 1\n```py\n{RIGHT}\n```")
    alex.slash(CHANNEL, "privacy")
    card = await alex.reply()
    assert card.audience == alex.user.id
    assert "(code and score): **2**" in text_of(card)

    alex.press(card, button(card, "Export"))
    export = await alex.reply()
    assert export.audience == alex.user.id
    [file] = export.files
    kept = stack.place.world.file(file.id)
    assert kept is not None
    with zipfile.ZipFile(io.BytesIO(kept[1])) as files:
        programs = [files.read(name).decode() for name in files.namelist() if name.endswith(".py")]
        rows = json.loads(files.read("attempts.json"))
    assert sorted(programs) == sorted([RIGHT, "print(1)"])
    assert [(row["exercise"], row["score"]) for row in rows] == [(1, 10.0), (1, 0.0)]

    alex.press(card, button(card, "Delete"))
    asked = await alex.reply()
    alex.press(asked, button(asked, "Delete everything"))
    done = await alex.edited(asked)
    assert "with their code: 2" in text_of(done)
    assert not any((await stack.tutor.store.tables(alex.user.id)).values())
    board = await stack.ask(stack.minji, "!leaderboard")
    assert "민지" in board
    assert "Alex" not in board
    await stack.ask(alex, f"!submit 1\n```py\n{RIGHT}\n```")
    assert "Alex" in await stack.ask(stack.minji, "!leaderboard")


@pytest.mark.browser
@pytest.mark.parametrize("user", ["minji", "alex"])
async def test_on_a_phone_the_file_is_a_download(browser: Browser, stack: Stack, user: str) -> None:
    page = await opened(browser, stack, "minji", 390, 844)
    if user == "alex":
        await page.click("#burger")
        await page.click("#me")
        await page.click("[data-user=alex]")
    await say(page, f"!submit 1\n```py\n{RIGHT}\n```")
    await expect(page.locator(".message", has_text="10 / 10").last).to_be_visible(timeout=20_000)
    await say(page, "!privacy")
    for action in ("show", "export"):
        await page.locator(f"[data-custom-id='privacy:{action}']").last.click()
    link = page.locator(".file a").last
    await expect(link).to_have_text("tensor-tutor-data.zip")
    async with page.expect_download() as download:
        await link.click()
    with zipfile.ZipFile(await (await download.value).path()) as files:
        assert RIGHT in [files.read(name).decode() for name in files.namelist()]
    await page.locator("[data-custom-id='privacy:delete']").last.click()
    await page.locator("[data-custom-id='privacy:erase']").last.click()
    await expect(page.locator("[data-custom-id='privacy:erase']")).to_have_count(0)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
