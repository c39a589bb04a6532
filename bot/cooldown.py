"""How often somebody may: so many times within so many seconds, counted in a window that slides."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import Literal

MOST = 10_000  # people or servers remembered
Clock = Callable[[], float]


class Cooldown:
    """A window for each key: `times` within `seconds`; 0 times is no limit."""

    def __init__(self, times: int, seconds: float, clock: Clock = time.monotonic, most: int = MOST) -> None:
        self._times = times
        self._seconds = seconds
        self._clock = clock
        self._most = most
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._taken)

    def wait(self, key: str) -> float:
        """The seconds until somebody may once more; 0 for now. Nothing is counted."""
        taken = self._taken.get(key)
        if taken is None or not self._times:
            return 0.0
        now = self._clock()
        while taken and taken[0] <= now - self._seconds:
            taken.popleft()
        return 0.0 if len(taken) < self._times else taken[0] + self._seconds - now

    def count(self, key: str) -> None:
        """Somebody did. Beyond the limit nothing more is counted, so that a wait is never longer than the window."""
        if not self._times:
            return
        taken = self._taken.setdefault(key, deque(maxlen=self._times))
        self._taken.move_to_end(key)
        if not self.wait(key):
            taken.append(self._clock())
        while len(self._taken) > self._most:
            self._taken.popitem(last=False)


def take(*limits: tuple[Cooldown, str | None]) -> float:
    """Count once in each window whose key is not None, if all of them let it; else the seconds to wait for that."""
    asked: Sequence[tuple[Cooldown, str]] = [(window, key) for window, key in limits if key is not None]
    longest = max((window.wait(key) for window, key in asked), default=0.0)
    if not longest:
        for window, key in asked:
            window.count(key)
    return longest


class Runs:
    """The limits of runs: those of one person within 30 seconds, and those of one server within 60."""

    def __init__(self, person: int, server: int, clock: Clock = time.monotonic) -> None:
        self._person = Cooldown(person, 30, clock)
        self._server = Cooldown(server, 60, clock)

    def take(self, person: str, server: str | None) -> tuple[Literal["person", "server"], float]:
        """Count a run, if both limits let it; else whose limit it is and the seconds to wait."""
        own = self._person.wait(person)
        seconds = take((self._person, person), (self._server, server))
        return "person" if own == seconds else "server", seconds


class Flood:
    """What to say to who does too much at once: one warning, then nothing, until they may again."""

    def __init__(self, times: int, seconds: float, clock: Clock = time.monotonic, most: int = MOST) -> None:
        self._window = Cooldown(times, seconds, clock, most)
        self._most = most
        self._warned: OrderedDict[str, None] = OrderedDict()

    def heard(self, key: str) -> tuple[Literal["fine", "warn", "silent"], float]:
        """Somebody did something: whether it is answered, warned of or passed over, and the seconds to wait."""
        if not (seconds := take((self._window, key))):
            self._warned.pop(key, None)
            return "fine", 0.0
        if key in self._warned:
            return "silent", seconds
        self._warned[key] = None
        while len(self._warned) > self._most:
            self._warned.popitem(last=False)
        return "warn", seconds
