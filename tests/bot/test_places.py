"""Errors and notes name the student's own line: in the block, in the notebook's cell, under the blank lines above."""

import json

import pytest

from bot import places
from bot.cards import fault
from bot.cards.result import noted
from bot.parse import read_code, read_file, read_message
from bot.tutor import Tutor
from bot.values import Note, Part, Submission, Text, Unread
from lessons.course import LANGS, Lang
from tests.bot.conftest import MINJI, text_of

LOSS = "w = torch.ones(3, requires_grad=True)\n(w * 2).backward()"


def notebook(*cells: str) -> bytes:
    parts = [{"cell_type": "code", "source": cell} for cell in cells]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "# 제목"}, *parts], "nbformat": 4}).encode()


def program(read: Submission | Unread) -> Submission:
    assert isinstance(read, Submission)
    return read


def line_of(read: Submission, text: str) -> int:
    """The line of the program that holds a text."""
    return next(at for at, line in enumerate(read.source.split("\n"), 1) if text in line)


def where(read: Submission, text: str, lang: Lang = "en") -> str:
    return places.named(lang, read.parts, line_of(read, text))


def test_one_block_is_counted_as_it_stands() -> None:
    read = program(read_message("제 코드예요\n```py\na = 1\nb = 2\n```"))
    assert read.parts == ()
    assert where(read, "b = 2") == "2"


def test_blank_lines_above_are_counted() -> None:
    for read in (read_message("```py\n\n\na = 1\nb = 2\n```"), read_file("a.py", b"\n\na = 1\nb = 2\n")):
        assert where(program(read), "b = 2") == "4"


def test_blocks_are_named_by_their_place_in_the_message() -> None:
    text = "```py\na = 1\n```\n```\ntensor(1)\n```\n그리고\n```py\nb = 2\nc = 3\n```"
    read = program(read_message(text))
    assert where(read, "a = 1") == "1 of block 1"
    assert where(read, "c = 3") == "2 of block 3"
    assert where(read, "c = 3", "ko") == "3번 블록 2"
    assert read.notes == (
        Note("note.dropped", {"blocks": "2"}),
        Note("note.joined", {"blocks": "1, 3"}),
    )


def test_cells_are_counted_as_a_notebook_shows_them_and_magics_keep_their_lines() -> None:
    data = notebook("%matplotlib inline\n\na = 1", "", "!pip install torch\nb = 2\n%time c = 3\nd = 4", "e = 5")
    read = program(read_file("풀이.ipynb", data))
    assert where(read, "a = 1") == "3 of code cell 1"
    assert where(read, "d = 4") == "4 of code cell 3"
    assert where(read, "d = 4", "ko") == "3번 코드 셀 4"
    assert where(read, "e = 5") == "1 of code cell 4"
    magics = read.notes[1]
    assert magics.key == "note.magics"
    assert places.listed("en", read.parts, magics.lines) == (
        "line 1 of code cell 1, line 1 of code cell 3, line 3 of code cell 3"
    )


def test_a_cell_of_magics_alone_is_no_reason_to_refuse_the_rest() -> None:
    read = program(read_file("a.ipynb", notebook("%matplotlib inline", "x = 1", "x + 1")))
    assert where(read, "x + 1") == "1 of code cell 3"
    assert isinstance(read_file("a.ipynb", notebook("%matplotlib inline", "!ls")), Unread)


def test_one_broken_cell_leaves_the_repairs_of_the_others() -> None:
    read = program(read_file("a.ipynb", notebook("print(“a”)", "x = = 1")))
    assert 'print("a")' in read.source
    assert read.notes[1] == Note("note.quotes", lines=(1,))


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("x = 1\nprint(“a”, ‘b’)\nprint(“c”)", {"note.quotes": (2, 3)}),
        (
            "x\u200b = 1\nprint（x）\ny\u00a0= x – 1",
            {"note.hidden": (1,), "note.wide": (2,), "note.spaces": (3,), "note.dashes": (3,)},
        ),
        ("%matplotlib inline\nx = 1\n!ls", {"note.magics": (1, 3)}),
    ],
)
def test_repairs_say_on_which_lines(text: str, notes: dict[str, tuple[int, ...]]) -> None:
    read = program(read_code(text))
    assert {note.key: note.lines for note in read.notes} == notes
    for lang in LANGS:
        [small] = noted(lang, read.notes, read.parts)
        assert isinstance(small, Text)
        assert small.markdown.count("\n") == len(notes) - 1
        assert all(str(lines[0]) in small.markdown for lines in notes.values())


