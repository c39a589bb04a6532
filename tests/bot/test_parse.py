"""Messages and files as students send them; the table is that of the parsers that get these wrong."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse import looks_like_code, read_code, read_file, read_message
from bot.parse.mend import is_python, mend
from bot.values import Note, Submission, Unread
from bot.words import knows, say
from lessons.course import LANGS
from sandbox.protocol import MAX_SOURCE_BYTES

DOCSTRING = 'def f():\n    """\n    ```\n    an example\n    ```\n    """\n    return 1\nf()'

TABLE = {
    "normal": ("```py\nx = 1\n```", "x = 1", ()),
    "py3": ("```py3\nx = 1\n```", "x = 1", ()),
    "space before the tag": ("``` py\nx = 1\n```", "x = 1", ()),
    "space after the tag": ("```py  \nx = 1\n```", "x = 1", ()),
    "no tag": ("```\nx = 1\n```", "x = 1", ()),
    "unknown tag": ("```코드\nx = 1\n```", "x = 1", ()),
    "capital tag": ("```Python\nx = 1\n```", "x = 1", ()),
    "one line": ("```py print(1)```", "print(1)", ()),
    "no tag, one line": ("```print(1)```", "print(1)", ()),
    "CRLF": ("```py\r\nx = 1\r\ny = 2\r\n```", "x = 1\ny = 2", ()),
    "never closed": ("```py\nprint(1)", "print(1)", ("note.unclosed",)),
    "text around": ("제 코드예요!\n```py\nx = 1\n```\n감사합니다", "x = 1", ()),
    "fence after text on its line": ("여기요 ```py\nx = 1\n``` 봐 주세요", "x = 1", ()),
    "two blocks": ("```py\na = 1\n```\n그리고\n```py\nb = 2\n```", "a = 1\n\nb = 2", ("note.joined",)),
    "traceback first": (
        "```\nTraceback (most recent call last):\n  File 1\nNameError: x\n```\n```py\nx = 1\n```",
        "x = 1",
        ("note.dropped",),
    ),
    "output after": ("```py\nx\n```\n```\ntensor([1., 2.])\n```", "x", ("note.dropped",)),
    "other language beside": ("```bash\npip install torch\n```\n```py\nx = 1\n```", "x = 1", ("note.dropped",)),
    "indented block": ("```py\n    x = 1\n    y = 2\n```", "x = 1\ny = 2", ()),
    "session": ("```py\n>>> x = 1\n>>> x\n1\n```", "x = 1\nx", ("note.prompts",)),
    "session with a block": (
        "```pycon\n>>> for i in range(2):\n...     print(i)\n...\n0\n1\n```",
        "for i in range(2):\n    print(i)\n\n\n",
        ("note.prompts",),
    ),
    "notebook session": ("```\nIn [3]: x = 1\n   ...: x\nOut[3]: 1\n```", "x = 1\nx\n", ("note.prompts",)),
    "quoted": ("> ```py\n> x = 1\n> ```", "x = 1", ("note.quoted",)),
    "curly quotes": ("```py\nprint(“안녕”, ‘a’)\n```", "print(\"안녕\", 'a')", ("note.quotes",)),
    "full width": ("```py\nx＝torch．rand（2，３）\n```", "x=torch.rand(2,3)", ("note.wide",)),
    "no-break spaces": ("```py\nif\u00a0True:\n\u3000\u3000x = 1\n```", "if True:\n  x = 1", ("note.spaces",)),
    "zero-width signs": ("```py\nx\u200b = 1\n```", "x = 1", ("note.hidden",)),
    "magics": ("```py\n%matplotlib inline\n!pip install torch\nx = 1\n```", "x = 1", ("note.magics",)),
    "fence in a docstring": (f"```py\n{DOCSTRING}\n```", DOCSTRING, ()),
    "longer fence": ("````py\nx = '```'\n````", "x = '```'", ()),
    "byte order mark": ("\ufeff```py\nx = 1\n```", "x = 1", ()),
}


def keys(read: Submission) -> tuple[str, ...]:
    return tuple(note.key for note in read.notes)


@pytest.mark.parametrize(("text", "source", "notes"), TABLE.values(), ids=TABLE.keys())
def test_what_students_send(text: str, source: str, notes: tuple[str, ...]) -> None:
    read = read_message(text)
    assert isinstance(read, Submission)
    assert read.source.strip("\n") == source.rstrip()
    assert keys(read) == notes


REFUSED = {
    "no block": ("안녕하세요", "unread.nothing"),
    "empty block": ("```py\n```", "unread.empty"),
    "only blanks": ("```py\n  \n\n```", "unread.empty"),
    "ticks alone": ("``````", "unread.empty"),
    "another language": ("```js\nlet x = 1\n```", "unread.language"),
    "only a traceback": ("```\nTraceback (most recent call last):\n  x\n```", "unread.output_only"),
    "NUL": ("```py\nx = '\0'\n```", "unread.nul"),
    "surrogate": ("```py\nx = '\ud800'\n```", "unread.surrogate"),
    "too long": ("```py\n" + "x = 1\n" * 4_000 + "```", "unread.too_long"),
    "too long together": (("```py\n" + "x = 1\n" * 1_500 + "```\n") * 2, "unread.too_long"),
}


@pytest.mark.parametrize(("text", "key"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_program_says_why(text: str, key: str) -> None:
    read = read_message(text)
    assert isinstance(read, Unread)
    assert read.key == key
    for lang in LANGS:
        assert say(lang, read.key, **read.facts)


def test_the_limit_is_on_bytes() -> None:
    fits = "# " + "가" * ((MAX_SOURCE_BYTES - 2) // 3)
    assert isinstance(read_code(fits), Submission)
    assert isinstance(read_code(fits + "가"), Unread)


def test_a_whole_message_is_code_where_that_is_allowed() -> None:
    read = read_message("x = torch.rand(3)  # `a`\nx", bare=True)
    assert read == Submission("x = torch.rand(3)  # `a`\nx", (Note("note.bare"),))


def test_the_notebook_as_people_copy_it() -> None:
    copied = "In [12]:\nx = torch.rand(5, 3)\nprint(x)\n\ntensor([[0.65, 0.26],\n        [0.73, 0.65]])\n\n"
    copied += "In [13]:\na = torch.Tensor([0, 1])\na.size()\n\ntorch.Size([2])\n"
    read = read_code(copied)
    assert isinstance(read, Submission)
    lines = [line for line in read.source.splitlines() if line]
    assert lines == ["x = torch.rand(5, 3)", "print(x)", "a = torch.Tensor([0, 1])", "a.size()"]


def test_repairs_leave_strings_and_comments_alone() -> None:
    source, notes = mend("print(“（안녕）”)  # “주석”，")
    assert source == 'print("（안녕）")  # “주석”，'
    assert notes == (Note("note.quotes", lines=(1,)),)


def test_a_program_that_cannot_be_mended_stays_the_students() -> None:
    assert mend("x = = “1”") == ("x = = “1”", ())


@given(st.text(max_size=300))
def test_nothing_that_is_python_is_changed(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    whole = text.strip("\n").rstrip()
    if is_python(whole) and "\r" not in whole and whole == whole.lstrip():
        assert mend(whole) == (whole, ())


@given(st.text(alphabet=st.sampled_from(list("`py>“”　\n\r\0\ud800ax=1 (.%![]:#'\"\\")), max_size=200))
def test_any_message_gives_a_program_or_a_reason(text: str) -> None:
    read = read_message(text, bare=True)
    if isinstance(read, Submission):
        assert read.source.strip()
        assert all(knows(key) for key in keys(read))
        assert "\0" not in read.source
        assert len(read.source.encode()) <= MAX_SOURCE_BYTES
    else:
        assert knows(read.key)


@pytest.mark.parametrize(
    "evil", ["-" * 16_000 + "1", "(" * 8_000, "1+" * 8_000 + "1", "x" + "[0]" * 5_000, "9" * 16_000]
)
def test_deep_nests_do_not_hurt_the_parser(evil: str) -> None:
    assert isinstance(read_code(evil), Submission)


def notebook(*cells: dict[str, object]) -> bytes:
    return json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}).encode()


def test_a_notebook_gives_its_code_cells_in_order() -> None:
    data = notebook(
        {"cell_type": "markdown", "source": ["# 제목"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "x = 1\n"], "outputs": [{"text": "x"}]},
        {"cell_type": "code", "source": "\n"},
        {"cell_type": "code", "source": "x + 1"},
    )
    read = read_file("풀이.ipynb", data)
    assert isinstance(read, Submission)
    assert read.source.split() == ["x", "=", "1", "x", "+", "1"]
    assert keys(read) == ("note.notebook", "note.magics")


FILES = {
    "picture": ("a.png", b"\x89PNG", "unread.extension"),
    "no ending": ("code", b"x = 1", "unread.extension"),
    "not UTF-8": ("a.py", "x = '가'".encode("euc-kr"), "unread.not_text"),
    "binary": ("a.txt", b"\x00\x01\x02", "unread.nul"),
    "too big": ("a.py", b"#" * 70_000, "unread.file_too_big"),
    "empty": ("a.py", b" \n", "unread.empty"),
    "not a notebook": ("a.ipynb", b"{}", "unread.notebook"),
    "broken notebook": ("a.ipynb", b"\xff\xfe", "unread.notebook"),
    "deep notebook": ("a.ipynb", b"[" * 100_000, "unread.notebook"),
    "no code cell": ("a.ipynb", notebook({"cell_type": "markdown", "source": "x"}), "unread.no_cells"),
}


@pytest.mark.parametrize(("name", "data", "key"), FILES.values(), ids=FILES.keys())
def test_files_that_hold_no_program(name: str, data: bytes, key: str) -> None:
    read = read_file(name, data)
    assert isinstance(read, Unread)
    assert read.key == key
    for lang in LANGS:
        assert say(lang, read.key, **read.facts)


def test_files_that_do() -> None:
    assert read_file("답.PY", b"\xef\xbb\xbfx = 1\r\n") == Submission("x = 1")
    assert read_file("a.txt", b"```py\nx = 1\n```") == Submission("x = 1")


@pytest.mark.parametrize("text", ["x = 3", "print(a)", "import torch", "```x```", "torch.rand", "a\nb = 1"])
def test_code_is_told_from_talk(text: str) -> None:
    assert looks_like_code(text)


@pytest.mark.parametrize("text", ["고마워요!", "wow, 10 points", "왜 틀렸나요?", ""])
def test_talk_is_told_from_code(text: str) -> None:
    assert not looks_like_code(text)
