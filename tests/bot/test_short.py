"""What has no room gives way in the stated order: output, agreeing gradients, passed criteria, then all in a file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import gradients, output, result
from bot.cards.bare import bare
from bot.cards.fit import MAX_BYTES, MAX_TEXT, fit, length
from bot.cards.result import Result
from bot.cards.short import WHOLE, markdown, shorten, units
from bot.discord.render import draw
from bot.values import Block, Button, Card, Code, File, Picture, Rule, Select, Text
from lessons.course import LANGS, CriterionGrade, Grade, Lang
from sandbox.protocol import Gradient, Observation, Output
from tests.bot.conftest import text_of
from tests.bot.payloads import check, check_plain
from tests.bot.test_cards import PNG, odd, texts

LONG = "x" * 900 + "\n"
PARTS: list[Block] = [
    Text("Exercise 4 · 8 / 10 points"),
    Text("✅ a\n" * 60 + "❌ c\n-# why", "criteria", "❌ c\n-# why\n✅ 2 more passed"),
    Code("out\n" * 200, kind="output", brief="-# cut"),
    Code("w  1  ≈ 1\n" * 30 + "b  1  ≠ 2", kind="gradients", brief="b  1  ≠ 2\n… 1 matching"),
    Text("**Next.** Go on."),
]


def short(most: int) -> str:
    def over(blocks: object) -> int:
        return sum(map(length, blocks)) - most  # type: ignore[call-overload] # a list of blocks

    return "\n".join(markdown(block) for block in shorten(PARTS, over, "en") if isinstance(block, Text | Code))


def test_output_gives_way_first_then_gradients_then_criteria_and_at_last_all_goes_into_a_file() -> None:
    seen = []
    for most in range(sum(map(length, PARTS)), 130, -1):
        text = short(most)
        gone = ("-# cut" in text, "≈" not in text, "✅ a" not in text, WHOLE in text)
        assert gone == tuple(sorted(gone, reverse=True))  # none before those that come first
        seen.append(gone)
    assert [*dict.fromkeys(seen)] == [tuple(at < step for at in range(4)) for step in range(5)]
    assert "**Next.** Go on." in short(180)


def test_what_fits_stays_as_it_is() -> None:
    assert shorten(PARTS, lambda _: 0, "ko") == PARTS


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_goes_along_as_a_file_and_the_card_says_so(lang: Lang) -> None:
    card = fit("plain", [Text("The head"), *[Text(LONG * 2 + str(at)) for at in range(9)]], lang=lang)
    check(card)
    assert text_of(card).startswith("The head\n")
    assert f"`{WHOLE}`" in text_of(card)
    [file] = [block for block in card.blocks if isinstance(block, File)]
    assert file.data.decode().startswith("The head")
    assert all(f"\n{at}" in file.data.decode() for at in range(9))
    assert ("All of it" in text_of(card)) == (lang == "en")
    assert sum(isinstance(block, File) for block in fit("plain", card.blocks, lang=lang).blocks) == 1


def test_a_card_of_no_language_says_it_in_both() -> None:
    said = text_of(fit("plain", [Text(LONG * 5)]))
    assert "All of it" in said
    assert "전체 내용은" in said


def test_a_student_s_output_is_cut_where_it_ends_and_nothing_else_is_lost() -> None:
    seen = Observation("t", "ok", (Output("stdout", "row of numbers\n" * 80),))
    rows = tuple(CriterionGrade(f"c{n}", "제목 " * 150, 1, n % 2, "이유 " * 80, "k") for n in range(10))
    told = Result(Grade(4, 5, 10, "partial", rows), seen, "x")
    card = result.card("en", told, "!")
    check(card)
    said = text_of(card)
    assert "5 more passed" in said
    assert said.count("❌") == 5
    assert "lines are left out" in said


def test_agreeing_rows_are_counted() -> None:
    grads = (Gradient("w", (), 2.0, 1.0, (2.0,)), Gradient("b", (), 2.0, 1.0, (3.0,)))
    table = next(b for b in gradients.blocks("en", Observation("t", "ok", gradients=grads)) if isinstance(b, Code))
    assert table.brief is not None
    assert "1 matching gradient left out" in table.brief
    assert "≠" in table.brief
    assert "≈" not in table.brief
    alone = gradients.blocks("en", Observation("t", "ok", gradients=(Gradient("w", (), 2.0),)))
    assert next(b for b in alone if isinstance(b, Code)).brief is None


def test_files_are_ten_at_most_and_ten_mebibytes() -> None:
    heavy = [Picture(f"{at}.png", PNG + bytes([at]) * (4 << 20), f"figure {at}") for at in range(4)]
    card = fit("plain", [Text("a"), *heavy, File("data.zip", b"x" * (MAX_BYTES + 1))], lang="en")
    check(card)
    assert [block.name for block in card.blocks if isinstance(block, Picture)] == ["0.png", "1.png"]
    assert "-# figure 2" in text_of(card)
    assert "could not be attached" in text_of(card)
    check(fit("plain", [Text(LONG * 6), *(Picture(f"{at}.png", PNG + bytes([at]), "") for at in range(20))]))


def test_without_files_words_stand_for_pictures() -> None:
    card = fit("plain", [Text("a"), Picture("a.png", PNG, "y\nequals x"), File("b.zip", b"b")], lang="ko")
    said = text_of(bare(card))
    assert said.startswith("a\n-# y equals x\n-# ")
    assert "파일 첨부" in said
    assert bare(fit("plain", [Text("a")])) == fit("plain", [Text("a")])


kinds = st.sampled_from(["output", "gradients", "criteria", "other"])
marked: st.SearchStrategy[Block] = st.one_of(
    st.builds(Text, texts, kinds, st.one_of(st.none(), odd)),
    st.builds(Code, texts, st.sampled_from(["", "py"]), kinds, st.one_of(st.none(), odd)),
    st.just(Rule()),
    st.builds(Picture, st.sampled_from(["a.png", "b.png"]), st.binary(max_size=3), odd),
    st.builds(File, st.just("data.zip"), st.binary(max_size=3)),
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(marked, max_size=45),
    st.integers(0, 15),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from([*LANGS, None]),
)
async def test_any_card_fits_in_both_renderers(
    parts: list[Block], buttons: int, selects: int, corner: bool, lang: Lang | None
) -> None:
    files = [block for block in parts if isinstance(block, File)]
    parts = [block for block in parts if not isinstance(block, File) or block is files[0]]
    pressed = [Button(f"card:{n}:1", "Next" * 30) for n in range(buttons)]
    lists = [Select(f"pick:{n}", "?", ()) for n in range(selects)]
    beside = Button("corner:1", "한국어") if corner else None
    card = fit("plain", [Text("head"), *parts], pressed, lists, beside, lang=lang)
    assert sum(map(length, card.blocks)) <= MAX_TEXT
    assert len(draw(card)["files"]) <= 10
    drawn = draw(card, plain=True)
    assert 0 < units(drawn["content"]) <= 2_000
    assert len(drawn["files"]) <= 10
    assert not draw(card, plain=True, files=False)["files"]
    assert not draw(card, files=False)["files"]
    rows = drawn["view"].to_components()
    assert len(rows) <= 5


@settings(max_examples=40, deadline=None)
@given(texts)
async def test_plain_cards_break_no_fence_and_ping_nobody(text: str) -> None:
    seen = Observation("t", "ok", (Output("stdout", text),))
    card: Card = fit("plain", [Text("head"), *output.blocks("en", seen)], [Button("code:run", "Run")], lang="en")
    body = check_plain(card)
    assert body["content"].count("```") in (0, 2)
    assert "<@" not in body["content"]
