"""One derivative that an exercise asks for: a Sight comes in, the variables that it is about and what became of them
go out.
"""

from collections.abc import Callable, Sequence

import msgspec

from lessons.gradients import Row, Variable, family, gradients, shown, twins, variables
from lessons.numbers import near
from lessons.sight import Sight, called, second_of
from sandbox.protocol import Look, Observation, TensorView

Function = Callable[..., float]


class Derivative(msgspec.Struct, frozen=True):
    """One derivative that an exercise asks for: a function's, at a point, along one of its arguments, which have these
    names in the task."""

    function: Function
    slope: Function
    point: Row
    along: int = 0
    names: tuple[str, ...] = ()


def placed(sight: Sight, asked: Derivative) -> list[Variable]:
    """The variables in the task's order: by their values, or where the function's value is another with these, by
    their names, for the values may be swapped."""
    found = variables(sight, asked.point)
    by_name = {name: each for each in found for name in each.leaf.names}
    called_so = [by_name[name] for name in asked.names if name in by_name]
    if len(called_so) < max(2, len(found)) or equal_to(results_of(sight, found), value_of(asked, found)):
        return found
    return called_so


def elsewhere(observations: tuple[Observation, ...], found: Sequence[Variable]) -> tuple[Sight, list[Variable]] | None:
    """The second run and its variables, where it can be compared."""
    second = second_of(observations)
    other = twins(second, found) if second else []
    return (second, other) if second and other else None


def value_of(asked: Derivative, found: Sequence[Variable]) -> float:
    """The function's value at the variables."""
    return asked.function(*(each.value for each in found))


def slope_of(asked: Derivative, found: Sequence[Variable]) -> float:
    """The derivative there, in closed form."""
    return asked.slope(*(each.value for each in found))


def results_of(sight: Sight, found: Sequence[Variable]) -> list[TensorView]:
    """Single numbers that were made of the variables."""
    leaves = {each.leaf.id for each in found}
    made = [view for view in sight.tensors if view.id not in leaves and leaves & sight.lineage(view.id)]
    return [view for view in made if len(view.first or ()) == 1]


def equal_to(views: Sequence[TensorView], wanted: float) -> list[TensorView]:
    """Those of the single numbers that are this one."""
    return [view for view in views if near((view.first or (0.0,))[0], wanted)]


def gradients_of(sight: Sight, variable: Variable) -> list[float]:
    """Every value that its gradient was seen with, also where it was made anew."""
    return [value for each in family(sight, variable) for value in gradients(sight, each)]


def looks_at(sight: Sight, variable: Variable) -> list[Look]:
    """The looks by which its gradient reached the screen, in order."""
    looks = {(look.step, look.tensor): look for each in family(sight, variable) for look in shown(sight, each.leaf)}
    return [looks[at] for at in sorted(looks)]


def name_of(sight: Sight, variable: Variable) -> str:
    """What a student calls it, or where that is another by now, its successor."""
    return next((called(each.leaf) for each in family(sight, variable) if each.leaf.names), called(variable.leaf))


def spelled(found: Sequence[Variable]) -> str:
    """Their values, for a sentence."""
    return ", ".join(f"{each.value:g}" for each in found)
