"""Cards stay inside Discord's limits whatever a program shows, and say in words what they show in signs."""

import base64
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import exercise, fault, help, hint, lesson, output, progress, refusal, result, run
from bot.cards.fit import MAX_TEXT, fit, length
from bot.cards.result import Result
from bot.cards.text import clean, clip, fenced, inline, width
from bot.discord.render import draw
from bot.explain import Explanation, explain
from bot.pictures import picture
from bot.values import Block, Button, Card, Code, Note, Picture, Progress, Rule, Submission, Text, Unread
from lessons.course import LANGS, Course, CriterionGrade, Grade, Lang
from sandbox.protocol import Fault, Gradient, Numbers, Observation, Output
from tests.bot.conftest import text_of
from tests.bot.payloads import check, payload

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
odd = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from(list("`<@>\x1b[31m\r\n\t\0\u202e\u200b\ud800가😀|*_~#-"))),
    max_size=300,
)
lines = st.lists(odd, max_size=30).map("\n".join)
texts = st.one_of(odd, lines, odd.map(lambda text: text * 60), st.just("😀" * 5_000), st.just("`" * 9_000))
numbers: st.SearchStrategy[Numbers] = st.recursive(
    st.one_of(st.floats(), st.integers(), st.none()), lambda inner: st.lists(inner, max_size=20), max_leaves=60
)
found = st.builds(Gradient, odd, st.lists(st.integers(0, 10**6), max_size=4).map(tuple), numbers)
pieces = st.one_of(
    st.builds(Output, st.sampled_from(["stdout", "echo"]), texts),
    st.builds(Output, st.just("figure"), st.sampled_from([base64.b64encode(PNG).decode(), "kein Bild", "AAAA"])),
)
observations = st.builds(
    Observation,
    st.just("t"),
    st.just("ok"),
    outputs=st.lists(pieces, max_size=8).map(tuple),
    gradients=st.lists(found, max_size=9).map(tuple),
    clipped=st.booleans(),
    device=st.just("cpu"),
)
faults = st.builds(
    Fault, st.sampled_from(["NameError", "RuntimeError", "SyntaxError", "Odd"]), texts, st.integers(1, 40)
)


def graded(earned: float, *, why: Explanation | None = None, seen: Observation | None = None) -> Result:
    row = CriterionGrade("sum", "합을 보여 줬어요", 10, earned, "합이 보이지 않아요", "none")
    verdict = "full" if earned == 10 else "partial" if earned else "zero"
    grade = Grade(4, earned, 10, verdict, (row,))  # type: ignore[arg-type] # one of the three
    return Result(grade, seen or Observation("t", "ok"), "a + b", why=why)


@settings(max_examples=30, deadline=None)
@given(seen=observations, source=texts, error=faults, lang=st.sampled_from(LANGS), earned=st.sampled_from([0, 2.5, 10]))
async def test_no_output_breaks_a_card(seen: Observation, source: str, error: Fault, lang: str, earned: float) -> None:
    chosen = next(each for each in LANGS if each == lang)
    broken = Observation("t", "error", seen.outputs, error=error, gradients=seen.gradients)
    why = explain(chosen, broken, source, deadline_ms=1_000)
    assert why is not None
    submission = Submission(source, (Note("note.quotes", lines=(1, 2)),), in_chat=False)
    check(result.card(chosen, graded(earned, seen=seen), "!"))
    check(result.card(chosen, graded(earned, why=why, seen=broken), "!"))
    check(run.free(chosen, submission, seen, None))
    check(run.free(chosen, submission, broken, why))
    check(run.ungraded(chosen, 4, submission, broken, why))
    check(refusal.ours(chosen, "run", "a1b2c3", submission))
    check(refusal.busy(chosen, submission))


@settings(max_examples=60, deadline=None)
@given(texts)
async def test_a_fence_cannot_be_broken_nor_anyone_pinged(text: str) -> None:
    seen = Observation("t", "ok", (Output("stdout", text),))
    card = run.free("en", Submission("x"), seen, None)
    for part in payload(card)["components"][0]["components"]:
        if "content" in part and part["content"].startswith("```"):
            inside = part["content"][3:-3]
            assert "```" not in inside
            assert "<@" not in inside
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", inside)


def test_colours_of_a_terminal_are_taken_off() -> None:
    assert clean("\x1b[31mred\x1b[0m \x1b]0;title\x07done\r\nnext\rline") == "red done\nnext\nline"
    assert fenced("``` `ok`") == "`\u200b`\u200b`\u200b `ok`"
    assert inline("a\n`b`  c", 6) == "a 'b' c"[:5] + "…"


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Text, texts),
    st.builds(Code, texts, st.sampled_from(["", "py"])),
    st.just(Rule()),
    st.builds(Picture, st.sampled_from(["a.png", "b.png"]), st.just(PNG), odd),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(blocks, max_size=60), st.lists(st.integers(1, 30), max_size=30))
