"""The leaderboard in chat: pages, one exercise, one's own row, nicknames, hiding, the CSV; over the real client."""

from pathlib import Path

from bot import playground
from bot.cards.board import PAGE
from bot.playground.message import Message
from bot.playground.people import Person, button, text_of
from bot.playground.places import GUILD_ID
from bot.playground.sending import parts_of
from bot.settings import Settings
from bot.tutor import Tutor
from bot.values import Attempt, Author, GuildSettings
from bot.workers.choose import open_worker
from tests.e2e.conftest import CHANNEL, Stack, tutor_at


async def students(tutor: Tutor, *scores: float, exercise: int = 1, first: int = 1) -> None:
    """So many students of the server, each with one attempt."""
    for at, score in enumerate(scores, first):
        author = Author(str(at), f"student-{at}", GUILD_ID)
        await tutor.store.add_attempt(
            Attempt(author, exercise, "x", "partial", "ok", score, 10, 1, 1_790_000_000.0 + at, "en")
        )


async def own(tutor: Tutor, person: Person, score: float, exercise: int = 1) -> None:
    """An attempt of somebody who is there."""
    author = Author(person.user.id, person.user.name, GUILD_ID)
    attempt = Attempt(author, exercise, "x", "partial", "ok", score, 10, 1, 1_790_000_000.0, "en")
    await tutor.store.add_attempt(attempt)


async def asked(person: Person, text: str = "!leaderboard") -> Message:
    person.say(CHANNEL, text)
    return await person.reply(30)


def rows(message: Message) -> list[list[str]]:
    return [line.split() for line in text_of(message).split("```")[1].strip().splitlines()][1:]


async def test_pages_turn_in_place(stack: Stack) -> None:
    await students(stack.tutor, *(10 - at / 4 for at in range(PAGE + 3)))
    card = await asked(stack.alex)
    assert len(rows(card)) == PAGE
    assert "page 1 of 2" in text_of(card)
    stack.minji.press(card, button(card, "Next"))
    second = await stack.alex.edited(card, 30)
    assert [row[0] for row in rows(second)] == [str(PAGE + at) for at in (1, 2, 3)]
    assert "page 2 of 2" in text_of(second)  # in its own language, whoever turns it
    stack.alex.press(second, button(second, "Previous"))
    assert rows(await stack.alex.edited(card, 30)) == rows(card)


async def test_one_exercise_by_command_or_by_choice(stack: Stack) -> None:
    await students(stack.tutor, 3.0, 8.0, exercise=4)
    await students(stack.tutor, 10.0, exercise=5, first=3)
    card = await asked(stack.alex, "!leaderboard 4")
    assert [row[1] for row in rows(card)] == ["8", "3"]
    stack.alex.press(card, "board:show:0", ["5"])
    bonus = await stack.alex.edited(card, 30)
    assert "bonus exercise 5" in text_of(bonus)
    assert [row[-1] for row in rows(bonus)] == ["student-3"]
    stack.alex.slash(CHANNEL, "leaderboard", exercise=4)
    assert "exercise 4" in text_of(await stack.alex.reply(30))
    stack.alex.press(bonus, "board:show:0", ["2"])
    assert "`!exercise 2`" in text_of(await stack.alex.edited(card, 30))
    assert "no exercise 99" in (await stack.ask(stack.alex, "!leaderboard 99")).lower()


async def test_where_am_i(stack: Stack) -> None:
    await students(stack.tutor, *(10.0, 9.0, 8.0, 6.0, 5.0, 4.0))
    await own(stack.tutor, stack.alex, 7.0)
    card = await asked(stack.minji)
    stack.alex.press(card, button(card, "내 순위 보기"))
    mine = await stack.alex.reply(30)
    assert mine.audience == stack.alex.user.id
    assert [row[0] for row in rows(mine)] == ["2", "3", ">", "5", "6"]
    assert ">" not in text_of(card).split("```")[1]


async def test_hide_and_show(stack: Stack) -> None:
    await own(stack.tutor, stack.alex, 7.0)
    card = await asked(stack.minji)
    stack.alex.press(card, button(card, "나를 숨기기"))
    hidden = await stack.alex.reply(30)
    assert hidden.audience == stack.alex.user.id
    assert "no longer on the leaderboard" in text_of(hidden)
    assert rows(await asked(stack.minji))[0][-1] == "(숨김)"
    stack.alex.press(hidden, button(hidden, "Show me"))
    assert "again" in text_of(await stack.alex.edited(hidden, 30))
    assert rows(await asked(stack.minji))[0][-1] == stack.alex.user.name


