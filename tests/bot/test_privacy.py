"""A student's own data in chat: shown to nobody else, exported whole, deleted for good, hidden; and logs without it."""

import io
import json
import logging
import zipfile
from collections.abc import Awaitable, Callable

import pytest

from bot.archive import MOST, pack
from bot.cards import privacy
from bot.errors import StoreError
from bot.faults import report
from bot.playground import Playground
from bot.playground.message import Message
from bot.playground.people import Person, button, text_of
from bot.playground.places import CHANNELS
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Attempt, Author, File, Holdings, Submission
from bot.workers import Worker
from lessons.course import LANGS, Lang
from sandbox.protocol import Job, Observation
from tests.bot import payloads
from tests.bot.conftest import MINJI, Scripted, gone, serving
from tests.bot.conftest import text_of as card_text

HERE = CHANNELS[0].id
HELD = Holdings(12, 2, 3, "ko", 1_790_000_000.0, 1_790_086_400.0, hidden=False)
With = Callable[[Worker], Tutor]


def attempt(at: int, source: str = "x = 1") -> Attempt:
    seconds = 1_790_000_000.0 + at
    return Attempt(MINJI, 1, source, "partial", "ok", 5.0, 10, 1.5, seconds, "ko", {"sum": 5.0}, submission=f"s{at}")


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


async def downloaded(place: Playground, message: Message) -> dict[str, bytes]:
    """The zip on an answer, as its reader gets it."""
    [file] = message.files
    kept = place.world.file(file.id)
    assert kept is not None
    assert file.name == privacy.FILE
    return unzipped(kept[1])


async def test_an_export_is_whole(store: Store) -> None:
    for at in range(3):
        await store.add_attempt(attempt(at, f"print('값 {at}')"))
    archive = await pack(store, MINJI.id)
    files = unzipped(archive.data)
    assert (archive.programs, archive.left_out) == (3, 0)
    assert files.keys() == {"learners.json", "attempts.json", "answers.json", "hints.json", "regrades.json"} | {
        f"code/attempt-{n}-exercise-1.py" for n in (1, 2, 3)
    }
    assert files["code/attempt-2-exercise-1.py"].decode() == "print('값 1')"
    [learner] = json.loads(files["learners.json"])
    assert (learner["id"], learner["name"], learner["hidden"]) == (MINJI.id, "민지", False)
    first = json.loads(files["attempts.json"])[0]
    assert (first["created"], first["earned"], first["score"]) == ("2026-09-21T14:13:20+00:00", {"sum": 5.0}, 5.0)
    assert json.loads(files["regrades.json"]) == []


async def test_an_export_that_is_too_big_leaves_out_the_oldest_code(store: Store) -> None:
    import secrets

    for at in range(30):
        await store.add_attempt(attempt(at, f"# {secrets.token_hex(4_000)}"))
    archive = await pack(store, MINJI.id, most=60_000)
    assert len(archive.data) <= 60_000
    assert archive.programs + archive.left_out == 30
    assert archive.left_out > 5
    files = unzipped(archive.data)
    kept = {int(name.split("-")[1]) for name in files if name.startswith("code/")}
    assert kept == set(range(31 - archive.programs, 31))
    assert len(json.loads(files["attempts.json"])) == 30
    assert (await pack(store, MINJI.id)).left_out == 0


def test_the_limit_is_discord_s() -> None:
    from bot.playground.limits import MAX_FILE

    assert MOST == MAX_FILE


@pytest.mark.parametrize("lang", LANGS)
def test_every_card_is_one_that_discord_takes(lang: Lang) -> None:
    for card in (
        privacy.door(lang),
        privacy.shown(lang, None),
        privacy.shown(lang, HELD, "now_hidden"),
        privacy.confirm(lang, HELD),
        privacy.removed(lang, {"learners": 1, "attempts": 2, "regrades": 3}),
        privacy.nothing(lang),
    ):
        payloads.check(card)
    body = payloads.check(privacy.exported(lang, b"PK", 5, 2))
    assert [file["filename"] for file in body["attachments"]] == [privacy.FILE]
    assert any(isinstance(block, File) for block in privacy.exported(lang, b"PK", 5, 0).blocks)


def test_what_is_kept_is_said_in_numbers() -> None:
    said = card_text(privacy.shown("en", HELD))
    for part in ("**12**", "**2**", "**3**", "From 2026-09-21 to 2026-09-22", "Korean", "shown", "until you delete it"):
        assert part in said
    assert "2026" not in card_text(privacy.shown("en", Holdings(0, 0, 0, None, None, None, hidden=True)))


