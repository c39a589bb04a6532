"""What all values between rooms are."""

import msgspec


class Frozen(msgspec.Struct, frozen=True):
    """A value between two rooms."""
