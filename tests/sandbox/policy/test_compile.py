"""The language wall: which text compiles, how what does not is told, and that nothing is left unguarded."""

import ast
import dis
import types
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.policy import Refusal, compile_program, namespace
from sandbox.policy.transform import Transformer
from sandbox.policy.trees import READ, WRITE
from sandbox.protocol import STUDENT_FILE
from tests.sandbox.policy.test_hostile import _CASES as HOSTILE
from tests.sandbox.policy.test_ordinary import _cells

PROGRAMS = [source for _, source in _cells()] + [source.replace("\\n", "\n") for _, source in HOSTILE]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("x = 1\ny = = 2", 2),
        ("a = 1\x00", 1),
        ("a = '\ud800'", 1),
        ("ok = 1\nb = '\udfff'", 2),
        ("(" * 300 + ")" * 300, 1),
        ("\n\nreturn 5", 3),
        ("from __future__ import nothing", 1),
        ("x = 1\nfrom __future__ import annotations", 2),
    ],
)
def test_broken_text_is_a_syntax_error_on_its_line(source: str, line: int) -> None:
    with pytest.raises(SyntaxError) as caught:
        compile_program(source)

    assert caught.value.lineno == line
    assert caught.value.filename == STUDENT_FILE


@pytest.mark.parametrize(
    "source", ["x = " + "-" * 5000 + "1", "x" + ".a" * 3000, "x = " + "1 + " * 3000 + "1", "[" * 90 + "]" * 90]
)
def test_deep_nesting_compiles_or_is_a_syntax_error(source: str) -> None:
    try:
        code = compile_program(source)
    except SyntaxError:
        return
    assert isinstance(code, types.CodeType)


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("x = 1\nasync def f(): pass", "async def", 2),
        ("try: pass\nexcept* ValueError: pass", "except*", 1),
        ("\n\nf(__class__=1)", "__class__", 3),
    ],
)
def test_what_the_language_does_not_offer_is_refused_before_it_runs(source: str, name: str, line: int) -> None:
    with pytest.raises(Refusal) as caught:
        compile_program(source)

    assert caught.value.facts["name"] == name
    assert caught.value.line == line


def test_what_must_pass_cannot_be_caught_by_a_program() -> None:
    class Stop(BaseException):
        pass

    def write(text: str) -> None:
        raise Stop

    space = namespace(display=lambda value, last: None, write=write, passing=(Stop,))
    with pytest.raises(Stop):
        exec(compile_program("while True:\n    try: print(1)\n    except: pass"), space)  # noqa: S102 - what is tested


def test_code_is_compiled_as_the_students_file() -> None:
    assert compile_program("x = 1").co_filename == STUDENT_FILE


@pytest.mark.parametrize("source", PROGRAMS, ids=range(len(PROGRAMS)))
def test_no_attribute_and_no_import_is_left_to_python_alone(source: str) -> None:
    try:
        tree = Transformer().visit(ast.parse(source))
    except (SyntaxError, Refusal):
        return

    for node in ast.walk(tree):
        assert not isinstance(node, ast.Import | ast.ImportFrom)
        if isinstance(node, ast.Attribute):
            assert isinstance(node.value, ast.Call)
            assert isinstance(node.value.func, ast.Name)
            assert node.value.func.id.startswith("__<")
            assert isinstance(node.ctx, ast.Store | ast.Del) or node.attr == "value"


def test_no_text_can_spell_a_guard() -> None:
    for name in (READ, WRITE):
        assert not name.isidentifier()


def test_the_program_has_no_instruction_that_imports() -> None:
    code = compile_program(
        "import math, torch.nn as nn\nfrom math import *\ndef f():\n    import numpy as np\n    from torch import nn"
    )

    names = {instruction.opname for each in _codes(code) for instruction in dis.get_instructions(each)}

    assert not any(name.startswith("IMPORT") for name in names)


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="abx_.=()[]{}:,'\"\n 01+*@;#\\\r\t\x0c", max_size=60))
def test_any_text_compiles_or_is_told_as_python_or_the_wall_tells_it(source: str) -> None:
    try:
        code = compile_program(source)
    except (SyntaxError, Refusal):
        return
    assert isinstance(code, types.CodeType)
