"""Exercise 8: the lesson's layer, its gradients, one step down along them, and the loss that became smaller.

What is right is known in closed form (`formulas.py`) from the weights that the run really had; a second run has others.
"""

from collections.abc import Callable, Sequence
from functools import partial

from lessons.course import Criterion, Finding
from lessons.gradients import refused_at, rows
from lessons.pytorch_basic.exercise_8.formulas import ONES, ZEROS
from lessons.pytorch_basic.exercise_8.layer import BIASES, WEIGHTS, layer_of, shaped
from lessons.sight import SHOWN, Sight, at_line, called, second_of
from sandbox.protocol import Observation, TensorView

BONUS = True
LOSS = "binary_cross_entropy_with_logits"
COMPARED = frozenset({"lt", "gt", "le", "ge", "sub"})


def setup(sight: Sight) -> Finding:
    """x, y, and both parameters, tracked."""
    layer = layer_of(sight)
    if layer is None:
        return _untracked(sight)
    if layer.shadow:
        return Finding(0.5, "untracked", {"name": called(layer.shadow), "line": at_line(layer.shadow.line)})
    given = [view.first for view in sight.tensors if not view.requires_grad]
    facts = {"weight": layer.name(layer.weight), "bias": layer.name(layer.bias)}
    has_data = ONES in given and ZEROS in given
    return Finding(1, "ready", facts) if has_data else Finding(0.5, "data", facts)


def gradients(sight: Sight) -> Finding:
    """The true gradients of both parameters, by autograd."""
    layer = layer_of(sight)
    if layer is None:
        return _undone(sight)
    leaves = (layer.weight, layer.bias)
    right = [leaf for leaf in leaves if any(layer.is_right(leaf, row) for row in rows(sight, leaf))]
    facts = {"weight": layer.name(layer.weight), "bias": layer.name(layer.bias)}
    if right:
        return Finding(1, "right", facts) if len(right) > 1 else Finding(0.5, "one", {"name": layer.name(right[0])})
    known = [(leaf, row) for leaf in leaves for row in rows(sight, leaf)]
    if any(layer.is_accumulated(leaf, row) for leaf, row in known):
        return Finding(0.5, "accumulated", facts)
    return Finding(0, "other", facts) if known else _undone(sight)


def step(sight: Sight) -> Finding:
    """Both parameters moved by minus the learning rate times their gradient, without tracking."""
    layer = layer_of(sight)
    if layer is None:
        return Finding(0, "missing", {"weight": "w", "bias": "b"})
    facts = {"weight": layer.name(layer.weight), "bias": layer.name(layer.bias)}
    (weight, rate), (bias, _) = layer.step(layer.weight), layer.step(layer.bias)
    ways = (weight, bias)
    if wrong := [key for key in ("uphill", "other") if key in ways]:
        return Finding(0, wrong[0], facts)
    if ways == ("still", "still"):
        return Finding(0, "missing", facts)
    if "still" in ways:
        return Finding(0.5, "one", {"name": facts["weight" if weight == "still" else "bias"]})
    return (
        Finding(0.5, "tracked", facts) if "tracked" in ways else Finding(1, "stepped", facts | {"rate": f"{rate:.3g}"})
    )


def smaller(sight: Sight) -> Finding:
    """The loss before and after, both shown, the later one smaller."""
    layer = layer_of(sight)
    losses = layer.losses if layer else []
    if not losses:
        return _lossless(sight)
    before, after = _value(losses[0]), _value(losses[-1])
    facts = {"before": f"{before:.4f}", "after": f"{after:.4f}", "line": at_line(losses[-1].line)}
    if before == after:
        return Finding(0, "once", facts)
    if after > before:
        return Finding(0, "larger", facts)
    return Finding(1, "smaller", facts) if _are_shown(sight, losses) else Finding(0.5, "hidden", facts)


def worst(observations: tuple[Observation, ...], check: Callable[[Sight], Finding]) -> Finding:
    """What a check finds in both runs: the lesser, for each run has weights of its own."""
    first, second = check(Sight(observations[0])), second_of(observations)
    other = check(second) if second else first
    return other if other.share < first.share else first


def _untracked(sight: Sight) -> Finding:
    made = [view for view in sight.tensors if view.random or view.requires_grad]
    for view in (shaped(made, WEIGHTS), shaped(made, BIASES)):
        if view is None:
            break
        if not view.requires_grad or not view.is_leaf:
            return Finding(0.5, "untracked", {"name": called(view), "line": at_line(view.line)})
    return Finding(0, "missing")


def _undone(sight: Sight) -> Finding:
    line = refused_at(sight)
    return Finding(0, "refused", {"line": line}) if line else Finding(0, "missing")


def _lossless(sight: Sight) -> Finding:
    """No loss of tracked parameters; but maybe one of others."""
    losses = [view for view in sight.tensors if view.made.rpartition(".")[2] == LOSS and view.first is not None]
    if not losses or layer_of(sight):
        return Finding(0, "missing")
    return Finding(0, "single", {"before": f"{_value(losses[0]):.4f}", "line": at_line(losses[0].line)})


def _are_shown(sight: Sight, losses: Sequence[TensorView]) -> bool:
    """Whether two losses reached the screen, the later one smaller, or how two of them compare."""
    looks = sight.looked(*SHOWN)
    landed = {look.tensor for look in looks if sight.landed(look)}
    seen = [_value(view) for view in losses if view.id in landed]
    if any(later < earlier for at, earlier in enumerate(seen) for later in seen[at:]):
        return True
    # A truth value has no digits to look for: that it was shown is enough.
    told = landed | {look.tensor for look in looks if look.values == (True,)}
    numbers = {view.id for view in losses}
    results = [view for view in sight.tensors if view.id in told and view.made.rpartition(".")[2] in COMPARED]
    return any(len(numbers & set(view.parents)) > 1 for view in results)


def _value(view: TensorView) -> float:
    return (view.first or (0.0,))[0]


SETUP_KEYS = ("ready", "data", "untracked", "missing")
GRADIENT_KEYS = ("right", "one", "accumulated", "other", "refused", "missing")
STEP_KEYS = ("stepped", "tracked", "one", "uphill", "other", "missing")
SMALLER_KEYS = ("smaller", "hidden", "larger", "once", "single", "missing")

CRITERIA = (
    Criterion("setup", 2, partial(worst, check=setup), SETUP_KEYS),
    Criterion("gradients", 3, partial(worst, check=gradients), GRADIENT_KEYS),
    Criterion("step", 3, partial(worst, check=step), STEP_KEYS),
    Criterion("smaller", 2, partial(worst, check=smaller), SMALLER_KEYS),
)
