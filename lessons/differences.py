"""Derivatives without autograd: a function and a point come in, its slopes there go out.

Central differences in float64. A rubric has its gradients in closed form; this proves them.
"""

from collections.abc import Callable, Sequence

STEP = 1e-5  # the error is of the order of its square, until rounding (1e-16 / step) outweighs it


def partial(function: Callable[..., float], point: Sequence[float], at: int) -> float:
    """The slope along the argument `at`, the others fixed: (f(p + h) - f(p - h)) / 2h."""
    step = STEP * max(1.0, abs(point[at]))
    up, down = (function(*point[:at], point[at] + side, *point[at + 1 :]) for side in (step, -step))
    return (up - down) / (2 * step)


def gradient(function: Callable[..., float], point: Sequence[float]) -> tuple[float, ...]:
    """The slope along each argument."""
    return tuple(partial(function, point, at) for at in range(len(point)))
