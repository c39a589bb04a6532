"""The lesson's layer, as a run had it: a Sight comes in, the two leaves, their gradients and steps go out.

All is known in closed form (`formulas.py`) from the weights that the run really had.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import product

from lessons.gradients import Row, rows, tracked
from lessons.numbers import near
from lessons.pytorch_basic.exercise_8.formulas import INPUTS, ONES, OUTPUTS, ZEROS, logits, loss, rate_of, slopes
from lessons.sight import UNFILLED, Sight, called, equal, is_float
from sandbox.protocol import TensorView

WEIGHTS = ((INPUTS, OUTPUTS), (OUTPUTS, INPUTS))  # the lesson's, and as torch.nn.Linear has them
BIASES = ((OUTPUTS,), (1, OUTPUTS))
EARLY = 8  # of a leaf's values: the step that is asked for is among them, and a long training has a great many
_COPIES = frozenset({"detach", "clone", "data", "requires_grad_", "tensor"})
_MOVES = frozenset({"sub", "add", "rsub", "__rsub__", "__radd__"})
_FORWARD = frozenset({"matmul", "__matmul__", "__rmatmul__", "linear", "mv", "mm", "einsum", "sum", "squeeze"})


def shaped(views: Sequence[TensorView], shapes: Sequence[tuple[int, ...]]) -> TensorView | None:
    """The first of these shapes that holds real numbers, those by chance before others."""
    fitting = [view for view in views if view.shape in shapes and is_float(view.dtype)]
    return min(fitting, key=lambda view: not view.random, default=None)


def layer_of(sight: Sight) -> "Layer | None":
    """The layer, where both its parameters are tracked leaves."""
    weight, bias = (shaped(tracked(sight), shapes) for shapes in (WEIGHTS, BIASES))
    return Layer(sight, weight, bias) if weight and bias else None


class Layer:
    """The two leaves of a run, and what can be told of them."""

    def __init__(self, sight: Sight, weight: TensorView, bias: TensorView) -> None:
        self.sight, self.weight, self.bias = sight, weight, bias
        self._is_turned = weight.shape == WEIGHTS[1]
        self._x, self._y = _data(sight, ONES), _data(sight, ZEROS)

    @cached_property
    def losses(self) -> list[TensorView]:
        """The loss, each time it was computed."""
        true = [loss(z, self._y) for z in self._states]
        return [view for view in self._results(1) if any(near((view.first or (0.0,))[0], each) for each in true)]

    def name(self, leaf: TensorView) -> str:
        """What a student calls a leaf, also one that lies in a module, or whose name its successor has now."""
        found = [each.name for each in self.sight.observation.gradients if each.shape == leaf.shape]
        heirs = [name for view in self._successors(leaf) for name in view.names]
        return next(iter([*found, *leaf.names, *heirs]), called(leaf))

    @cached_property
    def shadow(self) -> TensorView | None:
        """A weight or bias that is used in place of the leaf that it was made of: `torch.randn(5, 3, ...) * 0.1`."""
        for leaf in (self.weight, self.bias):
            for view in self.sight.tensors if not leaf.names else ():
                is_made_of = view.parents == (leaf.id,) and view.requires_grad and not view.is_leaf
                if is_made_of and view.shape == leaf.shape and view.made.rpartition(".")[2] not in _COPIES | _MOVES:
                    return view
        return None

    def is_right(self, leaf: TensorView, row: Row) -> bool:
        """Whether a gradient is the true one of some state."""
        return any(equal(row, each) for each in self._true(leaf, self._states))

    def is_accumulated(self, leaf: TensorView, row: Row) -> bool:
        """Whether a gradient is a true one several times over."""
        many = [tuple(times * slope for slope in each) for each in self._true(leaf, self._states) for times in (2, 3)]
        return bool(self.losses) and any(equal(row, each) for each in many)

    def step(self, leaf: TensorView) -> tuple[str, float]:
        """How a leaf was moved, and the learning rate: "stepped", "tracked", "uphill", "other" or "still"."""
        kept, values = self._held(leaf)[:EARLY], self.sight.values(leaf)
        ways = [("stepped", row) for row in values[1:]]
        ways += [(self._way(view), view.first) for view in self._successors(leaf) if view.first]
        ways.sort(key=lambda way: way[0] == "tracked")  # a step that was detached afterwards is one of the others, too
        true = self._true(leaf, self._early_states)
        uphill = 0.0
        for along, (way, after), before in product((*rows(self.sight, leaf), *true), ways, kept):
            is_earlier = after in kept and kept.index(before) < kept.index(after)
            if is_earlier and (rate := rate_of(before, after, along)):
                if rate > 0:
                    return way, rate
                uphill = uphill or rate  # memory that was not filled yet may lie so by accident: a step down decides
        if rate := self._blind_rate(leaf):
            return "stepped", rate
        if uphill:
            return "uphill", uphill
        return ("other" if len(values) > 1 and leaf.made not in UNFILLED else "still"), 0.0

    @cached_property
    def _states(self) -> list[Row]:
        """The logits of all weights and biases that there were."""
        return self._states_of(self._held(self.weight), self._held(self.bias))

    @cached_property
    def _early_states(self) -> list[Row]:
        return self._states_of(self._held(self.weight)[:EARLY], self._held(self.bias)[:EARLY])

    def _states_of(self, weights: list[Row], biases: list[Row]) -> list[Row]:
        known = [logits(weight, bias, self._is_turned, self._x) for weight, bias in product(weights, biases)]
        # What torch.nn.Linear began with was never read; its outputs were.
        return [*self._outputs, *known] if self.weight.made in UNFILLED else known

    @cached_property
    def _outputs(self) -> list[Row]:
        return [view.first for view in self._results(OUTPUTS) if view.first and view.made.endswith("linear")]

    def _results(self, size: int) -> list[TensorView]:
        """Tensors of so many numbers that came of both leaves, or of what was made anew of their numbers."""
        weights, biases = ({leaf.id, *(view.id for view in self._heirs[leaf.id])} for leaf in (self.weight, self.bias))
        known = weights | biases
        views = [view for view in self.sight.tensors if len(view.first or ()) == size and view.id not in known]
        lineages = {view.id: self.sight.lineage(view.id) for view in views}
        return [view for view in views if lineages[view.id] & weights and lineages[view.id] & biases]

    def _held(self, leaf: TensorView) -> list[Row]:
        """Its values, in order, and those of what replaced it."""
        after = [view.first for view in self._successors(leaf) if view.first]
        return [row for row in dict.fromkeys([*self.sight.values(leaf), *after]) if all(map(_is_plausible, row))]

    def _successors(self, leaf: TensorView) -> list[TensorView]:
        """Copies of a leaf, and what something was subtracted from them; not the outputs, which have a bias's shape."""
        family, found = {leaf.id}, []
        made = {view.id: view.made.rpartition(".")[2] for view in self.sight.tensors}
        for view in self.sight.tensors:
            others = {made.get(parent) for parent in view.parents}
            is_moved = made[view.id] in _MOVES and not others & _FORWARD
            if view.shape == leaf.shape and family & set(view.parents) and (is_moved or made[view.id] in _COPIES):
                family.add(view.id)
                found.append(view)
        return [view for view in (*found, *self._heirs[leaf.id]) if self._is_kept(view)]

    @cached_property
    def _heirs(self) -> dict[int, list[TensorView]]:
        """By leaf, what was made anew of a step's numbers, as in `torch.tensor((w - rate * w.grad).tolist())`."""
        return {leaf.id: self._heirs_of(leaf) for leaf in (self.weight, self.bias)}

    def _heirs_of(self, leaf: TensorView) -> list[TensorView]:
        known = [leaf]
        for view in self.sight.tensors:
            is_new = not view.parents and not view.random and view.step > leaf.step and view.shape == leaf.shape
            if is_new and view.first and len(known) <= EARLY and any(self._leads(each, view.first) for each in known):
                known.append(view)
        return known[1:]

    def _leads(self, leaf: TensorView, after: Row) -> bool:
        """Whether a row lies along a leaf's gradient from one of its values."""
        pairs = product(self.sight.values(leaf)[:EARLY], rows(self.sight, leaf)[:EARLY])
        return any(rate_of(before, after, along) for before, along in pairs)

    def _is_kept(self, view: TensorView) -> bool:
        """Whether anything came of it: `w - 0.1 * w.grad` alone changes nothing."""
        is_written = any(write.step > view.step for write in self.sight.writes)
        return bool(view.names) or is_written or view.id in self._used

    @cached_property
    def _used(self) -> set[int]:
        parents = {parent for view in self.sight.tensors for parent in view.parents}
        return parents | {look.tensor for look in self.sight.looks}

    def _way(self, view: TensorView) -> str:
        return "tracked" if view.requires_grad and not view.is_leaf else "stepped"

    def _blind_rate(self, leaf: TensorView) -> float | None:
        """From the outputs, where one step moved both from values that were never read."""
        weight, bias = self.weight.last, self.bias.last
        written = {write.target for write in self.sight.writes}
        if leaf.made not in UNFILLED or not self._outputs or not {self.weight.id, self.bias.id} <= written:
            return None
        if weight is None or bias is None:
            return None
        before = self._outputs[0]
        rate = rate_of(before, logits(weight, bias, self._is_turned, self._x), slopes(before, self._y))
        return rate / (1 + sum(each * each for each in self._x)) if rate else None

    def _true(self, leaf: TensorView, states: list[Row]) -> list[Row]:
        """The loss's gradient along a leaf at each of these logits, in the leaf's shape."""
        along = [slopes(z, self._y) for z in states]
        if leaf is self.bias:
            return along
        if self._is_turned:
            return [tuple(slope * each for slope in row for each in self._x) for row in along]
        return [tuple(slope * each for each in self._x for slope in row) for row in along]


def _data(sight: Sight, wanted: Row) -> Row:
    """The task's data where they are there; else what the run has in their place, as far as that can be a target."""
    plain = [view for view in sight.tensors if not view.requires_grad and not view.parents and is_float(view.dtype)]
    rows = [view.first for view in plain if view.first is not None and len(view.first) == len(wanted)]
    fitting = [row for row in rows if wanted is ONES or all(0 <= value <= 1 for value in row)]
    return wanted if not fitting or wanted in fitting else fitting[0]


def _is_plausible(value: float) -> bool:
    """No weight of a lesson's layer, but left-over memory in one that was not filled yet, is as large as this."""
    return abs(value) < 1e6
