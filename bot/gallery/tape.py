"""Runs of the real sandbox, kept: a Job comes in, what was observed when it was recorded goes out.

So an example card tells of a real run, is the same each time, and needs no sandbox. The tests record the tape anew.
"""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bot.errors import TutorError
from sandbox.protocol import Job, Observation

Ask = Callable[[Job], Observation]
DURATION_MS = 120.0  # of every recorded run: a clock gives another one each time
_FILE = "tape.json"
_JOB = msgspec.json.Decoder(Job)
_KEPT = msgspec.json.Decoder(list[tuple[Job, Observation]])


class NotRecorded(TutorError):
    """An example runs what is not on the tape."""


class Tape:
    """What was recorded; with `ask`, what is missing is run and recorded."""

    def __init__(self, ask: Ask | None = None, *, empty: bool = False) -> None:
        self.ask = ask
        kept = [] if empty else _KEPT.decode(resources.files(__name__.rpartition(".")[0]).joinpath(_FILE).read_bytes())
        self.runs = {_key(job): (job, seen) for job, seen in kept}

    def play(self, *jobs: Job) -> tuple[Observation, ...]:
        """What the jobs showed. Raises NotRecorded."""
        return tuple(map(self._one, jobs))

    def write(self, path: Path) -> None:
        """Keep what was recorded."""
        lines = [msgspec.json.encode(pair).decode() for pair in self.runs.values()]
        path.write_text("[\n" + ",\n".join(sorted(lines)) + "\n]\n", encoding="utf-8")

    def _one(self, job: Job) -> Observation:
        if _key(job) not in self.runs:
            if self.ask is None:
                raise NotRecorded(
                    f"the run of {job.id} is not on the gallery's tape; record it: "
                    "TUTOR_REWRITE=1 ./tutor test tests/bot/test_golden_cards.py"
                )
            self.runs[_key(job)] = job, replace(self.ask(job), duration_ms=DURATION_MS)
        return self.runs[_key(job)][1]


def _key(job: Job) -> bytes:
    """The same before a job is written and after it was read, which makes floats of whole numbers."""
    return msgspec.json.encode(_JOB.decode(msgspec.json.encode(job)))
