"""Which device programs run on, and what a CUDA child does before its walls go up.

CUDA cannot be used across a fork, so the warm parent only counts devices (by NVML, which starts nothing), and each
standby child starts CUDA itself. CPU and GPU are one mechanism with two settings. `docs/gpu.md` says what was run on
real hardware.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import torch

Device = Literal["cpu", "cuda"]
Wish = Literal["auto", "cpu", "cuda"]

# Over the CPU's list: the driver is spoken to by ioctl on devices that are open by then, and waited for by poll.
CUDA_CALLS = ("ioctl", "poll", "ppoll", "sched_getaffinity", "gettid", "getpid")


class DeviceError(Exception):
    """A device was asked for that is not there; the text names the setting."""


def choose(wish: Wish, count: Callable[[], int]) -> Device:
    """The device to use; `count` tells how many GPUs there are. Raises DeviceError."""
    if wish == "cpu":
        return "cpu"
    if count() > 0:
        return "cuda"
    if wish == "cuda":
        raise DeviceError("TUTOR_DEVICE: cuda, but torch finds no GPU here; write auto or cpu, or install a CUDA build")
    return "cpu"


def count() -> int:
    """The GPUs that this build of torch could use. Starts no CUDA, so that a fork stays possible."""
    return torch.cuda.device_count() if torch.version.cuda else 0


def open_cuda(memory_mib: int) -> None:
    """Start CUDA and its threads in this process, once, with a cap on its memory: no call to do it is left later."""
    torch.cuda.init()  # type: ignore[no-untyped-call]
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(min(memory_mib * 1024 * 1024 / total, 1.0))
    x = torch.ones(8, 8, device="cuda", requires_grad=True)
    (x @ x).sum().backward()  # type: ignore[no-untyped-call]
    torch.cuda.synchronize()


def open_files() -> set[int]:
    """The descriptors by which this process speaks to its GPU: they must survive the walls."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(entry)
        except OSError:  # the listing's own descriptor
            continue
        if target.startswith("/dev/nvidia") or target.startswith("anon_inode:[event"):
            found.add(int(entry.name))
    return found


def in_use() -> Device:
    """What this process computes on."""
    return "cuda" if torch.cuda.is_initialized() else "cpu"  # type: ignore[no-untyped-call]
