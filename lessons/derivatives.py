"""What every exercise about one derivative asks: observations and a Derivative come in, Findings go out.

The derivative is in closed form, and its value is taken where the leaf really was; so the second run, in which the leaf
has another value, is checked by the same rule.
"""

from collections.abc import Callable, Sequence

import msgspec

from lessons.course import Finding
from lessons.gradients import Row, Variable, family, given, gradients, refused_at, shown, twins, variables
from lessons.numbers import near, numbers_in
from lessons.sight import Sight, at_line, called, second_of
from sandbox.protocol import Look, Observation, TensorView

Function = Callable[..., float]

STARTED_KEYS = ("tracked", "untracked", "elsewhere", "missing")
EVALUATED_KEYS = ("computed", "fixed", "other", "missing")
COMPUTED_KEYS = ("right", "fixed", "nameless", "accumulated", "other", "by_hand", "refused", "missing")
SEEN_KEYS = ("shown", "fixed", "other", "middle", "early", "typed", "hidden", "missing")


class Derivative(msgspec.Struct, frozen=True):
    """One derivative that an exercise asks for: a function's, at a point, along one of its arguments, which have these
    names in the task."""

    function: Function
    slope: Function
    point: Row
    along: int = 0
    names: tuple[str, ...] = ()


def started(observations: tuple[Observation, ...], point: Row, asked: Derivative | None = None) -> Finding:
    """Whether there is a tracked leaf for each number of the point, with a key of STARTED_KEYS."""
    sight = Sight(observations[0])
    found = _placed(sight, asked) if asked else variables(sight, point)
    for each in found:
        if not each.leaf.requires_grad:
            return Finding(0.5, "untracked", {"name": called(each.leaf), "line": at_line(each.leaf.line)})
    for each, wanted in zip(found, point, strict=False):
        if not near(each.value, wanted):
            facts = {"name": called(each.leaf), "value": f"{each.value:g}", "wanted": f"{wanted:.1f}"}
            return Finding(0.5, "elsewhere", facts)
    names = ", ".join(dict.fromkeys(called(each.leaf) for each in found))
    return Finding(1, "tracked", {"names": names}) if found else Finding(0, "missing")


def evaluated(observations: tuple[Observation, ...], asked: Derivative) -> Finding:
    """Whether the function's value was computed from the variables, with a key of EVALUATED_KEYS."""
    sight = Sight(observations[0])
    found = _placed(sight, asked)
    if not found:
        return Finding(0, "missing")
    wanted, results = _value(asked, found), _results(sight, found)
    if right := _equal(results, wanted):
        facts = {"value": f"{wanted:g}", "line": at_line(right[0].line)}
        other = _elsewhere(observations, found)
        if other and not _equal(_results(*other), _value(asked, other[1])):
            return Finding(0, "fixed", facts | {"inputs": _spelled(other[1])})
        return Finding(1, "computed", facts)
    results = [view for view in results if not view.made.endswith("grad")]
    if not results:
        return Finding(0, "missing")
    value = (results[-1].first or (0.0,))[0]
    return Finding(0, "other", {"value": f"{value:g}", "wanted": f"{wanted:g}", "line": at_line(results[-1].line)})


def computed(observations: tuple[Observation, ...], asked: Derivative) -> Finding:
    """Whether autograd gave the derivative, with a key of COMPUTED_KEYS."""
    sight = Sight(observations[0])
    found = _placed(sight, asked)
    if not found:
        return Finding(0, "missing")
    wanted, seen = _slope(asked, found), _gradients(sight, found[asked.along])
    facts = {"name": _name(sight, found[asked.along]), "wanted": f"{wanted:g}"}
    if any(near(value, wanted) for value in seen):
        other = _elsewhere(observations, found)
        if other and not any(
            near(value, _slope(asked, other[1])) for value in _gradients(other[0], other[1][asked.along])
        ):
            return Finding(0, "fixed", facts | {"inputs": _spelled(other[1])})
        return Finding(1, "right", facts)
    if any(near(value, times * wanted) for value in seen for times in (2, 3, 4)):
        return Finding(0.5, "accumulated", facts | {"seen": f"{seen[-1]:g}"})
    if seen:
        return Finding(0, "other", facts | {"seen": f"{seen[-1]:g}"})
    if (inner := _nameless(sight, found[asked.along].leaf)) and _equal(_backwards(sight), _value(asked, found)):
        return Finding(1, "nameless", facts | {"name": called(inner), "line": at_line(inner.line)})
    return Finding(0, *_undone(sight, wanted, facts))


