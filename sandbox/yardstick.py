"""What a run would cost with no wall, no policy and no observation: fork the warm parent, execute, show, end.

`python -m sandbox.yardstick`: a line in is {"source": ..., "runs": ..., "at_once": ...}, and a line out
is {"ms": [...], "runs_per_s": ...}. Only the benchmark calls this.
"""

import json
import os
import sys
import time

import numpy as np
import torch

from sandbox import warm


def main() -> None:
    """Answer one line after the other."""
    warm.warm()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_measure(asked["source"], asked["runs"], asked["at_once"])), flush=True)


def _measure(source: str, runs: int, at_once: int) -> dict[str, object]:
    """Fork `runs` times, `at_once` children at a time."""
    began: dict[int, float] = {}
    samples: list[float] = []
    started = time.perf_counter()
    while runs > len(samples):
        if len(began) < at_once and len(began) + len(samples) < runs:
            at = time.perf_counter()
            began[_fork(source)] = at
        else:
            pid, _ = os.wait()
            samples.append((time.perf_counter() - began.pop(pid)) * 1000)
    return {"ms": samples, "runs_per_s": runs / (time.perf_counter() - started)}


def _fork(source: str) -> int:
    pid = os.fork()
    if pid == 0:
        exec(source, {"torch": torch, "np": np})  # noqa: S102 - the benchmark's own snippet
        os._exit(0)
    return pid


if __name__ == "__main__":
    main()
