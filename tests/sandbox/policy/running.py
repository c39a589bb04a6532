"""Runs a program twice, under the policy and as plain Python does, and says what each showed and how it ended."""

import ast
import builtins
import contextlib
import io
import random
import re
import sys
import warnings
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import numpy as np
import torch

from sandbox.policy import Refusal, compile_program, namespace, refusal
from sandbox.protocol import STUDENT_FILE

_ADDRESS = re.compile(r"0x[0-9a-f]+")


@dataclass
class Ran:
    """What a program showed, in order, and the error that ended it: type, message, line."""

    shown: list[str] = field(default_factory=list)
    error: tuple[str, str, int | None] | None = None
    refused: Refusal | None = None

    @property
    def text(self) -> str:
        """All that was shown, addresses aside."""
        return _ADDRESS.sub("0x", "".join(self.shown))


def under_policy(source: str) -> Ran:
    """Run a program in a fresh namespace of the policy."""
    ran = Ran()
    space = namespace(display=lambda value, last: ran.shown.append(_echo(value)), write=ran.shown.append)
    with _quiet():
        try:
            exec(compile_program(source), space)  # noqa: S102 - what is tested
        except Refusal as error:
            ran.error = ("Refusal", error.key, error.line)
        except BaseException as error:
            ran.error = _told(error)
    ran.refused = refusal(space)
    return ran


def as_plain_python(source: str) -> Ran:
    """Run a program with nothing around it but the display of bare expressions."""
    ran = Ran()
    space: dict[str, Any] = {"__name__": "__main__", "torch": torch, "np": np, "numpy": np}
    space["__show__"] = lambda value: ran.shown.append(_echo(value))
    space["__builtins__"] = {**vars(builtins), "display": space["__show__"]}
    with _quiet(), contextlib.redirect_stdout(_Shown(ran)):
        try:
            exec(_with_display(source), space)  # noqa: S102 - what is tested
        except BaseException as error:
            ran.error = _told(error)
    return ran


class _Shown(io.TextIOBase):
    """What plain Python writes to its standard output."""

    def __init__(self, ran: Ran) -> None:
        self._ran = ran

    def write(self, text: str) -> int:
        self._ran.shown.append(text)
        return len(text)


def _with_display(source: str) -> Any:
    tree = ast.parse(source, STUDENT_FILE)
    for node in tree.body:
        if isinstance(node, ast.Expr):
            call = ast.Call(func=ast.Name("__show__", ast.Load()), args=[node.value], keywords=[])
            node.value = ast.fix_missing_locations(ast.copy_location(call, node.value))
    return compile(tree, STUDENT_FILE, "exec", dont_inherit=True)


def _echo(value: object) -> str:
    return "" if value is None else _ADDRESS.sub("0x", f"{value!r}\n")


def _told(error: BaseException) -> tuple[str, str, int | None]:
    line = error.lineno if isinstance(error, SyntaxError) else _last_line(error.__traceback__)
    return type(error).__name__, _ADDRESS.sub("0x", str(error)), line


def _last_line(trace: TracebackType | None) -> int | None:
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == STUDENT_FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@contextlib.contextmanager
def _quiet() -> Any:
    torch.manual_seed(0)
    np.random.seed(0)
    random.seed(0)
    limit = sys.getrecursionlimit()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    sys.setrecursionlimit(limit)