async def test_a_nickname_is_typed_in_a_form(stack: Stack) -> None:
    await own(stack.tutor, stack.alex, 7.0)
    await own(stack.tutor, stack.minji, 6.0)
    card = await asked(stack.alex)
    for typed, said in (
        ("**brave** otter", "**brave otter**"),
        ("@everyone\u202e#", "**everyone**"),
        ("x", "fewer than 2"),
        (stack.minji.user.name, "Somebody in this server"),
        ("z\u0300\u0301\u0302a", "**z\u0300a**"),
        ("수달 대장", "**수달 대장**"),
    ):
        stack.alex.press(card, button(card, "Nickname"))
        stack.alex.submit(await stack.alex.modal(30), {"nickname": typed})
        answer = await stack.alex.reply(30)
        assert answer.audience == stack.alex.user.id
        assert answer.mentions == ()
        assert said in text_of(answer)
    assert "수달 대장" in text_of(await asked(stack.minji))
    stack.alex.press(card, button(card, "Nickname"))
    form = await stack.alex.modal(30)
    [box] = [part for part in parts_of(form.payload["components"]) if part.get("type") == 4]
    assert box["value"] == "수달 대장"
    stack.alex.submit(form, {"nickname": ""})
    assert "nickname is gone" in text_of(await stack.alex.reply(30))
    assert rows(await asked(stack.minji))[0][-1] == stack.alex.user.name


async def test_cards_and_forms_outlive_a_restart(settings: Settings, sandbox_socket: Path) -> None:
    outside = settings.model_copy(update={"sandbox_socket": sandbox_socket})
    async with open_worker(outside) as worker, await playground.start("127.0.0.1", 0) as place:
        minji = place.person("minji")
        async with tutor_at(place, outside, worker) as tutor:
            await own(tutor, minji, 7.0)
            card = await asked(minji)
            minji.press(card, button(card, "별명"))
            form = await minji.modal(30)
        async with tutor_at(place, outside, worker):
            minji.submit(form, {"nickname": "수달"})
            assert "수달" in text_of(await minji.reply(30))
            minji.press(card, button(card, "내 순위 보기"))
            assert "수달" in text_of(await minji.reply(30))


async def test_the_csv_is_offered_and_given_to_instructors_alone(stack: Stack) -> None:
    await students(stack.tutor, 10.0, 9.0)
    teacher = stack.place.person("teacher")
    assert "CSV" not in str((await asked(stack.alex)).components)
    card = await asked(teacher)
    export = "board:export:0"
    teacher.press(card, export)
    given = await teacher.reply(30)
    assert given.audience == teacher.user.id
    [file] = given.files
    kept = stack.place.world.file(file.id)
    assert kept is not None
    assert "student-2" in kept[1].decode("utf-8-sig")
    stack.alex.press(card, export)
    refused = await stack.alex.reply(30)
    assert refused.files == ()
    assert "Only instructors" in text_of(refused)


async def test_a_server_without_a_board_shows_it_to_its_instructors(stack: Stack) -> None:
    await students(stack.tutor, 10.0)
    await stack.tutor.guilds.set(GUILD_ID, GuildSettings(board="off"))
    teacher = stack.place.person("teacher")
    card = await asked(stack.alex)
    assert "no leaderboard" in text_of(card)
    look = button(card, "Show it to an instructor")
    stack.alex.press(card, look)
    assert "Only instructors" in text_of(await stack.alex.reply(30))
    teacher.press(card, look)
    seen = await teacher.reply(30)
    assert seen.audience == teacher.user.id
    assert "student-1" in text_of(seen)
    teacher.slash(CHANNEL, "leaderboard")
    seen = await teacher.reply(30)
    assert seen.audience == teacher.user.id
    assert "student-1" in text_of(seen)
    stack.alex.slash(CHANNEL, "leaderboard")
    assert "no leaderboard" in text_of(await stack.alex.reply(30))
    assert "student-1" not in text_of(await asked(stack.alex))


async def test_how_the_class_stands_is_for_instructors_alone(stack: Stack) -> None:
    await students(stack.tutor, 10.0, 4.0)
    await students(stack.tutor, 6.0, exercise=4)
    teacher = stack.place.person("teacher")
    card = await asked(teacher)
    klass = button(card, "반 현황")
    teacher.press(card, klass)
    seen = await teacher.reply(30)
    assert seen.audience == teacher.user.id
    assert rows(seen)[0][:2] == ["1", "2"]
    teacher.press(seen, "board:class:0", ["4"])
    one = await teacher.edited(seen, 30)
    assert [row[-1] for row in rows(one)] == ["student-2", "student-1"]
    stack.alex.press(card, klass)
    refused = await stack.alex.reply(30)
    assert "Only instructors" in text_of(refused)
    assert refused.audience == stack.alex.user.id
