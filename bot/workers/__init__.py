"""The seam to the sandbox: a job in, an observation out. `local.py` starts a sandbox on this machine."""

from typing import Protocol

from sandbox.protocol import Job, Observation


class Worker(Protocol):
    """Anything that runs jobs."""

    async def run(self, job: Job) -> Observation:
        """Run a job once. Raises SandboxError where no observation came back."""
        ...

    async def close(self) -> None:
        """Let go of what the worker holds."""
        ...
