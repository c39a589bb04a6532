"""Exercise 5: y = x**3 - 2x, tracked at x = 4.0; its derivative there, by autograd, shown.

The second run starts from another x: what autograd gives follows it, what was typed in does not.
"""

import random

from lessons.course import Criterion, Finding
from lessons.derivative import Derivative
from lessons.derivatives import (
    COMPUTED_KEYS,
    EVALUATED_KEYS,
    SEEN_KEYS,
    STARTED_KEYS,
    computed,
    evaluated,
    seen,
    started,
)
from sandbox.protocol import Observation, Swap, Twist

BONUS = True


def function(x: float) -> float:
    """y"""
    return x**3 - 2 * x


def slope(x: float) -> float:
    """dy/dx"""
    return 3 * x**2 - 2


ASKED = Derivative(function, slope, (4.0,))


def challenge(draw: random.Random) -> Twist:
    """Another x."""
    return Twist(swaps=(Swap(ASKED.point, (float(draw.randrange(5, 10)),)),))


def leaf(observations: tuple[Observation, ...]) -> Finding:
    """x, tracked."""
    return started(observations, ASKED.point)


def value(observations: tuple[Observation, ...]) -> Finding:
    """y, computed from x."""
    return evaluated(observations, ASKED)


def gradient(observations: tuple[Observation, ...]) -> Finding:
    """dy/dx, by autograd."""
    return computed(observations, ASKED)


def shown(observations: tuple[Observation, ...]) -> Finding:
    """That gradient, on the screen."""
    return seen(observations, ASKED)


CRITERIA = (
    Criterion("leaf", 2, leaf, STARTED_KEYS),
    Criterion("value", 2, value, EVALUATED_KEYS),
    Criterion("gradient", 3, gradient, COMPUTED_KEYS),
    Criterion("shown", 3, shown, SEEN_KEYS),
)