def seen(observations: tuple[Observation, ...], asked: Derivative) -> Finding:
    """Whether the derivative that autograd gave was shown, with a key of SEEN_KEYS."""
    sight = Sight(observations[0])
    found = _placed(sight, asked)
    if not found:
        return Finding(0, "missing", {"name": "x"})
    leaf, wanted = found[asked.along].leaf, _slope(asked, found)
    facts = {"name": _name(sight, found[asked.along]), "wanted": f"{wanted:g}"}
    looks = _looks(sight, found[asked.along])
    if right := _right(looks, wanted):
        facts["line"] = at_line(right[0].line)
        other = _elsewhere(observations, found)
        if other and not _right(_looks(other[0], other[1][asked.along]), _slope(asked, other[1])):
            return Finding(0, "fixed", facts | {"inputs": _spelled(other[1])})
        return Finding(1, "shown", facts)
    if looks and not any(near(value, wanted) for value in _gradients(sight, found[asked.along])):
        values = looks[-1].values or (0.0,)
        return Finding(0.5, "other", facts | {"seen": f"{values[0]:g}", "line": at_line(looks[-1].line)})
    return Finding(0, *_unshown(sight, leaf, wanted, facts))


def _unshown(sight: Sight, leaf: TensorView, wanted: float, facts: dict[str, str]) -> tuple[str, dict[str, str]]:
    looked = sight.looked("grad")
    for look in looked:
        if not sight.tensor(look.tensor).is_leaf:
            return "middle", facts | {"middle": called(sight.tensor(look.tensor)), "line": at_line(look.line)}
    early = [look for look in looked if look.tensor == leaf.id and "None" in sight.text(look.at)]
    if early:
        return "early", facts | {"line": at_line(early[0].line)}
    if _on_screen(sight, wanted):
        return "typed", facts
    kept = any(each.name in leaf.names for each in sight.observation.gradients)
    return "hidden" if kept or given(sight, leaf) else "missing", facts


def _undone(sight: Sight, wanted: float, facts: dict[str, str]) -> tuple[str, dict[str, str]]:
    if _on_screen(sight, wanted):
        return "by_hand", facts
    line = refused_at(sight)
    return ("refused", facts | {"line": line}) if line else ("missing", facts)


def _nameless(sight: Sight, leaf: TensorView) -> TensorView | None:
    """What has the name that a leaf would have, where it was computed with as soon as it was made."""
    heirs = (view for view in sight.tensors if view.parents == (leaf.id,) and view.line == leaf.line and view.names)
    return None if leaf.names else next(heirs, None)


def _backwards(sight: Sight) -> list[TensorView]:
    """The result from which the first backward started, where it has a name."""
    graph = sight.observation.graph
    name = graph.nodes[0].name if graph and graph.nodes else ""
    return [view for view in sight.tensors if name and name in view.names]


def _placed(sight: Sight, asked: Derivative) -> list[Variable]:
    """The variables in the task's order: by their values, or where the function's value is another with these, by
    their names, for the values may be swapped."""
    found = variables(sight, asked.point)
    by_name = {name: each for each in found for name in each.leaf.names}
    called_so = [by_name[name] for name in asked.names if name in by_name]
    if len(called_so) < max(2, len(found)) or _equal(_results(sight, found), _value(asked, found)):
        return found
    return called_so


def _results(sight: Sight, found: Sequence[Variable]) -> list[TensorView]:
    """Single numbers that were made of the variables."""
    leaves = {each.leaf.id for each in found}
    made = [view for view in sight.tensors if view.id not in leaves and leaves & sight.lineage(view.id)]
    return [view for view in made if len(view.first or ()) == 1]


def _equal(views: Sequence[TensorView], wanted: float) -> list[TensorView]:
    return [view for view in views if near((view.first or (0.0,))[0], wanted)]


def _value(asked: Derivative, found: Sequence[Variable]) -> float:
    return asked.function(*(each.value for each in found))


def _slope(asked: Derivative, found: Sequence[Variable]) -> float:
    return asked.slope(*(each.value for each in found))


def _elsewhere(observations: tuple[Observation, ...], found: Sequence[Variable]) -> tuple[Sight, list[Variable]] | None:
    """The second run and its variables, where it can be compared."""
    second = second_of(observations)
    other = twins(second, found) if second else []
    return (second, other) if second and other else None


def _gradients(sight: Sight, variable: Variable) -> list[float]:
    return [value for each in family(sight, variable) for value in gradients(sight, each)]


def _looks(sight: Sight, variable: Variable) -> list[Look]:
    looks = {(look.step, look.tensor): look for each in family(sight, variable) for look in shown(sight, each.leaf)}
    return [looks[at] for at in sorted(looks)]


def _name(sight: Sight, variable: Variable) -> str:
    """What a student calls it, or where that is another by now, its successor."""
    return next((called(each.leaf) for each in family(sight, variable) if each.leaf.names), called(variable.leaf))


def _right(looks: Sequence[Look], wanted: float) -> list[Look]:
    return [look for look in looks if any(near(value, wanted) for value in look.values or ())]


def _on_screen(sight: Sight, wanted: float) -> bool:
    return any(near(number, wanted) for number in numbers_in(sight.text()))


def _spelled(found: Sequence[Variable]) -> str:
    return ", ".join(f"{each.value:g}" for each in found)
