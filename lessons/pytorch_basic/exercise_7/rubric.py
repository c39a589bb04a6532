"""Exercise 7: y = k x**2 at x = 10.0 for k = 2, 3, 4; the gradient of each round, cleared before the next, shown.

Only what a round itself gives counts: 2kx. What adds up over the rounds is told apart. The second run starts from
another x: what does not follow it was typed in, or is another function.
"""

import random
from itertools import accumulate, pairwise, permutations

from lessons.course import Criterion, Finding
from lessons.derivatives import STARTED_KEYS, started
from lessons.gradients import Variable, course, family, gradients, refused_at, shown, twins, variables
from lessons.numbers import holds_in_order, holds_run, near, numbers_in, spell
from lessons.sight import Sight, at_line, called, second_of
from sandbox.protocol import Look, Observation, Swap, Twist

BONUS = True
POINT = (10.0,)
FACTORS = (2, 3, 4)
OTHERS = (11, 12, 13, 14, 16, 17, 18, 19)  # without 15: there one round has the gradient that another had at 10


def challenge(draw: random.Random) -> Twist:
    """Another x."""
    return Twist(swaps=(Swap(POINT, (float(draw.choice(OTHERS)),)),))


def slopes(x: float) -> tuple[float, ...]:
    """dy/dx of each round."""
    return tuple(2 * k * x for k in FACTORS)


def leaf(observations: tuple[Observation, ...]) -> Finding:
    """x, tracked."""
    return started(observations, POINT)


def rounds(observations: tuple[Observation, ...]) -> Finding:
    """y of each round, computed from x."""
    sight = Sight(observations[0])
    found = variables(sight, POINT)
    if not found:
        return Finding(0, "missing")
    here, second = _factors(sight, found[0]), _elsewhere(observations, found[0])
    right = here & _factors(*second) if second else here
    facts = {"values": spell(k * found[0].value ** 2 for k in sorted(right or here))}
    if second and here and not right:
        return Finding(0, "fixed", facts | {"input": f"{second[1].value:g}"})
    if right == set(FACTORS):
        return Finding(1, "all", facts)
    return Finding(0.5, "some", facts) if right else Finding(0, "missing")


def _factors(sight: Sight, found: Variable) -> set[int]:
    """The k whose y was computed."""
    leaves = {each.leaf.id for each in family(sight, found)}
    values = [value for view in sight.tensors if sight.lineage(view.id) & leaves for value in view.first or ()]
    return {k for k in FACTORS if any(near(value, k * found.value**2) for value in values)}


def cleared(observations: tuple[Observation, ...]) -> Finding:
    """No round's gradient has an earlier one in it."""
    sight = Sight(observations[0])
    found = variables(sight, POINT)
    if not found:
        return Finding(0, "missing")
    first, second = _cleared(sight, found[0]), _elsewhere(observations, found[0])
    if second and first.share > _cleared(*second).share:
        return Finding(0, "fixed", first.facts | {"input": f"{second[1].value:g}"})
    return first


def _cleared(sight: Sight, found: Variable) -> Finding:
    history, wanted = [value for value in _history(sight, found) if value], slopes(found.value)
    if not history:
        line = refused_at(sight)
        return Finding(0, "refused", {"name": called(found.leaf), "line": line}) if line else Finding(0, "missing")
    facts = {"name": called(found.leaf), "seen": spell(history), "wanted": spell(wanted)}
    if _is_never_cleared(sight, found):
        own = [value for row in _courses(sight, found, hooks=False) for value in row]
        return Finding(0, "accumulated", facts | {"seen": spell(own)})
    # Who leaves the clearing out as well, to see what it does, has cleared in the other rounds.
    if any(holds_run(row, order) for row in _courses(sight, found) for order in permutations(wanted)):
        return Finding(1, "cleared", facts)
    if any(near(value, added) for value in history for added in _sums(wanted)):
        return Finding(0, "accumulated", facts)
    if not all(any(near(value, right) for right in wanted) for value in history):
        return Finding(0, "other", facts)
    is_later = any(near(value, right) for value in history for right in wanted[1:])
    return Finding(1, "cleared", facts) if is_later else Finding(0, "once", facts)


