"""Ordinary snippets show in the sandbox, byte for byte, what a Jupyter cell shows: stdout, then the last value, or the
error with its message and line.

The snippets and the notebook's answers are data in `snippets/`; `FIX=1 python -m tests.parity.notebook` makes the
answers anew.
"""

import re
from typing import Any

import pytest

from sandbox.protocol import Job, Observation
from tests.parity.cases import Snippet, expected, snippets

EXPECTED = expected()


@pytest.mark.parametrize("snippet", snippets(), ids=lambda snippet: f"{snippet.file}-{snippet.name}")
def test_as_in_a_notebook(snippet: Snippet, sandbox_run) -> None:
    observation = sandbox_run(Job("case", snippet.source))
    assert _without_addresses(_shown(observation)) == _without_addresses(EXPECTED[snippet.file, snippet.name])


def _shown(observation: Observation) -> dict[str, Any]:
    fault = observation.error
    error = {"type": fault.type, "message": fault.message, "line": fault.line} if fault else None
    return {"status": observation.status, "stdout": observation.stdout, "echo": observation.echo, "error": error}


def _without_addresses(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_addresses(item) for key, item in value.items()}
    return re.sub(r"0[xX][0-9a-fA-F]{6,}", "0x…", value) if isinstance(value, str) else value


def test_every_snippet_has_its_answer_and_no_answer_is_left_over() -> None:
    assert {(snippet.file, snippet.name) for snippet in snippets()} == EXPECTED.keys()
