"""What a run would cost with no wall, no policy and no observation: fork the warm parent, execute, end.

`python -m sandbox.yardstick RUNS`, the program on standard input; prints {"ms": [...], "runs_per_s": ...}. Only the
benchmark calls this.
"""

import json
import os
import sys
import time

import numpy as np
import torch

from sandbox import warm


def main() -> None:
    """One fork after the other, for the latency; then two at a time, for the throughput."""
    runs, source = int(sys.argv[1]), sys.stdin.read()
    warm.warm()
    samples = []
    for _ in range(runs):
        started = time.perf_counter()
        os.waitpid(_fork(source), 0)
        samples.append((time.perf_counter() - started) * 1000)
    started = time.perf_counter()
    _fork(source)
    for _ in range(runs - 1):
        _fork(source)
        os.wait()
    os.wait()
    print(json.dumps({"ms": samples, "runs_per_s": runs / (time.perf_counter() - started)}))


def _fork(source: str) -> int:
    pid = os.fork()
    if pid == 0:
        exec(source, {"torch": torch, "np": np})  # noqa: S102 - the benchmark's own snippet
        os._exit(0)
    return pid


if __name__ == "__main__":
    main()
