"""What tests of several rooms share."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from sandbox.protocol import Job, Observation
from tests.sandbox_client import ask, running_sandbox

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# One student of a test asks for more than a person does. The tests of the limits name their own.
for _limit in ("USER_RUNS", "GUILD_RUNS", "USER_COMMANDS"):
    os.environ.setdefault(f"TUTOR_{_limit}", "0")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def sandbox_socket() -> Iterator[Path]:
    """The socket of one real sandbox for the whole session."""
    with running_sandbox() as path:
        yield path


@pytest.fixture
def sandbox_run(sandbox_socket: Path) -> Callable[[Job], Observation]:
    """Runs a job in the real sandbox."""
    return lambda job: ask(sandbox_socket, job)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where everything must be there (CI), a missing browser fails its tests instead of skipping them."""
    if os.environ.get("TUTOR_TESTS_MUST_NOT_SKIP"):
        return
    if not Path("/usr/bin/chromium").exists():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="needs Debian's chromium (apt install chromium)"))
