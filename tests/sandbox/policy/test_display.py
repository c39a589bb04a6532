"""What a program shows without `print`: its bare top-level expressions, as a notebook does."""

import pytest

from sandbox.policy import compile_program, namespace


def _shown(source: str) -> list[tuple[object, bool]]:
    seen: list[tuple[object, bool]] = []
    space = namespace(display=lambda value, last: seen.append((value, last)), write=lambda text: None)
    exec(compile_program(source), space)  # noqa: S102 - what is tested
    return seen


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1", [(1, True)]),
        ("1\n2\nx = 3", [(1, False), (2, False)]),
        ("1; 2", [(1, False), (2, True)]),
        ("1;", []),
        ("1; 2;", [(1, False)]),
        ("1;  # said nothing", []),
        ("1;\n2", [(2, True)]),
        ("x = ';'\nx", [(";", True)]),
        ("x = 1; x  # ;", [(1, True)]),
        ("'a'\n'b'", [("a", False), ("b", True)]),
        ('"""About."""\n1', [(1, True)]),
        ("1\n'''put out of\nuse'''\n2", [(1, False), (2, True)]),
        ('"""Only text."""', [("Only text.", True)]),
        ("if True:\n    5", []),
        ("for i in range(2):\n    i\n7", [(7, True)]),
        ("None", [(None, True)]),
        ("print('x')", [(None, True)]),
        ("(1,\n 2)", [((1, 2), True)]),
        ("한 = '글'; 한", [("글", True)]),
        ("display(1)\n2", [(1, False), (None, False), (2, True)]),
        ("", []),
        ("# nothing", []),
    ],
)
def test_bare_expressions_are_shown_in_their_place(source: str, expected: list[tuple[object, bool]]) -> None:
    assert _shown(source) == expected


def test_print_is_one_piece_and_keeps_what_came_before_an_error() -> None:
    written: list[str] = []
    space = namespace(display=lambda value, last: None, write=written.append)

    exec(compile_program("print(1, 'a', sep='-', end='.')"), space)  # noqa: S102 - what is tested
    with pytest.raises(ZeroDivisionError):
        exec(compile_program("class C:\n    def __str__(self): return 1 / 0\nprint('before', C())"), space)  # noqa: S102 - what is tested

    assert written == ["1-a.", "before "]
