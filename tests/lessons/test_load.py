"""The shipped course is whole and alike in both languages, and loading says so when it is not."""

import ast
import re
import shutil
import subprocess
import sys

import pytest
from msgspec.structs import replace

from lessons.course import LANGS, CourseError, Formula, Prose
from lessons.load import COURSE, code_of, load, prove
from lessons.notebook import read_notebook

# What the lesson teaches, in its order: a trace of each must be in the code of a card.
TAUGHT = (
    'device = "cuda:0" if torch.cuda.is_available() else "cpu"',
    'a = np.ones((2, 3), dtype="float32")',
    "b = torch.tensor(a)",
    "dtype=torch.int32",
    "torch.rand(5, 3)",
    "a.size()",
    "a.shape",
    "a.ndimension()",
    "torch.from_numpy(numpy_array)",
    "torch_tensor.numpy()",
    "numpy_array, torch_tensor, back_to_numpy",
    "back_to_numpy[0] = 100",
    "x.item()",
    "print(a[0].item())",
    "print(x.numpy())",
    "u + v",
    "u - v",
    "u * v",
    "2 * y",
    "torch.dot(u, v)",
    "x = torch.tensor(2.0, requires_grad=True)",
    "y = x ** 2",
    "y.backward()",
    "x.detach()",
    "f = u * v + u ** 2",
    "f.backward()",
    "print(v.grad)",
    "torch.matmul(x, w) + b",
    "binary_cross_entropy_with_logits(z, y)",
    "loss.backward()",
)


def books(folder=COURSE):
    return tuple(read_notebook(folder / f"lesson.{lang}.md") for lang in LANGS)


def cards(notebook):
    return [card for lesson in notebook.lessons for card in lesson.cards]


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(COURSE, tmp_path / "course", ignore=shutil.ignore_patterns("exercise_*"))
    return tmp_path / "course"


def change(folder, name, old, new):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_course_loads_with_its_exercises():
    course = load()
    assert course.title == {"ko": "PyTorch 기초", "en": "PyTorch Basics"}
    for lang, notebook in zip(LANGS, books(), strict=True):
        loaded = [replace(card, prediction=None) for each in course.lessons[lang] for card in each.cards]
        assert loaded == cards(notebook)
    assert sorted(course.exercises) == list(range(1, len(course.exercises) + 1))
    assert list(course.counted) == [1, 2, 3, 4]


def test_the_shipped_notebooks_are_proved_and_imports_stay_light():
    """In a process of its own: what the bot loads brings neither torch nor matplotlib with it."""
    code = (
        "import sys; from lessons.load import COURSE, prove; from lessons.notebook import read_notebook; "
        "books = [read_notebook(COURSE / f'lesson.{lang}.md') for lang in ('ko', 'en')]; "
        "prove(tuple(books), COURSE / 'pictures'); "
        "print(sorted({'torch', 'numpy', 'matplotlib'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("notebook", books(), ids=LANGS)
def test_every_section_of_the_lesson_is_there_in_its_order(notebook):
    code = "\n".join(card.source for card in cards(notebook))
    place = 0
    for taught in TAUGHT:
        place = code.index(taught, place)


@pytest.mark.parametrize("notebook", books(), ids=LANGS)
def test_the_autograd_lesson_names_every_idea(notebook):
    lesson = next(lesson for lesson in notebook.lessons if "autograd" in lesson.title)
    prose = "\n".join(block.text for card in lesson.cards for block in card.blocks if isinstance(block, Prose))
    for idea in ("torch.autograd", "requires_grad", "track", "grad_fn", ".backward()", ".grad", ".detach()"):
        assert idea in prose


@pytest.mark.parametrize("notebook", books(), ids=LANGS)
def test_the_last_lesson_lists_the_exercises_and_how_to_start(notebook):
    (card,) = notebook.lessons[-1].cards
    assert re.findall(r"^(\d)\. ", card.blocks[0].text, re.MULTILINE) == ["1", "2", "3", "4"]
    assert "`!exercise 1`" in card.blocks[0].text


@pytest.mark.parametrize("notebook", books(), ids=LANGS)
def test_no_card_asks_for_what_its_lesson_does_not_make(notebook):
    """A name is made in the card, in its setup, or is there from the start (torch, np)."""
    for card in cards(notebook):
        known = {"torch", "np", "print"}
        for node in ast.walk(ast.parse(f"{card.setup}\n{card.source}")):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                known.add(node.id)
        used = {node.id for node in ast.walk(ast.parse(card.source)) if isinstance(node, ast.Name)}
        assert used <= known, (card.title, used - known)


def test_korean_prose_is_polite_and_whole():
    """Each paragraph ends as a sentence of a teacher: 해요체, or a term that a list item explains."""
    for card in cards(books()[0]):
        for block in card.blocks:
            if isinstance(block, Prose):
                for paragraph in re.split(r"\n+", block.text):
                    assert re.search(r"(요|죠)[.?](?:\|\|)?$|^`torch\.tensor\(data", paragraph), paragraph
                # A closing ** between punctuation and Hangul is not seen as one by CommonMark.
                assert not re.search(r"[^\w\s`*]\*\*[가-힣]", block.text), block.text


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("lesson.en.md", "z = u - v", "z = v - u", "the code, formulas or bounds"),
        (
            "lesson.en.md",
            "u v plus u squared -->\n$$f(u, v) = uv + u^2",
            "x -->\n$$f(u, v) = u^2",
            "the code, formulas",
        ),
        ("lesson.en.md", "like low=0 high=1\n", "like low=0 high=2\n", "the code, formulas or bounds"),
        (
            "lesson.en.md",
            "```python\nf.backward()\n```\n\n```output\n```\n",
            "",
            "the code, formulas or bounds",
        ),
        ("lesson.ko.md", "z = u - v", "z = u - - -", "not Python"),
        ("lesson.en.md", "### Gradients accumulate\n", "", "has 3 cells|no card"),
        (
            "lesson.ko.md",
            "### 곱셈\n\n",
            "### 하나 더\n\n있어요.\n\n### 곱셈\n\n",
            "lesson.en.md has no card 5",
        ),
    ],
)
def test_languages_that_differ_are_a_fault_with_file_and_line(copy, name, old, new, what):
    change(copy, name, old, new)
    with pytest.raises(CourseError, match=rf"(?s)lesson\.(ko|en)\.md:\d+: .*({what})"):
        prove(books(copy), copy / "pictures")


def test_a_formula_without_its_picture_is_a_fault(copy):
    formula = next(b for card in cards(books()[0]) for b in card.blocks if isinstance(b, Formula))
    (copy / "pictures" / formula.picture).unlink()
    with pytest.raises(CourseError, match=r"lesson\.ko\.md:\d+: no picture of .*lessons\.draw"):
        prove(books(copy), copy / "pictures")


def test_comments_and_printed_words_belong_to_a_language_and_code_does_not():
    assert code_of("# 값\nprint('값', x)  # 값") == code_of("print('value', x)")
    assert code_of("x = '값'") != code_of("x = 'value'")
    assert code_of("print(x)") != code_of("print(y)")
