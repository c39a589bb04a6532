"""What a Jupyter cell shows for each snippet, by IPython itself.

`FIX=1 python -m tests.parity.notebook` writes the expected answers anew; without FIX it only says what would change.
Names of files (`display`) keep it to these.
Needs IPython (`pip install ipython`); the tests do not. Nothing walls the snippets in here, so magics and `!commands`
are refused: write none, and none that touches a file. Each snippet runs in a process of its own, with `torch`, `np`
and `numpy` there, seed 0, one thread and warnings unseen, as in the sandbox.
"""

import contextlib
import io
import json
import os
import random
import re
import sys
from typing import Any

import numpy as np
import torch
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from tests.parity.cases import FOLDER, Snippet, expected, snippets


def shown(source: str) -> dict[str, Any]:
    """Status, stdout, the cell's Out, and the error's type, message and line."""
    outs: list[str] = []

    class Hook(DisplayHook):
        def write_format_data(self, format_dict: dict[str, str], md_dict: object = None) -> None:
            outs.append(format_dict["text/plain"])

        def quiet(self) -> bool:
            return bool(self.semicolon_at_end_of_expression(source))

    class Shell(InteractiveShell):
        displayhook_class = Hook

        def run_line_magic(self, *args: object, **kwargs: object) -> None:
            raise PermissionError("snippets run without walls here: no magics")

        def run_cell_magic(self, *args: object, **kwargs: object) -> None:
            raise PermissionError("snippets run without walls here: no magics")

        def system(self, command: str) -> None:
            raise PermissionError("snippets run without walls here: no shell")

        getoutput = system

        def _showtraceback(self, etype: object, evalue: object, stb: object) -> None:
            """Nothing: the error is read from the result."""

    config = Config()
    config.HistoryManager.enabled = False
    shell = Shell(config=config)
    shell.user_ns.update(torch=torch, np=np, numpy=np)
    torch.manual_seed(0)
    np.random.seed(0)
    random.seed(0)
    hook = shell.displayhook
    hook.write_output_prompt = lambda: None
    hook.finish_displayhook = lambda: None
    stdout = io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    return {
        "status": "error" if error is not None else "ok",
        "stdout": stdout.getvalue(),
        "echo": outs[-1] if outs else None,
        "error": _error(error) if error is not None else None,
    }


def _error(error: BaseException) -> dict[str, Any]:
    if isinstance(error, SyntaxError):
        return {"type": type(error).__name__, "message": error.msg, "line": error.lineno}
    line, trace = None, error.__traceback__
    while trace is not None:
        if re.search(r"ipython-input|ipykernel", trace.tb_frame.f_code.co_filename):
            line = trace.tb_lineno
        trace = trace.tb_next
    # An ImportError names the file, which is another on each machine; the sandbox leaves it out.
    message = re.sub(r" \(/\S+\)$", "", str(error))
    return {"type": type(error).__name__, "message": message, "line": line}


def _in_a_process_of_its_own(snippet: Snippet) -> dict[str, Any]:
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as pipe:
            pipe.write(json.dumps(shown(snippet.source)))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text)


def main() -> None:
    """Compare, or with FIX write."""
    torch.set_num_threads(1)
    old = expected()
    new: dict[str, dict[str, Any]] = {}
    for snippet in snippets():
        if sys.argv[1:] and snippet.file not in sys.argv[1:]:
            continue
        answer = _in_a_process_of_its_own(snippet)
        new.setdefault(snippet.file, {})[snippet.name] = answer
        if old.get((snippet.file, snippet.name)) != answer:
            print(f"{snippet.file}: {snippet.name}")
    if os.environ.get("FIX"):
        for file, answers in new.items():
            text = json.dumps(answers, ensure_ascii=False, indent=1)
            (FOLDER / f"{file}.expected.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
