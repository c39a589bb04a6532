"""Numbers out of samples."""

import statistics
from collections.abc import Sequence
from pathlib import Path


def quantiles(samples: Sequence[float]) -> dict[str, float]:
    """p50 and p95 of at least two samples, in their unit, and how many there were."""
    cuts = statistics.quantiles(samples, n=20, method="inclusive")
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2), "runs": len(samples)}


def resident_mib(pid: int) -> float:
    """A process's resident memory in MiB. Raises OSError where it is gone."""
    for line in (Path("/proc") / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def private_mib(pid: int) -> float:
    """A process's own memory in MiB: what it shares with no other."""
    lines = (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines()
    kinds = ("Private_Clean:", "Private_Dirty:")
    return round(sum(int(line.split()[1]) for line in lines if line.startswith(kinds)) / 1024, 1)