async def test_any_blocks_fit(parts: list[Block], buttons: list[int]) -> None:
    card = fit("plain", parts, [Button(f"card:{n}:1", "Next" * 30) for n in buttons])
    check(card)
    assert sum(map(length, card.blocks)) <= MAX_TEXT


async def test_every_card_of_the_course_fits(course: Course) -> None:
    for lang in LANGS:
        known = course.lessons[lang]
        check(lesson.lessons(lang, course, "!"))
        for each in known:
            for card in each.cards:
                drawn = lesson.card(lang, known, card, picture)
                check(drawn)
                assert not any(isinstance(b, Text | Code) and text_of(drawn).endswith("…") for b in drawn.blocks[-1:])
        for task in course.exercises.values():
            check(exercise.card(lang, task, len(course.exercises), "!"))
            check(hint.own(lang, task))
        check(help.card(lang, "!"))


async def test_discord_py_remembers_no_card(course: Course) -> None:
    """A remembered private card would take every button's pattern with it when it grows old."""
    assert draw(exercise.card("ko", course.exercises[1], 4, "!"))["view"].is_finished()


def test_the_ends_of_the_course_are_ends(course: Course) -> None:
    known = course.lessons["en"]
    first = lesson.card("en", known, known[0].cards[0], picture)
    last = lesson.card("en", known, known[-1].cards[-1], picture)
    assert [b.enabled for b in first.buttons if b.label == "Back"] == [False]
    assert [b.enabled for b in last.buttons if b.label == "Next"] == [False]
    forward = {b.action for b in first.buttons if b.label == "Next" and b.enabled}
    assert len(forward) == 1


def test_next_leads_through_every_card(course: Course) -> None:
    known = course.lessons["ko"]
    seen, at = [], "card:1:1"
    while at.startswith("card"):
        seen.append(at)
        _, n, m = at.split(":")
        card = lesson.card("ko", known, known[int(n) - 1].cards[int(m) - 1], picture)
        at = next(b.action for b in card.buttons if b.label == "다음")
    assert len(seen) == sum(len(each.cards) for each in known) == len(set(seen))


def test_a_result_says_its_points_in_words() -> None:
    card = text_of(result.card("en", graded(2.5), "!"))
    assert "Exercise 4 · 2.5 / 10 points · partly correct" in card
    assert "`2.5/10`" in card
    assert "합이 보이지 않아요" in card
    assert card.count("**Next.**") + card.count("**Try this.**") == 1


def test_a_reason_that_criteria_share_is_said_once() -> None:
    rows = tuple(CriterionGrade(id_, id_, 5, 0, "the same reason", "k") for id_ in string.ascii_lowercase[:2])
    card = result.card("en", Result(Grade(1, 0, 10, "zero", rows), Observation("t", "ok"), "x"), "!")
    assert text_of(card).count("the same reason") == 1


def test_a_full_score_leads_on() -> None:
    told = graded(10)
    on = result.card("en", Result(told.grade, told.seen, "x", following=5, before=6), "!")
    assert "A new best: 10 / 10 (before: 6)" in text_of(on)
    assert on.buttons[0].action == "exercise:5"
    assert "`!leaderboard`" in text_of(result.card("en", graded(10), "!"))
    assert on.accent == "good"


def test_a_score_that_was_not_kept_says_whose_fault_it_is() -> None:
    told = graded(10)
    card = text_of(result.card("en", Result(told.grade, told.seen, "x", unsaved="c0ffee"), "!"))
    assert "our fault" in card
    assert "`c0ffee`" in card


def test_an_error_shows_the_students_own_line() -> None:
    source = "x = 1\n" * 5 + "loss = x\nloss.backward()\nprint(x)"
    assert fault.excerpt(source, 7) == "  6 │ loss = x\n▶ 7 │ loss.backward()"
    assert fault.excerpt("print(a", 1, 5) == "▶ 1 │ print(a\n  │      ^".replace("  │", "    │")
    assert fault.excerpt("x", 9) == ""


def test_long_output_says_that_it_is_cut() -> None:
    many = Observation("t", "output", (Output("stdout", "".join(f"{n}\n" for n in range(100))),), clipped=True)
    shown = output.blocks("en", many)
    said = "\n".join(part.markdown for part in shown if isinstance(part, Text))
    assert "76 lines are left out" in said
    assert "more than the limit" in said
    assert output.blocks("en", Observation("t", "ok"))[0] == Text("-# Nothing was printed.")


