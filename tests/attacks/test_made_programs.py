"""Whatever is run, there is an observation, soon after the deadline, and the next honest run is answered."""

import ast
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sandbox.protocol import Job
from tests.attacks.made import programs
from tests.sandbox_client import ask

DEADLINE_MS = 200
_statuses: dict[str, int] = {}


@pytest.fixture(scope="module", autouse=True)
def warm(sandbox_socket: Path) -> None:
    """Else the first program would be timed with torch's import."""
    ask(sandbox_socket, Job("warm", "1"))


def _is_valid(source: str) -> bool:
    """Some trees can be written that Python does not read: an assignment to `-1[0]`."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=programs(), trace=st.booleans())
def test_a_made_program_has_an_observation(sandbox_socket: Path, source: str, trace: bool) -> None:
    assume(_is_valid(source))
    started = time.monotonic()
    seen = ask(sandbox_socket, Job("made", source, deadline_ms=DEADLINE_MS, trace=trace))
    assert time.monotonic() - started < 2
    assert seen.id == "made"
    assert seen.status in ("ok", "error", "refused", "timeout", "memory", "output"), seen
    if seen.status == "error":
        assert seen.error is not None
        assert seen.error.type
    _statuses[seen.status] = _statuses.get(seen.status, 0) + 1
    assert ask(sandbox_socket, Job("next", "print(40 + 2)")).stdout == "42\n"


def test_made_programs_are_of_several_kinds() -> None:
    """Else the strategy makes only what fails at once."""
    assert {"ok", "error"} <= set(_statuses), _statuses
