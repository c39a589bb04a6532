"""An instructor sets a server up: over the real client, in both languages, across restarts; and what it changes."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.async_api import Browser, expect

from bot import playground
from bot.playground.message import Message
from bot.playground.people import Person, button, text_of
from bot.playground.places import ASSISTANTS, CHANNELS, GUILD_ID
from bot.playground.refusal import Refusal
from bot.settings import Settings
from bot.values import GuildSettings
from bot.workers.choose import open_worker
from tests.e2e.conftest import CHANNEL, Stack, tutor_at
from tests.e2e.test_in_a_browser import opened, say

OTHER = CHANNELS[1].id
COPIED = "a = np.array([1.0, 2.0, 3.0])\nt = torch.tensor(a)\nb = t.numpy()\na[0] = 100\nprint(a, t, b)"
MENDED = COPIED.replace("torch.tensor(a)", "torch.from_numpy(a)")


def submitted(code: str) -> str:
    return f"submit 3\n```py\n{code}\n```"


async def settings_of(person: Person, slash: bool = True) -> Message:
    """The settings, for who asks alone."""
    if slash:
        person.slash(CHANNEL, "setup")
    else:
        person.say(CHANNEL, "!setup")
        door = await person.reply(30)
        assert door.audience is None
        person.press(door, "setup:page:students")
    card = await person.reply(30)
    assert card.audience == person.user.id
    return card


async def chosen(person: Person, card: Message, action: str, *values: str) -> Message:
    """The settings after a choice, in the same message."""
    person.press(card, action, values)
    return await person.edited(card, 30)


@pytest.fixture
def teacher(stack: Stack) -> Person:
    return stack.place.person("teacher")


@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_all_of_it_is_set_and_turns_in_place(stack: Stack, teacher: Person, lang: str) -> None:
    await stack.ask(teacher, f"!language {lang}")
    card = await settings_of(teacher, slash=lang == "ko")
    for action, value in (("language", "en"), ("details", "private"), ("board", "nicknames"), ("cost", "0.5")):
        card = await chosen(teacher, card, f"setup:{action}:all", value)
        assert text_of(card).startswith("✅")
    card = await chosen(teacher, card, "setup:page:place")
    card = await chosen(teacher, card, "setup:channels:all", CHANNEL, OTHER)
    assert f"<#{OTHER}>" in text_of(card)
    card = await chosen(teacher, card, "setup:instructor:all", ASSISTANTS)
    teacher.press(card, "setup:type:prefix")
    teacher.submit(await teacher.modal(30), {"prefix": "？"})
    card = await teacher.edited(card, 30)
    assert "`?`" in text_of(card)
    teacher.press(card, "setup:plain:on")
    card = await teacher.reply(30)  # a message of components cannot become a plain one
    assert card.audience == teacher.user.id
    assert card.content.startswith("✅")
    assert len(card.components) == 3
    assert len((await chosen(teacher, card, "setup:page:students")).components) == 5
    kept = GuildSettings("en", "?", (CHANNEL, OTHER), ASSISTANTS, "private", "nicknames", 0.5, plain=True)
    assert await stack.tutor.store.guild(GUILD_ID) == kept


async def test_steps_go_on_after_restarts(settings: Settings, sandbox_socket: Path) -> None:
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket})
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        teacher = place.person("teacher")
        async with tutor_at(place, outside, worker):
            card = await settings_of(teacher)
            card = await chosen(teacher, card, "setup:page:place")
        async with tutor_at(place, outside, worker):
            teacher.press(card, "setup:type:prefix")
            form = await teacher.modal(30)
        async with tutor_at(place, outside, worker):
            teacher.submit(form, {"prefix": "$"})
            card = await teacher.edited(card, 30)
            assert "`$`" in text_of(card)
            card = await chosen(teacher, card, "setup:reset:all")
        async with tutor_at(place, outside, worker) as tutor:
            assert (await tutor.guilds.of(GUILD_ID)).prefix == "$"
            card = await chosen(teacher, card, "setup:clear:all")
            assert "✅" in text_of(card)
            assert await tutor.store.guild(GUILD_ID) == GuildSettings()


async def test_the_prefix_is_used_and_named(stack: Stack, teacher: Person) -> None:
    card = await chosen(teacher, await settings_of(teacher), "setup:page:place")
    for typed, said in (("abc", "접두사로 쓸 수 없어서"), ("@", "접두사로 쓸 수 없어서"), ("$", "`$`")):
        teacher.press(card, "setup:type:prefix")
        teacher.submit(await teacher.modal(30), {"prefix": typed})
        card = await teacher.edited(card, 30)
        assert said in text_of(card)
    for asked in ("$exercise 1", "＄exercise 1", f"<@{stack.place.world.bot.id}> exercise 1"):
        assert "`$submit 1`" in await stack.ask(stack.alex, asked)
    assert "`$lesson 1`" in await stack.ask(stack.alex, "$lessons")
    assert "`$help`" in await stack.ask(stack.alex, "$xyzzyplugh")
    assert "`$exercise 1`" in await stack.ask(stack.alex, "$progress")
    assert "`$exercise 1`" in await stack.ask(stack.alex, "$exercise")
    assert "`$lessons`" in await stack.ask(stack.alex, "$lesson 99")
    assert "$submit" in await stack.ask(stack.alex, "$help submit")
    stack.alex.say(CHANNEL, "!exercise 1")  # no command here any more: the next answer is to the next message
    stack.alex.say(stack.alex.dm, "!exercise 1")
    assert "`!submit 1`" in text_of(await stack.alex.reply(30))


async def test_channels(stack: Stack) -> None:
    old = await stack.ask(stack.alex, "!exercise 1")
    assert "submit 1" in old
    stack.alex.say(OTHER, "!exercise 1")
    open_then = await stack.alex.reply(30)
    stack.alex.press(open_then, "private:1")
    both = [text_of(await stack.alex.reply(30)) for _ in range(2)]
    [thread] = [each.split("<#")[1].split(">")[0] for each in both if "<#" in each]
    teacher = stack.place.person("teacher")
    card = await chosen(teacher, await settings_of(teacher), "setup:page:place")
    await chosen(teacher, card, "setup:channels:all", CHANNEL)
    named = f"<#{CHANNEL}>"
    stack.alex.say(OTHER, "!exercise 1")
    refused = await stack.alex.reply(30)
    assert text_of(refused) == f"I do not answer here. Please ask me in {named}"
    for act in (
        lambda: stack.alex.slash(OTHER, "exercise", number=1),
        lambda: stack.alex.press(open_then, "submit:1"),
        lambda: stack.alex.slash(thread, "lessons"),
    ):
        act()
        said = await stack.alex.reply(30)
        assert said.audience == stack.alex.user.id
        assert named in text_of(said)
    stack.alex.say(OTHER, "```py\nx = 1\n```", reply_to=open_then)
    assert named in text_of(await stack.alex.reply(30))
    stack.alex.slash(OTHER, "privacy")
    assert named not in text_of(await stack.alex.reply(30))
    stack.alex.say(OTHER, "!nosuchcommand")
    stack.alex.say(OTHER, "talk of ours")
    assert "submit 1" in await stack.ask(stack.alex, "!exercise 1")
    teacher.say(OTHER, "!exercise 1")
    assert "submit 1" in text_of(await teacher.reply(30))
    stack.alex.say(stack.alex.dm, "!exercise 1")
    assert "submit 1" in text_of(await stack.alex.reply(30))
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings(channels=(OTHER,)))
    stack.alex.say(thread, "!exercise 1")
    assert "submit 1" in text_of(await stack.alex.reply(30))
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings(channels=("1180000000000000999",)))
    assert "submit 1" in await stack.ask(stack.alex, "!exercise 1")  # no channel is left of those that were named


async def test_who_may(stack: Stack, teacher: Person) -> None:
    sam = stack.place.person("sam")
    with pytest.raises(Refusal):
        sam.slash(CHANNEL, "setup")
    assert "manage this server" in await stack.ask(stack.alex, "!setup")
    assert "서버 관리" in await stack.ask(stack.minji, "!설정")
    teacher.say(CHANNEL, "!setup")
    door = await teacher.reply(30)
    stack.alex.press(door, "setup:page:students")
    refused = await stack.alex.reply(30)
    assert refused.audience == stack.alex.user.id
    assert "manage this server" in text_of(refused)
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings(instructor=ASSISTANTS))
    stack.place.world.change_user(replace(stack.alex.user, roles=(ASSISTANTS,)))
    card = await settings_of(stack.alex, slash=False)
    assert "✅" in text_of(await chosen(stack.alex, card, "setup:board:all", "off"))
    stack.place.world.change_user(replace(stack.alex.user, roles=()))
    stack.alex.press(card, "setup:board:all", ["names"])
    assert "manage this server" in text_of(await stack.alex.edited(card, 30))
    assert (await stack.tutor.guilds.of(GUILD_ID)).board == "off"
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings(instructor=GUILD_ID))  # forged: everybody has this role
    assert "manage this server" in await stack.ask(stack.alex, "!setup")
    for person in (stack.alex, teacher):
        person.say(person.dm, "!setup")
        alone = text_of(await person.reply(30))
        assert "own settings" in alone or "서버마다" in alone


async def test_forged_presses_change_nothing(stack: Stack, teacher: Person) -> None:
    card = await settings_of(teacher)
    before = await stack.tutor.guilds.of(GUILD_ID)
    world = stack.place.world
    for action in ("setup:cost:99", "setup:nothing:here", "setup:page:nowhere", "setup:plain:maybe"):
        forged = [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": action}]}]
        world.put(replace(world.message(card.channel, card.id), components=tuple(forged)))
        teacher.press(card, action)
        assert not text_of(await teacher.edited(card, 30)).startswith("✅")
    assert await stack.tutor.guilds.of(GUILD_ID) == before


async def test_hints_cost_on_a_real_submission(stack: Stack, teacher: Person) -> None:
    await chosen(teacher, await settings_of(teacher), "setup:cost:all", "1")
    await stack.ask(stack.alex, "!exercise 3")
    stack.alex.say(CHANNEL, f"!{submitted(COPIED)}")
    result = await stack.alex.reply(30)
    stack.alex.press(result, button(result, "Hint (−1)"))
    hint = await stack.alex.reply(30)
    assert "1 hint: −1" in text_of(hint)
    stack.alex.press(hint, button(hint, "(−1)"))
    assert "−2" in text_of(await stack.alex.reply(30))
    graded = await stack.ask(stack.alex, f"!{submitted(MENDED)}")
    assert "8 / 10" in graded
    assert "2 hints on this exercise: −2 (graded 10)" in graded
    assert "8" in (await stack.ask(stack.alex, "!leaderboard 3")).split("```")[1]


async def test_the_hint_on_an_exercise_s_card_costs_too(stack: Stack, teacher: Person) -> None:
    stack.alex.say(CHANNEL, "!exercise 3")
    old = await stack.alex.reply(30)
    await chosen(teacher, await settings_of(teacher), "setup:cost:all", "1")
    own = stack.tutor.course.exercises[3].texts["en"].hint
    stack.alex.press(old, button(old, "Hint"))  # it was free when this card came
    asked = await stack.alex.reply(30)
    assert asked.audience == stack.alex.user.id
    assert own not in text_of(asked)
    stack.alex.press(asked, button(asked, "Hint (−1)"))
    opened = await stack.alex.reply(30)
    assert own in text_of(opened)
    assert "1 hint: −1" in text_of(opened)
    stack.alex.say(CHANNEL, "!exercise 3")
    card = await stack.alex.reply(30)
    stack.alex.press(card, button(card, "Hint (−1)"))  # once is once
    assert own in text_of(await stack.alex.reply(30))
    assert "9 / 10" in await stack.ask(stack.alex, f"!{submitted(MENDED)}")
    stack.alex.slash(CHANNEL, "privacy")
    mine = await stack.alex.reply(30)
    stack.alex.press(mine, "privacy:delete")
    sure = await stack.alex.reply(30)
    stack.alex.press(sure, "privacy:erase")
    await stack.alex.edited(sure, 30)
    assert "10 / 10" in await stack.ask(stack.alex, f"!{submitted(MENDED)}")


async def test_limits_in_chat(settings: Settings, sandbox_socket: Path) -> None:
    limits = {"sandbox_socket": sandbox_socket, "user_runs": 2, "user_commands": 6}
    outside = settings.model_copy(update=limits)
    async with (
        open_worker(outside) as worker,
        await playground.start("127.0.0.1", 0) as place,
        tutor_at(place, outside, worker),
    ):
        sam = place.person("sam")
        for _ in range(2):
            sam.say(CHANNEL, "!run\n```py\nprint(1)\n```")
            assert "1" in text_of(await sam.reply(30))
        sam.say(CHANNEL, "!run\n```py\nprint(1)\n```")
        assert "<t:" in text_of(await sam.reply(30))
        sam.slash(CHANNEL, "run")
        sam.submit(await sam.modal(30), {"code": "print('mine')"})
        given_back = text_of(await sam.reply(30))
        assert "<t:" in given_back
        assert "print('mine')" in given_back
        for _ in range(12):
            sam.say(CHANNEL, "!lessons")
        said = [text_of(await sam.reply(30)) for _ in range(2 + 1)]
        assert ["<t:" in each for each in said] == [False, False, True]
        with pytest.raises(TimeoutError):
            await sam.reply(1)
        sam.slash(CHANNEL, "lessons")
        told = await sam.reply(30)
        assert told.audience == sam.user.id
        assert "<t:" in text_of(told)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_on_a_phone(browser: Browser, stack: Stack, tmp_path: Path, lang: str) -> None:
    teacher = stack.place.person("teacher")
    await stack.ask(teacher, f"!language {lang}")
    page = await opened(browser, stack, "minji", 390, 844)
    await page.click("#burger")
    await page.click("#me")
    await page.click("[data-user=teacher]")
    await say(page, "!setup")
    await page.locator("[data-custom-id='setup:page:students']").last.click()
    card = page.locator(".message", has=page.locator("[data-custom-id='setup:page:place']")).last
    await expect(card).to_be_visible()
    await card.screenshot(path=tmp_path / f"setup-{lang}-1.png")
    await page.locator("[data-custom-id='setup:page:place']").last.click()
    await expect(page.locator("[data-custom-id='setup:type:prefix']").last).to_be_visible()
    await page.screenshot(path=tmp_path / f"setup-{lang}-2.png")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.locator("[data-custom-id='setup:page:students']").last.click()
    await page.locator("[data-custom-id='setup:cost:all']").last.select_option("1")
    changed = page.locator(".message", has_text="바꿨어요" if lang == "ko" else "Changed").last
    await expect(changed).to_contain_text("−1")
    await changed.screenshot(path=tmp_path / f"setup-{lang}-3.png")
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings(channels=(OTHER,)))
    await page.click("#burger")
    await page.click("#me")
    await page.click("[data-user=minji]")
    await say(page, "!lessons")
    await expect(page.locator(".message", has_text=f"#{CHANNELS[1].name}").last).to_be_visible()