@pytest.fixture
def minji(chat: Playground) -> Person:
    return chat.person("minji")


async def _submitted(person: Person, code: str = "print(torch.rand(3, 3))") -> None:
    person.say(HERE, f"!submit 1\n```py\n{code}\n```")
    await person.reply(30)


async def test_in_a_channel_nothing_private_is_said(chat: Playground, minji: Person) -> None:
    await _submitted(minji)
    for word in ("!privacy", "!개인정보", "!내정보"):
        minji.say(HERE, word)
        card = await minji.reply()
        assert card.audience is None
        assert "제출한 풀이" not in text_of(card)
        assert not card.files
        minji.press(card, "privacy:show")
        answer = await minji.reply()
        assert answer.audience == minji.user.id
        assert "**1**개" in text_of(answer)
    public = [each for each in chat.world.messages(HERE) if each.audience is None]
    assert not any("제출한 풀이" in text_of(each) for each in public)


async def test_by_slash_and_in_a_direct_message_it_is_shown_at_once(minji: Person) -> None:
    minji.slash(HERE, "privacy")
    answer = await minji.reply()
    assert answer.audience == minji.user.id
    assert "하나도 없어요" in text_of(answer)
    await _submitted(minji)
    minji.say(minji.dm, "!privacy")
    assert "**1**개" in text_of(await minji.reply())


async def test_who_presses_is_who_is_answered(chat: Playground, minji: Person) -> None:
    await _submitted(minji)
    minji.say(HERE, "!privacy")
    card = await minji.reply()
    alex = chat.person("alex")
    for action in ("privacy:show", "privacy:export", "privacy:delete"):
        alex.press(card, action)
        answer = await alex.reply()
        assert answer.audience == alex.user.id
        assert "nothing about you" in text_of(answer)
        assert not answer.files
    minji.press(card, "privacy:show")
    assert "**1**개" in text_of(await minji.reply())


async def test_the_file_is_a_download_for_who_asked(chat: Playground, minji: Person) -> None:
    await _submitted(minji, "print(torch.rand(3, 3))  # 내 코드")
    minji.slash(HERE, "privacy")
    card = await minji.reply()
    minji.press(card, button(card, "내려받기"))
    answer = await minji.reply()
    assert answer.audience == minji.user.id
    files = await downloaded(chat, answer)
    assert files["code/attempt-1-exercise-1.py"].decode() == "print(torch.rand(3, 3))  # 내 코드"
    assert json.loads(files["learners.json"])[0]["id"] == minji.user.id


async def test_deleting_asks_once_more_and_then_it_is_gone(minji: Person, store: Store) -> None:
    await _submitted(minji)
    minji.slash(HERE, "privacy")
    card = await minji.reply()
    minji.press(card, button(card, "지우기"))
    asked = await minji.reply()
    assert await store.holdings(minji.user.id) is not None
    minji.press(asked, button(asked, "그대로 두기"))
    kept = await minji.edited(asked)
    assert "**1**개" in text_of(kept)
    minji.press(card, button(card, "지우기"))
    asked = await minji.reply()
    minji.press(asked, button(asked, "모두 지우기"))
    done = await minji.edited(asked)
    assert "풀이와 코드 1개" in text_of(done)
    with pytest.raises(KeyError):
        button(done, "모두 지우기")
    assert await store.holdings(minji.user.id) is None
    minji.say(HERE, "!leaderboard")
    assert "민지" not in text_of(await minji.reply())
    await _submitted(minji)
    minji.say(HERE, "!leaderboard")
    assert "민지" in text_of(await minji.reply())


async def test_hiding_takes_the_name_off_the_board_and_keeps_the_rank(chat: Playground, minji: Person) -> None:
    await _submitted(minji)
    minji.slash(HERE, "privacy")
    card = await minji.reply()
    minji.press(card, button(card, "이름 숨기기"))
    card = await minji.edited(card)
    assert "이름이 나오지 않아요" in text_of(card)
    alex = chat.person("alex")
    alex.slash(HERE, "leaderboard")
    public = await alex.reply()
    alex.press(public, button(public, "Where am I?"))
    assert "not on this board yet" in text_of(await alex.reply())
    assert "민지" not in text_of(public)
    assert "(hidden)" in text_of(public)
    minji.say(HERE, "!leaderboard")
    seen = await minji.reply()
    assert ">" not in text_of(seen).split("```")[1]  # a mark that all see would say who is hidden
    minji.press(seen, button(seen, "내 순위"))
    own = await minji.reply()
    assert own.audience == minji.user.id
    assert text_of(own).split("```")[1].splitlines()[2].split()[:2] == [">", "1"]
    assert "(숨김)" in text_of(own)
    minji.press(card, button(card, "이름 보이기"))
    assert "다시 나와요" in text_of(await minji.edited(card))
    minji.say(HERE, "!leaderboard")
    assert "민지" in text_of(await minji.reply())


