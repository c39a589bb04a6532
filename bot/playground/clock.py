"""The playground's time, which a test may let pass: every age, id and stamp comes from here."""

import time
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


class Clock:
    """Real time, and what was skipped."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def skip(self, seconds: float) -> None:
        """Let time pass at once."""
        self._skipped += seconds

    def seconds(self) -> float:
        """Since 1970; never goes back but where the machine's clock does."""
        return time.time() + self._skipped

    def monotonic(self) -> float:
        """For spans."""
        return time.monotonic() + self._skipped

    def now(self) -> str:
        """This moment as Discord writes it."""
        return datetime.fromtimestamp(self.seconds(), UTC).isoformat(timespec="milliseconds")

    def at(self, snowflake: str) -> str:
        """When an id was given, as Discord writes it."""
        moment = ((int(snowflake) >> 22) + DISCORD_EPOCH_MS) / 1000
        return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")

    def snowflake(self) -> int:
        """The smallest id of this millisecond."""
        return (int(self.seconds() * 1000) - DISCORD_EPOCH_MS) << 22

    def age(self, snowflake: str) -> float:
        """Seconds since an id was given."""
        return self.seconds() - ((int(snowflake) >> 22) + DISCORD_EPOCH_MS) / 1000
