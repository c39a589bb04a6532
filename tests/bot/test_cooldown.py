"""How often somebody may: a window that slides, bounded memory, one warning; and what a student is told."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cooldown import Cooldown, Flood, take
from bot.settings import Settings
from bot.store import Store
from bot.tutor import Tutor
from bot.values import Author, Submission, Unread
from lessons.course import LANGS, Course, Lang
from tests.bot.conftest import MINJI, Scripted, text_of
from tests.bot.payloads import check, check_plain

ALEX = Author("2", "Alex", "9")
UNTIL = re.compile(r"<t:(\d+):R>")


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_window_slides(clock: Clock) -> None:
    window = Cooldown(2, 30, clock)
    for at in (100, 110):
        clock.now = at
        assert take((window, "a")) == 0
    clock.now = 120
    assert take((window, "a")) == 10
    assert take((window, "b")) == 0
    clock.now = 130
    assert take((window, "a")) == 0
    assert window.wait("a") == 10


def test_what_is_refused_is_not_counted(clock: Clock) -> None:
    window = Cooldown(1, 30, clock)
    assert take((window, "a")) == 0
    for _ in range(50):
        clock.now += 0.5
        assert take((window, "a")) == 130 - clock.now
    clock.now = 130
    assert take((window, "a")) == 0


def test_all_windows_or_none(clock: Clock) -> None:
    user, guild = Cooldown(5, 30, clock), Cooldown(2, 60, clock)
    assert [take((user, name), (guild, "g")) for name in "abc"] == [0, 0, 60]
    assert user.wait("c") == 0
    assert len(user) == 2
    assert take((user, "c"), (guild, None)) == 0


def test_no_limit(clock: Clock) -> None:
    window = Cooldown(0, 30, clock)
    assert [take((window, "a")) for _ in range(100)] == [0] * 100
    assert len(window) == 0


@given(st.lists(st.tuples(st.integers(0, 300), st.floats(0, 20)), max_size=300))
def test_memory_is_bounded_and_a_window_holds(steps: list[tuple[int, float]]) -> None:
    clock = Clock()
    window, done = Cooldown(3, 30, clock, most=400), dict[int, list[float]]()
    for who, later in steps:
        clock.now += later
        if not take((window, str(who))):
            done.setdefault(who, []).append(clock.now)
    for times in done.values():
        assert all(after - before >= 30 - 1e-6 for before, after in zip(times, times[3:], strict=False))
    small = Cooldown(3, 30, clock, most=10)
    for who in range(1000):
        take((small, str(who)))
    assert len(small) == 10


def test_one_warning_then_silence(clock: Clock) -> None:
    flood = Flood(3, 10, clock)
    said = []
    for _ in range(6):
        said.append(flood.heard("a")[0])
        clock.now += 1
    assert said == ["fine"] * 3 + ["warn", "silent", "silent"]
    assert flood.heard("b") == ("fine", 0)
    clock.now += 5
    assert flood.heard("a") == ("fine", 0)
    assert [flood.heard("a")[0] for _ in range(3)] == ["fine", "warn", "silent"]


@pytest.fixture
def limited(course: Course, store: Store, settings: Settings) -> Callable[..., Tutor]:
    def make(**limits: int) -> Tutor:
        return Tutor(course, Scripted(), store, settings.model_copy(update=limits))

    return make


@pytest.mark.parametrize("lang", LANGS)
async def test_a_student_is_told_when_and_keeps_the_code(limited: Callable[..., Tutor], lang: Lang) -> None:
    tutor = limited(user_runs=2)
    form = Submission("x = 1  # mine", in_chat=False)
    for _ in range(2):
        assert not UNTIL.search(text_of(await tutor.run(MINJI, lang, form)))
    refused = await tutor.run(MINJI, lang, form)
    check(refused)
    check_plain(refused)
    until = UNTIL.search(text_of(refused))
    assert until
    assert 0 < int(until[1]) - time.time() <= 31
    assert "x = 1  # mine" in text_of(refused)
    assert "x = 1  # mine" not in text_of(await tutor.run(MINJI, lang, Submission("x = 1  # mine")))
    assert not UNTIL.search(text_of(await tutor.run(ALEX, lang, form)))


async def test_a_server_has_a_limit_of_its_own(limited: Callable[..., Tutor]) -> None:
    tutor = limited(guild_runs=2)
    everyone = [Author(str(at), "student", "9") for at in range(3)]
    said = [text_of(await tutor.run(each, "en", Submission("x = 1"))) for each in everyone]
    assert [bool(UNTIL.search(each)) for each in said] == [False, False, True]
    assert "server" in said[2]
    elsewhere = Author(everyone[2].id, "student", "10")
    assert not UNTIL.search(text_of(await tutor.run(elsewhere, "en", Submission("x = 1"))))


async def test_what_could_not_be_read_is_no_run(limited: Callable[..., Tutor]) -> None:
    tutor = limited(user_runs=1)
    for _ in range(3):
        await tutor.run(MINJI, "en", Unread("unread.nothing"))
    assert not UNTIL.search(text_of(await tutor.run(MINJI, "en", Submission("x = 1"))))


def test_without_a_word_there_are_limits() -> None:
    fields = Settings.model_fields
    assert (fields["user_runs"].default, fields["guild_runs"].default, fields["user_commands"].default) == (6, 300, 10)
