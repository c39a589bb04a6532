"""What the server and the warm parent say to each other, over a datagram socket between the two."""

import msgspec

FORK = b"fork"
FORK_AT_ONCE = b"fork at once"  # a job is waiting: no rehearsal
MAX_MESSAGE = 4096


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """Said once, when torch is warm: what children run on."""

    device: str
    torch: str


class Child(msgspec.Struct, frozen=True, tag="child"):
    """A standby child; its two descriptors come with the message."""

    pid: int


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """A child is gone and reaped: the signal that ended it, or 0."""

    pid: int
    signal: int


Message = Ready | Child | Ended