def test_an_echo_stands_on_lines_of_its_own() -> None:
    pieces = (Output("stdout", "a"), Output("echo", "1"), Output("echo", "2"), Output("stdout", "b\n"))
    assert output.shown_text(pieces) == "a\n1\n2\nb\n"


def test_progress_counts(course: Course) -> None:
    card = text_of(progress.card("en", course, [Progress(1, 10, 1), Progress(2, 4.5, 3)], "!"))
    assert "✅ `10/10` Exercise 1" in card
    assert "🟡 `4.5/10` Exercise 2" in card
    assert "1 try" in card
    assert "**Total: 14.5 / 40 points**" in card
    assert "Next: `!exercise 2`" in card


def test_progress_leads_on(course: Course) -> None:
    def ways(*solved: int) -> list[tuple[str, str]]:
        card = progress.card("en", course, [Progress(at, 10, 1) for at in solved], "!")
        return [(each.action, each.label) for each in card.buttons]

    assert ways(1, 3) == [("exercise:2", "Exercise 2")]
    assert ways(1, 2, 3, 4) == [("exercise:5", "Bonus exercise 5")]
    assert ways(*course.exercises) == []


def test_bonuses_stand_apart_and_are_not_in_the_total(course: Course) -> None:
    solved = [Progress(at, 10, 1) for at in (1, 2, 3, 4)]
    card = progress.card("en", course, [*solved, Progress(5, 10, 2)], "!")
    check(card)
    counted, total, beyond, following = (block.markdown for block in card.blocks if isinstance(block, Text))
    assert "Exercise 5" not in counted
    assert total == "**Total: 40 / 40 points**"
    assert beyond.startswith("**Bonus**")
    assert "✅ `10/10` Exercise 5" in beyond
    assert "⚪ `0/10` Exercise 6" in beyond
    assert following.endswith("The next bonus: `!exercise 6`.")
    everything = [*solved, *(Progress(at, 10, 1) for at in course.bonuses)]
    assert "Well done" in text_of(progress.card("en", course, everything, "!"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_bonus_says_that_it_is_one(lang: Lang, course: Course) -> None:
    word = {"ko": "보너스 문제", "en": "Bonus exercise"}[lang]
    listed = text_of(lesson.lessons(lang, course, "!"))
    first, beyond = listed.split(word)
    titles = {at: each.texts[lang].title for at, each in course.exercises.items()}
    assert {at for at, title in titles.items() if title in first} == course.counted.keys()
    assert {at for at, title in titles.items() if title in beyond} == course.bonuses.keys()
    for at, each in course.exercises.items():
        card = exercise.card(lang, each, len(course.counted), "!")
        check(card)
        assert (f"{word} {at} · " in text_of(card)) == each.bonus


async def test_no_code_found_shows_what_a_block_looks_like() -> None:
    card = refusal.unread("ko", Unread("unread.language", {"language": "js`"}))
    check(card)
    assert "\\`\\`\\`py" in text_of(card)
    assert "`js'`" in text_of(card)


@pytest.mark.parametrize(("number", "form"), [(None, "code:run"), (4, "submit:4")])
def test_who_sent_no_code_has_a_form_for_it(number: int | None, form: str) -> None:
    card = refusal.unread("ko", Unread("unread.nothing"), number)
    check(card)
    assert [(each.action, each.label) for each in card.buttons] == [(form, "코드 쓰기")]
    assert "**코드 쓰기**" in text_of(card)


@pytest.mark.parametrize("lang", LANGS)
def test_a_number_that_is_none_has_the_right_ones_as_buttons(lang: Lang, course: Course) -> None:
    every = [f"exercise:{at}" for at in course.exercises]
    for command, ways in (("exercise", every), ("submit", every), ("lesson", []), ("leaderboard", [])):
        card = refusal.not_number(lang, "네`", course.exercises, "?", command)
        check(card)
        assert [each.action for each in card.buttons] == ways
        assert f"`?{command} 1`" in text_of(card)
    assert [each.action for each in refusal.no_exercise(lang, 99, course.exercises).buttons] == every


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("가나", 4), ("e\u0301", 1), ("a\u200bb", 2)])
def test_widths(text: str, columns: int) -> None:
    assert width(text) == columns
    assert clip(text, columns) == text


def test_a_card_is_never_empty() -> None:
    assert fit("plain", [Rule(), Text(" "), Code("\n")]) == Card("plain", (Text("…"),))
