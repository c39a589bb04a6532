"""Exercise 4: [1, 2, 3] and [4, 5, 6]; their sum, difference and product, and three times the first.

A result counts where torch computed it from the inputs and its numbers were shown. Where the second run had other
numbers, what is shown must have followed them. A program that has results in its own text has a third run without.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from lessons.course import Criterion, Finding
from lessons.numbers import holds_in_order, holds_run, numbers_in, spell
from lessons.sight import SHOWN, Sight, at_line, called, equal, first_of, third_of
from sandbox.protocol import Look, Observation, Swap, TensorView, Twist

Row = tuple[float, ...]
Compute = Callable[[Row, Row], Row]

FIRST: Row = (1, 2, 3)
SECOND: Row = (4, 5, 6)
ROWS = ((5, 7, 9), (-3, -3, -3), (3, 3, 3), (4, 10, 18), (3, 6, 9))  # results that a program may have typed
EXPORTS = ("item", "tolist", "numpy")  # reads that give Python or NumPy the numbers


def challenge(draw: random.Random) -> Twist:
    """Other inputs: distinct, and so small that their products fit every dtype."""
    first, second = draw.sample(range(5, 10), 3), draw.sample(range(10, 14), 3)
    return Twist(swaps=(Swap(FIRST, tuple(map(float, first))), Swap(SECOND, tuple(map(float, second)))))


def inputs(observations: tuple[Observation, ...]) -> Finding:
    """A tensor of each row."""
    sight = Sight(observations[0])
    first, second = (_input(sight, row) for row in (FIRST, SECOND))
    if first and second:
        return Finding(1, "both", {"first": called(first), "second": called(second)})
    if first or second:
        return Finding(0.5, "one", {"missing": spell(SECOND if first else FIRST)})
    return Finding(0, "missing")


def result(observations: tuple[Observation, ...], compute: Compute, note: str = "shown") -> Finding:
    """One operation's result: `note` is the key where this way to compute it is the one that was shown."""
    sight = Sight(observations[0])
    row = compute(FIRST, SECOND)
    made = _derived(sight, compute, (FIRST, SECOND))
    look = _shown(sight, made, row)
    inputs = _other_inputs(observations)
    if look is not None:
        if inputs and not _follows(observations[1], compute(*inputs)):
            if _is_computed_again(observations[1], compute, inputs, meant=True):  # shown only where it is as expected
                return Finding(0.5, "hidden", {"values": spell(row)})
            facts = {"inputs": " · ".join(map(spell, inputs)), "shown": spell(row), "line": at_line(look.line)}
            return Finding(0, "fixed", facts)
        return Finding(1, note, {"values": spell(row), "line": at_line(look.line)})
    again = inputs is not None and _is_computed_again(observations[1], compute, inputs)
    typed = _is_typed(observations, row) or (again and not _computed(sight, made, row))  # right for other inputs alone
    if not typed and inputs and _is_computed_elsewhere(observations, row, compute(*inputs)):
        return Finding(1, note, {"values": spell(row), "line": at_line(sight.looked(*EXPORTS)[-1].line)})
    if _computed(sight, made, row) and (not inputs or again):
        return Finding(0.5, "hidden", {"values": spell(row)})
    if holds_run(numbers_in(sight.text()), row):
        return Finding(0, "typed", {"values": spell(row)})
    return _of_other_inputs(sight, compute, row) or Finding(0, "missing", {"values": spell(row)})


def _is_computed_elsewhere(observations: tuple[Observation, ...], row: Row, other: Row) -> bool:
    """Whether the inputs went out of torch, and what is shown follows them: `other` with the second run's."""
    sight = Sight(observations[0])
    return _is_exported(sight) and _shows(sight, row) and _follows(observations[1], other)


def _is_typed(observations: tuple[Observation, ...], row: Row) -> bool:
    """Whether the row is gone from the screen where the program has other numbers in its place."""
    third = third_of(observations)
    return third is not None and _shows(Sight(observations[0]), row) and not _shows(third, row)


def _is_computed_again(
    observation: Observation, compute: Compute, inputs: tuple[Row, Row], meant: bool = False
) -> bool:
    """Whether the operation's result is there with the other inputs, too: `meant`, kept or looked at by itself."""
    sight = Sight(observation)
    looked = {look.tensor for look in sight.looks}
    made = [view for view in _derived(sight, compute, inputs) if not meant or view.names or view.id in looked]
    return _computed(sight, made, compute(*inputs))


def _of_other_inputs(sight: Sight, compute: Compute, row: Row) -> Finding | None:
    """The operation done and shown, but on a row that is not the task's: it is the input that is to be mended."""
    taken = _taken(sight)
    got = compute(*taken)
    if got == row or not _shown(sight, _derived(sight, compute, taken), got):
        return None
    return Finding(0, "other_input", {"values": spell(row), "seen": spell(got)})


def total(observations: tuple[Observation, ...]) -> Finding:
    """The sum; a joined tensor is told apart."""
    finding = result(observations, _add)
    joined = any(_was(tensor, (*FIRST, *SECOND)) for tensor in _made_by(observations, "cat", "concat", "hstack"))
    return Finding(0, "joined") if finding.key == "missing" and joined else finding


def difference(observations: tuple[Observation, ...]) -> Finding:
    """First minus second; the other way round is taken with a note."""
    straight = result(observations, _subtract)
    turned = result(observations, _subtract_turned, "turned")
    return turned if turned.share > straight.share else straight


