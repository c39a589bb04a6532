"""Exercise 6: f(u, v) = u**2 v + 4v, tracked at u = 3.0 and v = 5.0; both partial derivatives by autograd, shown.

The second run starts from another point: what autograd gives follows it, what was typed in does not.
"""

import random
from functools import partial

from lessons.course import Criterion, Finding
from lessons.derivative import Derivative
from lessons.derivatives import EVALUATED_KEYS, SEEN_KEYS, STARTED_KEYS, computed, evaluated, seen, started
from sandbox.protocol import Observation, Swap, Twist

BONUS = True
POINT = (3.0, 5.0)


def function(u: float, v: float) -> float:
    """f"""
    return u**2 * v + 4 * v


def slope_u(u: float, v: float) -> float:
    """df/du"""
    return 2 * u * v


def slope_v(u: float, v: float) -> float:
    """df/dv"""
    return u**2 + 4


NAMES = ("u", "v")
ALONG_U = Derivative(function, slope_u, POINT, 0, NAMES)
ALONG_V = Derivative(function, slope_v, POINT, 1, NAMES)


def challenge(draw: random.Random) -> Twist:
    """Another u and another v, whether in two tensors or in one."""
    other = (float(draw.randrange(6, 10)), float(draw.randrange(10, 15)))
    pairs = ((POINT, other), *(((old,), (new,)) for old, new in zip(POINT, other, strict=True)))
    return Twist(swaps=tuple(Swap(old, new) for old, new in pairs))


def leaves(observations: tuple[Observation, ...]) -> Finding:
    """u and v, tracked."""
    return started(observations, POINT, ALONG_U)


def value(observations: tuple[Observation, ...]) -> Finding:
    """f, computed from both."""
    return evaluated(observations, ALONG_U)


def slope(observations: tuple[Observation, ...], asked: Derivative) -> Finding:
    """One partial derivative: by autograd, and shown. Computed but not shown, or more than once into it, is half."""
    finding, given = seen(observations, asked), computed(observations, asked)
    if finding.key == "other":
        return given if given.key == "accumulated" else Finding(0, "other", given.facts)
    if finding.share == 0 and given.key == "right":
        return Finding(0.5, "hidden", given.facts)
    return given if (finding.key, given.key) == ("missing", "refused") else finding


_SLOPE_KEYS = (*SEEN_KEYS, "accumulated", "refused")

CRITERIA = (
    Criterion("leaves", 2, leaves, STARTED_KEYS),
    Criterion("value", 2, value, EVALUATED_KEYS),
    Criterion("along_u", 3, partial(slope, asked=ALONG_U), _SLOPE_KEYS),
    Criterion("along_v", 3, partial(slope, asked=ALONG_V), _SLOPE_KEYS),
)
