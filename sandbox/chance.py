"""Whether NumPy's or Python's random numbers were drawn: torch's own are seen call by call, these are not."""

import random
from typing import Any

import numpy as np

_FRESH = 624  # where both Mersenne Twisters stand after seeding, before anything is drawn


class Chance:
    """While open, also notices `np.random.default_rng`, whose generators keep their state to themselves."""

    def __init__(self) -> None:
        self._drawn = False

    def open(self) -> None:
        """Begin to watch."""
        self._default_rng = np.random.default_rng
        np.random.default_rng = self._watched

    def close(self) -> tuple[str, ...]:
        """Put things back. Gives the names of what the program itself had replaced."""
        replaced = np.random.default_rng != self._watched
        np.random.default_rng = self._default_rng
        return ("numpy.random.default_rng",) if replaced else ()

    def was_used(self) -> bool:
        """Whether anything has been drawn by now."""
        if not self._drawn:
            state = np.random.get_state(legacy=False)["state"]
            self._drawn = state["pos"] != _FRESH or random.getstate()[1][-1] != _FRESH
        return self._drawn

    def _watched(self, *args: Any, **kwargs: Any) -> np.random.Generator:
        self._drawn = True
        return self._default_rng(*args, **kwargs)
