"""The closed forms of the bonus exercises against central differences; and what counts as a gradient of a run."""

import importlib
import random

import pytest

from lessons.course import Course
from lessons.differences import gradient, partial
from lessons.gradients import given, rows, variables
from lessons.load import load
from lessons.pytorch_basic.exercise_8 import formulas
from lessons.sight import Sight
from sandbox.protocol import Gradient, Job, Observation, TensorView

FIVE, SIX, SEVEN = (importlib.import_module(f"lessons.pytorch_basic.exercise_{n}.rubric") for n in (5, 6, 7))
DERIVATIVES = [
    pytest.param(asked, id=name) for name, asked in (("x", FIVE.ASKED), ("u", SIX.ALONG_U), ("v", SIX.ALONG_V))
]
draw = random.Random(7)  # noqa: S311 - points to try


@pytest.mark.parametrize("asked", DERIVATIVES)
def test_a_closed_form_is_the_slope_of_its_function(asked):
    points = [asked.point, *(tuple(draw.uniform(-9, 9) for _ in asked.point) for _ in range(50))]
    for point in points:
        assert asked.slope(*point) == pytest.approx(partial(asked.function, point, asked.along), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("x", [10.0, -3.5, 0.25, 17.0])
def test_the_rounds_have_their_slopes(x):
    found = [partial(lambda at, k=k: k * at**2, (x,), 0) for k in SEVEN.FACTORS]
    assert SEVEN.slopes(x) == pytest.approx(found, rel=1e-6)


def test_the_layers_gradients_are_the_slopes_of_its_loss():
    for _ in range(20):
        weight, bias = (tuple(draw.gauss(0, 2) for _ in range(size)) for size in (15, 3))
        along = gradient(lambda *values: formulas.loss(formulas.logits(values[:15], values[15:])), (*weight, *bias))
        slopes = formulas.slopes(formulas.logits(weight, bias))
        assert along == pytest.approx((*slopes * 5, *slopes), rel=1e-5, abs=1e-9)


def test_a_wrong_derivative_would_be_noticed():
    assert partial(FIVE.function, (4.0,), 0) != pytest.approx(3 * 4.0**2, rel=1e-3)
    assert gradient(SIX.function, SIX.POINT)[::-1] != pytest.approx((30.0, 13.0), rel=1e-3)


def test_no_number_of_a_task_is_another_of_it():
    """So that a value shown in a gradient's place is never taken for it, here or in a second run."""
    for x in (4.0, *map(float, range(5, 10))):
        assert len({x, FIVE.function(x), FIVE.slope(x), 6 * x, 3 * x**2, x**3}) == 6
    for u, v in (SIX.POINT, *((float(u), float(v)) for u in range(6, 10) for v in range(10, 15))):
        assert len({u, v, SIX.function(u, v), SIX.slope_u(u, v), SIX.slope_v(u, v)}) == 5
    for x in (10.0, *map(float, range(11, 20))):
        alone = SEVEN.slopes(x)
        added = (alone[0] + alone[1], alone[1] + alone[2], sum(alone))
        assert len({x, *alone, *added, *(k * x**2 for k in SEVEN.FACTORS)}) == 10


@pytest.mark.parametrize("rubric", [FIVE, SIX, SEVEN], ids=["5", "6", "7"])
def test_the_second_run_has_other_numbers(rubric):
    for seed in range(50):
        for swap in rubric.challenge(random.Random(seed)).swaps:  # noqa: S311 - as a plan draws it
            assert len(swap.old) == len(swap.new)
            assert not set(swap.old) & set(swap.new)


def test_what_is_seen_of_a_gradient(sandbox_run):
    seen = Sight(
        sandbox_run(Job("one", "x = torch.tensor(3.0, requires_grad=True)\n(x**2).backward()\nx.grad", trace=True))
    )
    [x] = variables(seen, (3.0,))
    assert [view.made for view in given(seen, x.leaf)] == ["Tensor.grad"]
    assert rows(seen, x.leaf) == [(6.0,)]
    assert not variables(seen, (3.0, 4.0))


def test_a_gradient_that_was_never_looked_at_is_known_by_its_name():
    run = Observation("one", "ok", gradients=(Gradient("x", (), 6.0), Gradient("nan", (), "nan")))
    view = TensorView(0, "torch.tensor", 1, (), "torch.float32", 0, (3.0,), (3.0,), names=("x",), requires_grad=True)
    assert rows(Sight(run), view) == [(6.0,)]


@pytest.mark.parametrize(
    ("before", "after", "along", "rate"),
    [
        ((1.0, 2.0), (0.9, 1.8), (1.0, 2.0), 0.1),
        ((1.0, 2.0), (1.1, 2.2), (1.0, 2.0), -0.1),
        ((1.0, 2.0), (0.9, 1.9), (1.0, 2.0), None),
        ((1.0, 2.0), (1.0, 2.0), (1.0, 2.0), None),
        ((1.0, 2.0), (0.9, 1.8), (0.0, 0.0), None),
        ((1.0, 2.0), (0.9,), (1.0, 2.0), None),
    ],
)
def test_a_step_is_the_rate_times_the_gradient_everywhere(before, after, along, rate):
    found = formulas.rate_of(before, after, along)
    assert found is None if rate is None else found == pytest.approx(rate)


def test_bonus_exercises_are_beyond_those_that_count():
    course: Course = load()
    assert list(course.counted) == [1, 2, 3, 4]
    assert list(course.bonuses)[:4] == [5, 6, 7, 8]
    assert sum(exercise.points for exercise in course.counted.values()) == 40