def product(observations: tuple[Observation, ...]) -> Finding:
    """The elementwise product; the dot product is told apart."""
    finding = result(observations, _multiply)
    dotted = any(
        _was(tensor, (32,)) for tensor in _made_by(observations, "dot", "matmul", "__matmul__", "inner", "sum")
    )
    return Finding(0, "dot") if finding.key == "missing" and dotted else finding


def _add(first: Row, second: Row) -> Row:
    return tuple(one + other for one, other in zip(first, second, strict=True))


def _subtract(first: Row, second: Row) -> Row:
    return tuple(one - other for one, other in zip(first, second, strict=True))


def _subtract_turned(first: Row, second: Row) -> Row:
    return _subtract(second, first)


def _multiply(first: Row, second: Row) -> Row:
    return tuple(one * other for one, other in zip(first, second, strict=True))


def _triple(first: Row, second: Row) -> Row:
    return tuple(3 * one for one in first)


def _input(sight: Sight, row: Row) -> TensorView | None:
    return first_of(tensor for tensor in sight.tensors if tensor.shape == (3,) and _was(tensor, row))


def _taken(sight: Sight) -> tuple[Row, Row]:
    """The rows that the operations were done on: the task's, or one of them and another in the place of the other."""
    right = [_input(sight, row) for row in (FIRST, SECOND)]
    if all(right) or not any(right):
        return FIRST, SECOND
    others = (view.first for view in sight.tensors if _is_input(view) and view not in right)
    other = next((row for row in others if row is not None), None)
    if other is None:
        return FIRST, SECOND
    return (FIRST, other) if right[0] else (other, SECOND)


def _is_input(view: TensorView) -> bool:
    """Three numbers that the program itself put into a variable."""
    return view.shape == (len(FIRST),) and bool(view.names) and not view.parents and not view.random


def _was(tensor: TensorView, row: Row) -> bool:
    return tensor.first is not None and equal(tensor.first, row)


def _made_by(observations: tuple[Observation, ...], *names: str) -> Iterator[TensorView]:
    for tensor in Sight(observations[0]).tensors:
        if tensor.made.rpartition(".")[2] in names:
            yield tensor


def _derived(sight: Sight, compute: Compute, taken: tuple[Row, Row]) -> list[TensorView]:
    """The tensors that came of what this operation needs."""
    needed = taken[:1] if compute is _triple else taken
    sources = [{tensor.id for tensor in sight.tensors if _holds(sight, tensor, row)} for row in needed]
    return [tensor for tensor in sight.tensors if all(sight.lineage(tensor.id) & source for source in sources)]


def _holds(sight: Sight, tensor: TensorView, row: Row) -> bool:
    return any(holds_run(values, row) for values in sight.values(tensor))


def _shown(sight: Sight, made: Sequence[TensorView], row: Row) -> Look | None:
    """The look by which the row reached the screen: at once, or number by number."""
    numbers = {tensor.id for tensor in made}
    looks = [look for look in sight.looked(*SHOWN) if look.tensor in numbers and sight.landed(look)]
    for look in looks:
        if _lies_in(look.values or (), sight.tensor(look.tensor).shape, row):
            return look
    single = [look for look in looks if len(look.values or ()) == 1]
    return single[0] if holds_in_order((look.values[0] for look in single if look.values), row) else None


def _lies_in(values: Sequence[float], shape: tuple[int, ...], row: Row) -> bool:
    """Whether the row stands along one of the dimensions: as a row or a column, not as the diagonal of a table."""
    stride = 1
    for length in reversed(shape):
        if any(equal(values[at : at + stride * len(row) : stride], row) for at in range(len(values))):
            return True
        stride *= length
    return False


def _computed(sight: Sight, made: Sequence[TensorView], row: Row) -> bool:
    if any(_holds(sight, tensor, row) for tensor in made):
        return True
    return holds_in_order((tensor.last[0] for tensor in made if tensor.last and len(tensor.last) == 1), row)


def _shows(sight: Sight, row: Row) -> bool:
    return holds_in_order(numbers_in(sight.text()), row)


def _is_exported(sight: Sight) -> bool:
    """Whether both inputs' numbers were read out of torch, to be computed with elsewhere."""
    read = [value for look in sight.looked(*EXPORTS) for value in look.values or ()]
    return holds_in_order(read, FIRST) and holds_in_order(read, SECOND)


def _other_inputs(observations: tuple[Observation, ...]) -> tuple[Row, Row] | None:
    """The inputs of the second run, where it had others and came to the same end."""
    if len(observations) < 2 or observations[0].status != observations[1].status:
        return None
    sight, other = (Sight(observation) for observation in observations[:2])
    twins = {(tensor.id, tensor.made, tensor.line): tensor.first for tensor in other.tensors}
    rows = []
    for row in (FIRST, SECOND):
        tensor = _input(sight, row)
        values = twins.get((tensor.id, tensor.made, tensor.line)) if tensor else None
        if values is None or len(values) != len(row):
            return None
        rows.append(values)
    return None if tuple(rows) == (FIRST, SECOND) else (rows[0], rows[1])


def _follows(observation: Observation, row: Row) -> bool:
    return _shows(Sight(observation), row)


_RESULT_KEYS = ("shown", "hidden", "fixed", "typed", "other_input", "missing")

CRITERIA = (
    Criterion("inputs", 2, inputs, ("both", "one", "missing")),
    Criterion("sum", 2, total, (*_RESULT_KEYS, "joined")),
    Criterion("difference", 2, difference, (*_RESULT_KEYS, "turned")),
    Criterion("product", 2, product, (*_RESULT_KEYS, "dot")),
    Criterion("scaled", 2, partial(result, compute=_triple), _RESULT_KEYS),
)