def seen(observations: tuple[Observation, ...]) -> Finding:
    """The three gradients, on the screen, in whatever order the rounds come."""
    sight = Sight(observations[0])
    found = variables(sight, POINT)
    if not found:
        return Finding(0, "missing")
    first, second = _shown(sight, found[0]), _elsewhere(observations, found[0])
    if second is None or _shown(*second).share >= first.share:
        return first
    if first.key != "shown" and _are_typed(sight, found[0]):
        return Finding(0, "typed", first.facts)
    stays = first.facts["wanted" if first.key == "shown" else "seen"]
    return Finding(0, "fixed", first.facts | {"wanted": stays, "input": f"{second[1].value:g}"})


def _shown(sight: Sight, found: Variable) -> Finding:
    wanted, looks = slopes(found.value), _looks(sight, found)
    numbers = [value for look in looks for value in look.values or ()]
    facts = {"wanted": spell(wanted), "seen": spell(numbers), "line": at_line(looks[-1].line if looks else None)}
    if any(holds_in_order(numbers, order) for order in permutations(wanted)):
        return Finding(1, "shown", facts)
    if holds_in_order(numbers, tuple(accumulate(wanted))):
        return Finding(0.5, "accumulated", facts)
    if any(near(number, right) for number in numbers for right in wanted):
        return Finding(0.5, "some", facts)
    if _are_typed(sight, found):
        return Finding(0, "typed", facts)
    if any(numbers):
        is_added = any(near(number, added) for number in numbers for added in _sums(wanted))
        return Finding(0, "accumulated" if is_added else "other", facts)
    history = _history(sight, found)
    is_hidden = any(near(value, right) for value in history for right in wanted) or (history and not looks)
    return Finding(0, "hidden" if is_hidden else "missing", facts)


def _are_typed(sight: Sight, found: Variable) -> bool:
    return holds_in_order(numbers_in(sight.text()), slopes(found.value))


def _elsewhere(observations: tuple[Observation, ...], found: Variable) -> tuple[Sight, Variable] | None:
    """The second run and its x, where it can be compared."""
    second = second_of(observations)
    other = twins(second, [found]) if second else []
    return (second, other[0]) if second and other else None


def _history(sight: Sight, found: Variable) -> list[float]:
    return [value for each in family(sight, found) for value in gradients(sight, each)]


def _is_never_cleared(sight: Sight, found: Variable) -> bool:
    """Whether all three rounds lie in `.grad`, and single ones nowhere but in what a hook was given."""
    rows, wanted = _courses(sight, found, hooks=False), slopes(found.value)
    is_summed = any(near(row[-1], sum(wanted)) for row in rows if row)
    return is_summed and not any(holds_run(row, order) for row in rows for order in permutations(wanted))


def _courses(sight: Sight, found: Variable, hooks: bool = True) -> list[list[float]]:
    """What the gradient of each leaf went through, without the zeros of a clearing."""
    return [[value for value in course(sight, each, hooks) if value] for each in family(sight, found)]


def _looks(sight: Sight, found: Variable) -> list[Look]:
    looks = {look.step: look for each in family(sight, found) for look in shown(sight, each.leaf)}
    return [looks[step] for step in sorted(looks)]


def _sums(wanted: tuple[float, ...]) -> list[float]:
    """What two or more rounds in a row add up to."""
    return [one + other for one, other in pairwise(wanted)] + [sum(wanted)]


CRITERIA = (
    Criterion("leaf", 2, leaf, STARTED_KEYS),
    Criterion("rounds", 3, rounds, ("all", "fixed", "some", "missing")),
    Criterion("cleared", 2, cleared, ("cleared", "fixed", "accumulated", "other", "once", "refused", "missing")),
    Criterion("shown", 3, seen, ("shown", "fixed", "accumulated", "some", "typed", "other", "hidden", "missing")),
)
