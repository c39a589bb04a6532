"""A program without the answers that are typed into it."""

import pytest

from lessons.exercises import load_exercises
from lessons.formulas import computes
from lessons.load import COURSE
from lessons.masks import masked

EXERCISES = load_exercises(COURSE)
BLOTTED = {
    (2, "print(1)"): "print('□')",
    (2, "print('size', (5, x.dim()))"): "print('size', ('□', x.dim()))",
    (2, "print(f'{x.dim():>5d}D of 5 {1}')"): "print(f\"{x.dim():>5d}D of □ {'□'}\")",
    (2, "print('{0} {1:5d} 5'.format(a, b))"): "print('{0} {1:5d} □'.format(a, b))",
    (2, "print('%5d of 5' % n)"): "print('%5d of □' % n)",
    (2, "if x.dim() == 1:\n    print('1차원')"): "if x.dim() == 1:\n    print('□차원')",
    (2, "print({(5,): 'Size([5])'}.get(s))"): "print({(5,): 'Size([□])'}.get(s))",
    (1, "print('torch.float32, 3x3')"): "print('□, 3x3')",
    (1, "print('torch.DoubleTensor or float64')"): "print('□ or □')",
    (1, "match s:\n    case 'int64':\n        print('int64')"): "match s:\n    case 'int64':\n        print('□')",
    (1, "k = 'int64'\nif s == k:\n    print(k)"): "k = '□'\nif s == 'int64':\n    print(k)",
    (1, "print('dtype: float')"): "print('dtype: □')",
    (1, "print('실수 텐서')"): "print('□ 텐서')",
}
KEPT = (
    (2, "print(x.dim())"),
    (2, "print(3, '2D', '15')"),
    (2, "if x.dim() == 1:\n    print('1D')\nelse:\n    print('more')"),
    (2, "print({1: '1D', 2: '2D'}[x.dim()])"),
    (2, "print('1' == '2')"),
    (1, "x = torch.tensor([1.0, 2.0], dtype='float32')"),
    (1, "print(x.numpy().astype('float64'))"),
    (1, "print('float' if x.dtype.is_floating_point else 'int')"),
    (1, "print(getattr(torch, 'float32'))"),
    (1, "print('unclosed float32"),
    (1, ""),
)
PLAIN = ("x = torch.rand(3, 3)\nprint(f'{x} {x.dtype}')", "torch.rand(3, 3", "x = torch.randn(9).view(3, 3)\nx.dtype")
COMPUTING = ("x = torch.rand(3, 3) * 2", "x = torch.sin(t)", "s += 1", "x = torch.tensor(random.sample(range(9), 9))")


@pytest.mark.parametrize(("number", "source"), BLOTTED)
def test_what_is_typed_is_blotted_out(number, source):
    assert masked(source, EXERCISES[number].typed) == BLOTTED[number, source]


@pytest.mark.parametrize(("number", "source"), KEPT)
def test_what_is_asked_or_chosen_stays_to_the_letter(number, source):
    assert masked(source, EXERCISES[number].typed) == source


def test_what_would_grow_too_long_stays():
    source = "x = '1'" + "".join(f";y{at}={at}" for at in range(1_500))
    assert len(source) < 16 * 1024
    assert masked(source, "1") == source
    assert masked("x = '1'", "1") == "x = '□'"


def test_a_program_that_draws_and_shows_computes_nothing():
    assert not any(map(computes, PLAIN))
    assert all(map(computes, COMPUTING))
