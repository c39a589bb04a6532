"""A program's text comes in, a code object with guards in it goes out.

Broken text raises Python's own SyntaxError with the student's line; what the language wall does not offer raises
Refusal. Next: `namespace`, in which the code runs.
"""

import __future__

import ast
import io
import re
import sys
import tokenize
import warnings
from types import CodeType

from sandbox.policy.transform import Transformer
from sandbox.policy.trees import SHOW, call
from sandbox.protocol import STUDENT_FILE

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_SEMICOLON = re.compile(r";[ \t\f]*(#.*)?$", re.MULTILINE)
_DEPTH = 20_000  # of the transformer's own recursion, which uses no C stack


def compile_program(source: str) -> CodeType:
    """Compile a program under the language wall.

    Raises SyntaxError for text that is no Python (also for NUL and for surrogates), Refusal for what is not offered.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")  # as Python's own tokenizer does
    limit = sys.getrecursionlimit()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a notebook shows "invalid escape sequence" on its server's log
        try:
            tree, flags = _parse(source)
            sys.setrecursionlimit(max(limit, _DEPTH))
            shown = _shown(tree, source)
            tree = Transformer().visit(tree)
            for node, last in shown:
                node.value = call(SHOW, [node.value, ast.Constant(last)], node.value)
            sys.setrecursionlimit(limit)
            code: CodeType = compile(tree, STUDENT_FILE, "exec", flags=flags, dont_inherit=True)
            return code
        except (RecursionError, MemoryError):
            raise SyntaxError("too many nested expressions", (STUDENT_FILE, 1, 1, None)) from None
        except SyntaxError as error:
            error.filename = STUDENT_FILE
            raise
        finally:
            sys.setrecursionlimit(limit)


def _parse(source: str) -> tuple[ast.Module, int]:
    if (wrong := _NO_TEXT.search(source)) is not None:
        line = source.count("\n", 0, wrong.start()) + 1
        what = "null bytes" if wrong[0] == "\0" else "half of a surrogate pair"
        raise SyntaxError(f"source code string cannot contain {what}", (STUDENT_FILE, line, 1, None))
    tree = ast.parse(source, STUDENT_FILE)
    return tree, _future_flags(tree, source)


def _future_flags(tree: ast.Module, source: str) -> int:
    wanted = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    if not wanted:
        return 0
    compile(source, STUDENT_FILE, "exec", dont_inherit=True)  # only for its SyntaxError
    features = [getattr(__future__, alias.name) for node in wanted for alias in node.names]
    return sum({feature.compiler_flag for feature in features})


def _shown(tree: ast.Module, source: str) -> list[tuple[ast.Expr, bool]]:
    """The bare top-level expressions, and which is the program's last statement."""
    hidden = _lines_ending_in_semicolon(source)
    lines = source.encode().split(b"\n")
    found = []
    for node in tree.body:
        if isinstance(node, ast.Expr) and not _is_hidden(node, tree, hidden):
            last = node is tree.body[-1]
            if last or not _is_comment(node, lines):
                found.append((node, last))
    return found


def _is_comment(node: ast.Expr, lines: list[bytes]) -> bool:
    """A text in triple quotes that stands alone: a docstring, or lines that were put out of use."""
    if not isinstance(node.value, ast.Constant) or not isinstance(node.value.value, str):
        return False
    start = lines[node.lineno - 1][node.col_offset :].lstrip(b"rRuU")
    return start.startswith((b'"""', b"'''"))


def _is_hidden(node: ast.Expr, tree: ast.Module, hidden: set[int]) -> bool:
    """Whether a `;` ends the line that this expression ends, and the expression is the last one on it."""
    if node.end_lineno not in hidden:
        return False
    later = (other for other in tree.body if other.lineno == node.end_lineno and other is not node)
    return not any(other.col_offset > (node.end_col_offset or 0) for other in later)


def _lines_ending_in_semicolon(source: str) -> set[int]:
    """The lines whose last token, comments aside, is `;`."""
    if not _SEMICOLON.search(source):
        return set()
    found: set[int] = set()
    previous: tokenize.TokenInfo | None = None
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER) and previous is not None and previous.string == ";":
            found.add(previous.start[0])
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            previous = token
    return found
