"""Reactions, both ways and on the page."""

import discord
import pytest
from playwright.async_api import Browser, expect

from bot.playground import Playground
from bot.playground.places import REACT
from bot.playground.refusal import Refusal
from tests.playground.clients import CHANNEL, until
from tests.playground.echo import Echo
from tests.playground.test_page import opened


async def test_reactions_are_heard_and_given(echo: Echo, point: Playground) -> None:
    minji, alex = point.person("minji"), point.person("alex")
    heard: list[tuple[str, str, int]] = []

    async def note(payload: discord.RawReactionActionEvent) -> None:
        heard.append((payload.event_type, str(payload.emoji), payload.user_id))

    echo.add_listener(note, "on_raw_reaction_add")
    echo.add_listener(note, "on_raw_reaction_remove")
    said = minji.say(CHANNEL, "look")
    message = echo.get_partial_messageable(int(CHANNEL)).get_partial_message(int(said.id))
    await message.add_reaction("✅")
    alex.react(said, "✅")
    alex.react(said, "✅")
    alex.react(said, "🎉")
    await until(lambda: len(heard) == 4)
    assert [(kind, emoji) for kind, emoji, _ in heard[1:]] == [
        ("REACTION_ADD", "✅"),
        ("REACTION_REMOVE", "✅"),
        ("REACTION_ADD", "🎉"),
    ]
    assert [(str(r.emoji), r.count, r.me) for r in (await message.fetch()).reactions] == [
        ("✅", 1, True),
        ("🎉", 1, False),
    ]
    await message.remove_reaction("✅", discord.Object(echo.application_id or 0))
    with pytest.raises(discord.Forbidden):
        await message.clear_reactions()
    with pytest.raises(discord.HTTPException) as unknown:
        await message.add_reaction("party")
    assert unknown.value.code == 10014
    point.permit(CHANNEL, deny=REACT, who=alex.user.id)
    with pytest.raises(Refusal, match="Missing Permissions"):
        alex.react(said, "✅")


@pytest.mark.browser
async def test_the_page_shows_reactions(browser: Browser, echo: Echo, point: Playground) -> None:
    alex = point.person("alex")
    said = alex.say(CHANNEL, "look")
    alex.react(said, "👍")
    page, wrong = await opened(browser, point, 390, "?user=minji&theme=dark")
    chip = page.locator(".reaction")
    await expect(chip).to_have_text("👍 1")
    await chip.click()
    await expect(page.locator(".reaction.mine")).to_have_text("👍 2")
    await page.locator(".message").hover()
    await page.locator(".quick summary").click()
    await page.click(".quick [aria-label='🎉']")
    await expect(page.locator(".reaction")).to_have_count(2)
    assert wrong == []
