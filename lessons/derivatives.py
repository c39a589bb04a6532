"""What every exercise about one derivative asks: observations and a Derivative come in, Findings go out.

The derivative is in closed form, and its value is taken where the leaf really was; so the second run, in which the leaf
has another value, is checked by the same rule.
"""

from collections.abc import Sequence

from lessons.course import Finding
from lessons.derivative import (
    Derivative,
    elsewhere,
    equal_to,
    gradients_of,
    looks_at,
    name_of,
    placed,
    results_of,
    slope_of,
    spelled,
    value_of,
)
from lessons.gradients import Row, given, refused_at, variables
from lessons.numbers import near, numbers_in
from lessons.sight import Sight, at_line, called
from sandbox.protocol import Look, Observation, TensorView

STARTED_KEYS = ("tracked", "untracked", "elsewhere", "missing")
EVALUATED_KEYS = ("computed", "fixed", "other", "missing")
COMPUTED_KEYS = ("right", "fixed", "nameless", "accumulated", "other", "by_hand", "refused", "missing")
SEEN_KEYS = ("shown", "fixed", "other", "middle", "early", "untracked", "typed", "hidden", "missing")


def started(observations: tuple[Observation, ...], point: Row, asked: Derivative | None = None) -> Finding:
    """Whether there is a tracked leaf for each number of the point, with a key of STARTED_KEYS."""
    sight = Sight(observations[0])
    found = placed(sight, asked) if asked else variables(sight, point)
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
    found = placed(sight, asked)
    if not found:
        return Finding(0, "missing")
    wanted, results = value_of(asked, found), results_of(sight, found)
    if right := equal_to(results, wanted):
        facts = {"value": f"{wanted:g}", "line": at_line(right[0].line)}
        other = elsewhere(observations, found)
        if other and not equal_to(results_of(*other), value_of(asked, other[1])):
            return Finding(0, "fixed", facts | {"inputs": spelled(other[1])})
        return Finding(1, "computed", facts)
    results = [view for view in results if not view.made.endswith("grad")]
    if not results:
        return Finding(0, "missing")
    value = (results[-1].first or (0.0,))[0]
    return Finding(0, "other", {"value": f"{value:g}", "wanted": f"{wanted:g}", "line": at_line(results[-1].line)})


def computed(observations: tuple[Observation, ...], asked: Derivative) -> Finding:
    """Whether autograd gave the derivative, with a key of COMPUTED_KEYS."""
    sight = Sight(observations[0])
    found = placed(sight, asked)
    if not found:
        return Finding(0, "missing")
    wanted, seen = slope_of(asked, found), gradients_of(sight, found[asked.along])
    facts = {"name": name_of(sight, found[asked.along]), "wanted": f"{wanted:g}"}
    if any(near(value, wanted) for value in seen):
        other = elsewhere(observations, found)
        if other and not any(
            near(value, slope_of(asked, other[1])) for value in gradients_of(other[0], other[1][asked.along])
        ):
            return Finding(0, "fixed", facts | {"inputs": spelled(other[1])})
        return Finding(1, "right", facts)
    if any(near(value, times * wanted) for value in seen for times in (2, 3, 4)):
        return Finding(0.5, "accumulated", facts | {"seen": f"{seen[-1]:g}"})
    if seen:
        return Finding(0, "other", facts | {"seen": f"{seen[-1]:g}"})
    if (inner := _nameless(sight, found[asked.along].leaf)) and equal_to(_backwards(sight), value_of(asked, found)):
        return Finding(1, "nameless", facts | {"name": called(inner), "line": at_line(inner.line)})
    return Finding(0, *_undone(sight, wanted, facts))


def seen(observations: tuple[Observation, ...], asked: Derivative) -> Finding:
    """Whether the derivative that autograd gave was shown, with a key of SEEN_KEYS."""
    sight = Sight(observations[0])
    found = placed(sight, asked)
    if not found:
        return Finding(0, "missing", {"name": "x"})
    leaf, wanted = found[asked.along].leaf, slope_of(asked, found)
    facts = {"name": name_of(sight, found[asked.along]), "wanted": f"{wanted:g}"}
    looks = looks_at(sight, found[asked.along])
    if right := _right(looks, wanted):
        facts["line"] = at_line(right[0].line)
        other = elsewhere(observations, found)
        if other and not _right(looks_at(other[0], other[1][asked.along]), slope_of(asked, other[1])):
            return Finding(0, "fixed", facts | {"inputs": spelled(other[1])})
        return Finding(1, "shown", facts)
    if looks and not any(near(value, wanted) for value in gradients_of(sight, found[asked.along])):
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
        return "early" if leaf.requires_grad else "untracked", facts | {"line": at_line(early[0].line)}
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


def _right(looks: Sequence[Look], wanted: float) -> list[Look]:
    return [look for look in looks if any(near(value, wanted) for value in look.values or ())]


def _on_screen(sight: Sight, wanted: float) -> bool:
    return any(near(number, wanted) for number in numbers_in(sight.text()))
