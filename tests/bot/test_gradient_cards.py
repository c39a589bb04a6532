"""A run's gradients on its card: the table, the reasons for None, and the graph, drawn and in words."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.cards import gradients, graph, lesson, result, run
from bot.cards.result import Result
from bot.cards.text import width
from bot.pictures import draw
from bot.pictures.graph import LEAF, OPERATION, PANEL, RESULT, place
from bot.pictures.latin import latin
from bot.values import Block, Card, Code, Picture, Submission, Text
from lessons.course import LANGS, Course, CriterionGrade, Grade, Lang
from lessons.plan import differentiates, plan
from sandbox.protocol import Gradient, Graph, Job, Missing, Node, Numbers, Observation
from tests.bot.payloads import check

Run = Callable[[Job], Observation]

SQUARE = "x = torch.tensor(3.0, requires_grad=True)\ny = x**2\ny.backward()\n"
CHAIN = Graph((Node("pow", "y", ()), Node("", "x", ())), ((1, 0),))
BRANCHED = Graph(
    (Node("add", "f", ()), Node("mul", "", ()), Node("pow", "", ()), Node("", "u", ()), Node("", "v", ())),
    ((1, 0), (2, 0), (3, 1), (4, 1), (3, 2)),
)
LAYER = Graph(
    (
        Node("binary_cross_entropy_with_logits", "loss", ()),
        Node("add", "z", (3,)),
        Node("squeeze", "", (3,)),
        Node("", "b", (3,)),
        Node("mm", "", (1, 3)),
        Node("", "w", (5, 3)),
    ),
    ((1, 0), (2, 1), (3, 1), (4, 2), (5, 4)),
)
odd = st.text(max_size=60)
numbers: st.SearchStrategy[Numbers] = st.recursive(
    st.one_of(st.floats(), st.integers(), st.none(), odd), lambda inner: st.lists(inner, max_size=9), max_leaves=40
)
shapes = st.lists(st.integers(0, 10**6), max_size=4).map(tuple)
slopes = st.lists(st.floats(), max_size=8).map(tuple)
whys = st.sampled_from(["no_backward", "not_reached", "returned", "cleared", "not_leaf", "detached"])
graphs = st.builds(
    Graph,
    st.lists(st.builds(Node, st.sampled_from(["", "mul", "가"]), odd, st.none() | shapes), max_size=20).map(tuple),
    st.lists(st.tuples(st.integers(-1, 21), st.integers(-1, 21)), max_size=40).map(tuple),
)
observations = st.builds(
    Observation,
    st.just("t"),
    st.just("ok"),
    gradients=st.lists(st.builds(Gradient, odd, shapes, numbers, numbers, slopes), max_size=8).map(tuple),
    missing=st.lists(st.builds(Missing, odd, shapes, whys, numbers, slopes), max_size=8).map(tuple),
    graph=st.none() | graphs,
)


def seen(*found: Gradient, missing: tuple[Missing, ...] = ()) -> Observation:
    return Observation("t", "ok", gradients=found, missing=missing)


def table(blocks: list[Block]) -> list[str]:
    [code] = [block for block in blocks if isinstance(block, Code)]
    return code.text.split("\n")


def said(blocks: list[Block]) -> str:
    return "\n".join(block.markdown for block in blocks if isinstance(block, Text))


def picture(card: Card) -> Picture | None:
    return next((block for block in card.blocks if isinstance(block, Picture)), None)


def free(lang: Lang, observed: Observation) -> Card:
    return run.free(lang, Submission("x"), observed, None)


def test_a_number_stands_beside_its_gradient_and_the_numerical_one() -> None:
    rows = table(gradients.blocks("en", seen(Gradient("x", (), 6.0, 3.0, (6.0000000004,)))))
    assert rows[0].split() == ["name", "value", ".grad", "numeric"]
    assert rows[1].split() == ["x", "3.", "6.", "≈", "6."]


def test_a_matrix_has_its_shape_and_a_row_for_each_element() -> None:
    grad: Numbers = [[0.11119, -2.60404, 1e-9]] * 5
    rows = table(gradients.blocks("en", seen(Gradient("w", (5, 3), grad, grad, (0.11119, -2.60404, 0.0)))))
    assert rows[1] == "w (5, 3)"
    assert rows[3].split() == ["[0,", "1]", "-2.604", "-2.604", "≈", "-2.604"]
    assert rows[5].split() == ["[1,", "0]", "0.1112", "0.1112"]
    assert rows[-1] == "  … 9 more elements"


def test_without_a_numerical_derivative_there_is_no_column_for_it() -> None:
    blocks = gradients.blocks("en", seen(Gradient("x", (2,), [1.0, float("nan")], [0.5, "inf"])))
    assert table(blocks)[0].split() == ["name", "value", ".grad"]
    assert table(blocks)[3].split() == ["[1]", "inf", "nan"]
    assert "numeric" not in said(blocks)


def test_where_they_differ_a_sentence_names_the_leaf() -> None:
    blocks = gradients.blocks("en", seen(Gradient("x", (), 3.0, 3.0, (6.0,))))
    assert table(blocks)[1].split()[-2:] == ["≠", "6."]
    assert "`x`: `.grad` and the numerical derivative differ" in said(blocks)


def test_what_was_left_out_is_an_ellipsis() -> None:
    rows = table(gradients.blocks("en", seen(Gradient("w", (2000,), None, None, (1.0, 2.0)))))
    assert rows[1] == "w (2000,)"
    assert all(row.count("…") <= 2 for row in rows)


def test_numbers_nested_deeper_than_any_tensor_break_nothing() -> None:
    deep: Numbers = 1.0
    for _ in range(450):
        deep = [deep]
    assert table(gradients.blocks("en", seen(Gradient("x", (1,), deep, deep))))[2].split() == ["[0]", "…", "…"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("no_backward", ("backward()", "None")),
        ("not_reached", ("None",)),
        ("returned", ("autograd.grad",)),
        ("cleared", ("zero_grad()",)),
        ("not_leaf", ("requires_grad_()",)),
        ("detached", ("detach()",)),
    ],
)
def test_every_reason_is_a_sentence_with_the_variable(lang: Lang, why: str, words: tuple[str, ...]) -> None:
    missing = Missing("내_값", (), why, 1.0)  # type: ignore[arg-type] # one of them
    shown = said(gradients.blocks(lang, seen(missing=(missing,)), "print(내_값.grad)"))
    assert "`내_값`:" in shown
    assert all(word in shown for word in words)


def test_a_leaf_without_a_gradient_stands_in_the_table_and_a_result_does_not() -> None:
    missing = (Missing("u", (), "not_reached", 5.0), Missing("y", (), "not_leaf", 9.0))
    blocks = gradients.blocks("ko", seen(Gradient("x", (), 6.0, 3.0), missing=missing), "y.grad")
    assert [row.split() for row in table(blocks)[1:]] == [["x", "3.", "6."], ["u", "5.", "None"]]
    assert "`retain_grad()`" in said(blocks)


def test_many_variables_share_a_sentence() -> None:
    missing = tuple(Missing(f"y{at}", (), "not_leaf") for at in range(5))
    source = "\n".join(f"y{at}.grad" for at in range(5))
    assert "`y0`, `y1`, `y2`, …:" in said(gradients.blocks("en", seen(missing=missing), source))


@pytest.mark.parametrize("source", ["", "y.backward()", "my.grad", "y.grad_fn", "x.y.grad"])
def test_that_a_result_is_no_leaf_is_said_only_where_its_gradient_is_asked_for(source: str) -> None:
    missing = (Missing("y", (), "not_leaf", 9.0),)
    assert gradients.blocks("en", seen(missing=missing), source) == []
    assert "`y`:" in said(gradients.blocks("en", seen(missing=missing), f"{source}\nprint(y.grad)"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_free_run_shows_table_reason_and_picture(sandbox_run: Run, lang: Lang) -> None:
    card = free(lang, sandbox_run(Job("t", SQUARE, numeric=True)))
    assert any(isinstance(block, Code) and "≈ 6." in block.text for block in card.blocks)
    drawn = picture(card)
    assert drawn is not None
    assert drawn.alt.endswith("x → pow → y")


def test_an_exercise_s_grade_has_no_picture_and_is_short(sandbox_run: Run) -> None:
    observed = sandbox_run(Job("t", SQUARE, numeric=True))
    row = CriterionGrade("a", "x", 10, 10, "", "none")
    card = result.card("en", Result(Grade(4, 10, 10, "full", (row,)), observed, SQUARE), "!")
    assert picture(card) is None
    assert "≈ 6." in "".join(block.text for block in card.blocks if isinstance(block, Code))
    assert "`y`:" not in said(list(card.blocks))


def test_a_lesson_card_s_run_shows_the_graph(course: Course, sandbox_run: Run) -> None:
    at = next(
        card for each in course.lessons["ko"] for card in each.cards if card.cells and differentiates(card.source)
    )
    observed = sandbox_run(Job("t", at.source, at.setup, numeric=True))
    assert observed.status == "ok"
    assert picture(lesson.ran("ko", course.lessons["ko"], at, observed, None)) is not None


def test_a_failed_run_says_what_cut_the_graph_and_no_more(sandbox_run: Run) -> None:
    source = "x = torch.tensor(3.0, requires_grad=True)\ny = x.detach() * 2\ny.backward()\n"
    shown = gradients.stopped("en", sandbox_run(Job("t", source, numeric=True)))
    assert said(shown).startswith("-# `y`: cut off")
    assert "`x`" not in said(shown)


@settings(max_examples=40, deadline=None)
@given(observed=observations, lang=st.sampled_from(LANGS))
async def test_nothing_that_a_child_says_breaks_a_card(observed: Observation, lang: Lang) -> None:
    check(free(lang, observed))
    rows = [
        row for block in gradients.blocks(lang, observed) if isinstance(block, Code) for row in block.text.split("\n")
    ]
    assert all(width(row) <= gradients.COLUMNS for row in rows)


def test_the_graph_in_words() -> None:
    assert graph.words(CHAIN) == "x → pow → y"
    assert graph.words(BRANCHED) == "u → pow; u, v → mul; mul, pow → add → f"
    assert graph.words(LAYER) == "w → mm → squeeze; squeeze, b → add → z → binary_cross_entropy_with_logits → loss"


@pytest.mark.parametrize("count", [0, 1, 21])
def test_what_is_too_small_or_too_large_is_not_drawn(count: int) -> None:
    nodes = tuple(Node("mul") for _ in range(count))
    assert graph.blocks("en", Graph(nodes, tuple((at + 1, at) for at in range(count - 1)))) == []


@pytest.mark.parametrize("drawn", [CHAIN, BRANCHED, LAYER], ids=["chain", "branched", "layer"])
def test_the_picture_has_a_box_for_each_node_in_its_place(drawn: Graph) -> None:
    image = Image.open(io.BytesIO(draw(drawn)))
    boxes, arrows, size = place(drawn)
    assert (image.format, image.size) == ("PNG", size)
    assert size[0] == 800
    rgb = image.convert("RGB")
    for at, node in enumerate(drawn.nodes):
        left, top, right, bottom = boxes[at]
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        colour = RESULT if at == 0 else OPERATION if node.op else LEAF
        assert "#{:02x}{:02x}{:02x}".format(*rgb.getpixel(((left + right) // 2, top + 4))) == colour  # type: ignore[misc] # of RGB
    assert "#{:02x}{:02x}{:02x}".format(*rgb.getpixel((2, 2))) == PANEL  # type: ignore[misc] # of RGB
    apart = [(a, b) for a in range(len(drawn.nodes)) for b in range(a) if _overlap(boxes[a], boxes[b])]
    assert apart == []
    along = 0 if size[1] < 400 else 1
    assert all(boxes[a][along + 2] <= boxes[b][along] for a, b in arrows)


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_leaf_that_is_used_late_stands_beside_its_use() -> None:
    boxes, _, _ = place(LAYER)
    assert boxes[3][1] == boxes[2][1]  # b beside squeeze, both go into z
    assert boxes[5][1] < boxes[3][1]


def test_a_name_in_hangul_is_spelt_out() -> None:
    assert latin("가중치") == "gajungchi"
    assert latin("기울기_1") == "giulgi_1"
    assert latin("😀x") == "?x"


def test_derivatives_are_asked_for_where_the_program_differentiates(course: Course) -> None:
    [first, second] = plan(course.exercises[4], SQUARE, "id", 1_000)
    assert (first.numeric, second.numeric) == (True, False)
    assert not plan(course.exercises[4], "print(1)", "id", 1_000)[0].numeric
    assert differentiates("torch.autograd.grad(y, x)")