async def test_an_unknown_button_of_ours_is_said_to_be_old(tutor_with: With) -> None:
    assert await tutor_with(Scripted()).privacy.ask("everything", MINJI, "en") is None


async def test_a_database_that_fails_is_our_fault(tutor_with: With, monkeypatch: pytest.MonkeyPatch) -> None:
    tutor = tutor_with(Scripted())

    async def down(_: str) -> None:
        raise StoreError("The database of TUTOR_DATABASE failed: gone")

    monkeypatch.setattr(tutor.store, "forget", down)
    card = await tutor.privacy.ask("erase", MINJI, "en")
    assert card is not None
    assert "Our database did not answer" in card_text(card)


MARK = "my_secret_variable"
Work = Callable[[Person], Awaitable[None]]


async def _talked(person: Person) -> None:
    """Everything that carries code, a name or an id: right, wrong, refused, by message and by form."""
    for code in ("print(torch.rand(3, 3))", "1 / 0", "import os", "def broken(", "while True: pass"):
        person.say(HERE, f"!submit 1\n```py\n{MARK} = 1\n{code}\n```")
        await person.reply(30)
    person.slash(HERE, "run")
    person.submit(await person.modal(), {"code": f"{MARK} = 2\n{MARK}.no_such"})
    await person.reply(30)
    for text in (f"!{MARK}", f"!exercise {MARK}", f"!language {MARK}", "!privacy", "!leaderboard"):
        person.say(HERE, text)
        await person.reply()


def said_of(person: Person, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Lines of our log with something of a student in them."""
    private = (MARK, person.user.id, person.user.name, "민지")
    lines = [f"{caplog.handler.format(each)} {each.args}" for each in caplog.records if _ours(each.name)]
    return [line for line in lines if any(part in line for part in private)]


def _ours(logger: str) -> bool:
    return logger.split(".")[0] in ("bot", "sandbox", "lessons")


async def test_logs_hold_no_code_no_name_and_no_id(minji: Person, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("bot", "sandbox", "lessons"):
        caplog.set_level(logging.DEBUG, name)
    await _talked(minji)
    assert said_of(minji, caplog) == []


def quoting(job: Job) -> Observation:
    """A bug of ours that quotes what it stumbled over, as exceptions of Python do."""
    raise KeyError(job.source)


@pytest.mark.parametrize("fault", [gone, quoting])
async def test_logs_of_our_faults_hold_none_either(
    fault: Callable[[Job], Observation],
    playground: Playground,
    settings: Settings,
    tutor_with: With,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    minji = playground.person("minji")
    async with serving(playground, settings, tutor_with(Scripted(fault))):
        minji.say(HERE, f"!submit 1\n```py\n{MARK} = 1\n```")
        assert "저희 쪽 문제예요" in text_of(await minji.reply())
    assert [each for each in caplog.records if each.name == "bot.faults"]  # it was logged, so there is what to look at
    assert said_of(minji, caplog) == []


def test_a_fault_is_logged_with_its_causes_and_places(caplog: pytest.LogCaptureFixture) -> None:
    try:
        try:
            raise ValueError(MARK)
        except ValueError as error:
            raise StoreError("The database of TUTOR_DATABASE failed: disk full") from error
    except StoreError as error:
        fault_id = report(error)
    [record] = caplog.records
    said = record.getMessage()
    assert fault_id in said
    assert "StoreError: The database of TUTOR_DATABASE failed: disk full" in said
    assert "ValueError\n" in said
    assert "tests/bot/test_privacy.py:" in said
    assert MARK not in caplog.text


async def test_a_fault_of_the_database_quotes_no_program(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    bad = Attempt(Author("5", "민지", "9"), 1, f"{MARK} = 1", "full", "ok", 11.0, 10, 1.0, 1.0, "ko")
    with pytest.raises(StoreError) as refused:
        await store.add_attempt(bad)
    report(refused.value)
    assert "ck_attempts_score" in caplog.text
    assert MARK not in caplog.text
    assert "민지" not in caplog.text


async def test_free_runs_are_not_kept(tutor: Tutor) -> None:
    await tutor.run(MINJI, "en", Submission("x = 1"))
    assert await tutor.store.holdings(MINJI.id) is None
