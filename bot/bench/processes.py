"""What /proc says of a process: its children, zombies and descriptors."""

from pathlib import Path


def children_of(pid: int) -> list[int]:
    """The pids of a process's children."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def descriptors(pid: int) -> int:
    """How many descriptors a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def zombies_of(pid: int) -> int:
    """How many of a process's children have ended and were not waited for."""
    states = (Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[0] for child in children_of(pid))
    return sum(state == "Z" for state in states)