def test_the_excerpt_stays_within_its_cell_and_counts_as_it_does() -> None:
    read = program(read_file("a.ipynb", notebook("a = 1\nb = 2", "c = 3\nd = 4")))
    assert fault.excerpt(read.source, line_of(read, "c = 3"), parts=read.parts) == "▶ 1 │ c = 3"
    assert fault.excerpt(read.source, line_of(read, "d = 4"), parts=read.parts) == "  1 │ c = 3\n▶ 2 │ d = 4"


@pytest.mark.parametrize(
    ("lang", "head", "cure"),
    [
        ("en", "Stopped at line 2 of code cell 3", "line 2 of code cell 3"),
        ("ko", "3번 코드 셀 2번째 줄에서", "3번 코드 셀 2번째 줄"),
    ],
)
async def test_an_error_names_the_cell_in_a_run_and_in_a_grade(tutor: Tutor, lang: Lang, head: str, cure: str) -> None:
    read = program(read_file("a.ipynb", notebook("x = 1", "", LOSS)))
    for card in (await tutor.run(MINJI, lang, read), await tutor.submit(MINJI, lang, 4, read)):
        text = text_of(card)
        assert head in text
        assert "▶ 2 │ (w * 2).backward()" in text
        assert text.count(cure) >= 2  # the headline, and the sentence that names the student's own names


async def test_a_grade_names_the_cell_that_a_message_is_about(tutor: Tutor) -> None:
    read = program(read_file("a.ipynb", notebook("a = np.array([1., 2.])", "t = torch.tensor(a)\na[0] = 9\nprint(t)")))
    text = text_of(await tutor.submit(MINJI, "en", 3, read))
    assert "(line 1 of code cell 2)" in text


async def test_a_program_that_does_not_start_names_the_block(tutor: Tutor) -> None:
    read = program(read_message("```py\nx = 1\n```\n```py\ny = (\n```"))
    text = text_of(await tutor.submit(MINJI, "en", 1, read))
    assert "block 2" in text


def test_many_lines_are_not_all_listed() -> None:
    assert places.listed("en", (), range(1, 9)) == "line 1, line 2, line 3, line 4, line 5, …"


def test_only_lines_are_told_anew() -> None:
    parts = (Part(1, 1, "cell", 1), Part(4, 1, "cell", 2))
    facts = {"line": "5", "look": "1", "name": "5", "a": "4"}
    assert places.facts_in("en", parts, facts) == {
        "line": "2 of code cell 2",
        "look": "1 of code cell 1",
        "name": "5",
        "a": "4",
    }
    assert places.facts_in("en", parts, {"line": "?"}) == {"line": "?"}


def test_python_s_words_name_the_student_s_own_lines_and_nothing_else_changes() -> None:
    parts = (Part(1, 3, "cell", 1), Part(4, 1, "cell", 2))
    said = (
        'Traceback (most recent call last):\n  File "<your code>", line 5, in <module>\n    f(1)\n'
        '  File "<your code>", line 1, in f\n    raise ValueError(\'File "<your code>", line 5\')\n'
        'ValueError: File "<your code>", line 5'
    )
    told = places.traceback("en", parts, said)
    assert told == (
        'Traceback (most recent call last):\n  File "code cell 2", line 2, in <module>\n    f(1)\n'
        '  File "code cell 1", line 3, in f\n    raise ValueError(\'File "<your code>", line 5\')\n'
        'ValueError: File "<your code>", line 5'
    )
    assert places.traceback("en", (), said) == said
    assert 'File "<your code>", line 3, in f' in places.traceback("ko", (Part(1, 3),), said)
    assert 'File "2번 블록", line 5' in places.traceback("ko", (Part(1, 1, "block", 2),), said)
