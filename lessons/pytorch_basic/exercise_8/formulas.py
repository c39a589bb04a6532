"""The layer in closed form: numbers come in, its logits, its loss and the loss's slopes go out.

The slope of the loss along b_j is (sigmoid(z_j) - y_j) / 3, and along w_ij it is x_i times that; for the task's x of
ones, the same.
"""

import math
import operator

from lessons.gradients import Row

INPUTS, OUTPUTS = 5, 3
ONES, ZEROS = (1.0,) * INPUTS, (0.0,) * OUTPUTS  # the task's x and y


def logits(weight: Row, bias: Row, is_turned: bool = False, x: Row = ONES) -> Row:
    """z = xw + b."""
    columns = [weight[j * INPUTS : (j + 1) * INPUTS] if is_turned else weight[j::OUTPUTS] for j in range(OUTPUTS)]
    sums = [sum(map(operator.mul, x, column)) for column in columns]
    return tuple(map(operator.add, sums, bias))


def loss(z: Row, y: Row = ZEROS) -> float:
    """Binary cross-entropy of these logits."""
    each = zip(z, y, strict=True)
    return sum(max(at, 0.0) - at * to + math.log1p(math.exp(-abs(at))) for at, to in each) / OUTPUTS


def slopes(z: Row, y: Row = ZEROS) -> Row:
    """(sigmoid(z) - y) / 3: the loss's slope along each bias."""
    return tuple(((1 + math.tanh(at / 2)) / 2 - to) / OUTPUTS for at, to in zip(z, y, strict=True))


def rate_of(before: Row, after: Row, along: Row) -> float | None:
    """The learning rate by which `after` lies below `before` along a gradient; None where it does not."""
    if not len(before) == len(after) == len(along) or before == after:
        return None
    steepest = max(range(len(along)), key=lambda at: abs(along[at]))
    if not along[steepest]:
        return None
    rate = (before[steepest] - after[steepest]) / along[steepest]
    return rate if all(map(_is_moved, before, after, (rate * each for each in along))) else None


def _is_moved(before: float, after: float, by: float) -> bool:
    """As far as float32 can tell."""
    return abs(before - after - by) <= 2e-6 * max(1.0, abs(before)) + 1e-3 * abs(by)
