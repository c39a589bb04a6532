"""A sandbox of our own: started as a process beside the bot, and started again if it ends.

It is given no environment of ours: no token and no database address is in its memory or its children's.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bot.errors import SandboxGone
from bot.settings import Settings
from bot.workers.socket import SocketWorker
from sandbox.protocol import Job, Observation

log = logging.getLogger(__name__)
_START_SECONDS = 30.0
_STOP_SECONDS = 5.0
_ROOT = Path(__file__).resolve().parent.parent.parent
_PASSED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES")


class LocalWorker:
    """Owns a sandbox process and talks to it over a socket in a folder that only we can enter."""

    def __init__(self, settings: Settings) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="tutor-"))
        self._path = self._folder / "sandbox.sock"
        self._worker = SocketWorker(self._path)
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Start the sandbox, if it does not run. It takes connections at once and jobs as soon as torch is warm."""
        async with self._starting:
            if self._process is not None and self._process.returncode is None:
                return
            self._path.unlink(missing_ok=True)
            self._process = await asyncio.create_subprocess_exec(
                *self._command(),
                cwd=_ROOT,
                env=_environment(),
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in a terminal is for us: what runs may end first
            )
            await self._wait_for_socket(self._process)

    async def run(self, job: Job) -> Observation:
        """Run a job once. Raises SandboxGone if the sandbox ends meanwhile; the next job starts it again."""
        await self.start()
        return await self._worker.run(job)

    async def close(self) -> None:
        """Stop the sandbox and remove its folder."""
        await self._worker.close()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def pid(self) -> int | None:
        """The sandbox's process id, while it runs."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    def _command(self) -> list[str]:
        slots, memory = str(self._settings.sandbox_slots), str(self._settings.memory_mib)
        options = ["--socket", str(self._path), "--slots", slots, "--memory-mib", memory]
        options += ["--device", self._settings.device, "--with-parent"]
        return [sys.executable, "-m", "sandbox", *options]

    async def _wait_for_socket(self, process: asyncio.subprocess.Process) -> None:
        ended = asyncio.ensure_future(process.wait())
        try:
            async with asyncio.timeout(_START_SECONDS):
                while not self._path.exists():
                    await asyncio.wait([ended], timeout=0.01)
                    if ended.done():
                        raise SandboxGone(
                            f"the sandbox did not start (exit status {ended.result()}); its reason is above"
                        )
        except TimeoutError:
            raise SandboxGone(f"the sandbox did not listen within {_START_SECONDS:.0f} s") from None
        finally:
            ended.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ended


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
