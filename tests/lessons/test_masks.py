"""A program without the answers that are typed into it."""

import pytest

from lessons.masks import masked

BLOTTED = {
    "print(1)": "print('□')",
    "print('size', (5, x.dim()))": "print('size', ('□', x.dim()))",
    "print('torch.float32')": "print('□')",
    "print('DoubleTensor and float64')": "print('□ and □□□')",
    "print(f'{x.dim():>3d}D of 5 {1}')": "print(f\"{x.dim():>3d}D of □ {'□'}\")",
    "print('{0} {1:3d} 7'.format(a, b))": "print('{0} {1:3d} □'.format(a, b))",
    "print('%5d of 5' % n)": "print('%5d of □' % n)",
    "if x.dim() == 1:\n    print('1차원')": "if x.dim() == 1:\n    print('□차원')",
    "print({(5,): 'Size([5])'}.get(s))": "print({(5,): 'Size([□])'}.get(s))",
    "match s:\n    case 'int64':\n        print('int64')": "match s:\n    case 'int64':\n        print('□□□')",
    "print('dtype: float')": "print('dtype: □')",
    "print('실수 텐서')": "print('□ 텐서')",
}
KEPT = (
    "print(x.dim())",
    "x = torch.tensor([1.0, 2.0], dtype='float32')",
    "print(x.numpy().astype('float64'))",
    "print('float' if x.dtype.is_floating_point else 'int')",
    "if x.dim() == 1:\n    print('1D')\nelse:\n    print('more')",
    "print({1: '1D', 2: '2D'}[x.dim()])",
    "print('1' == '2')",
    "print(getattr(np, 'log10')(x))",
    "print('unclosed",
    "",
)


@pytest.mark.parametrize("source", BLOTTED)
def test_what_is_typed_is_blotted_out(source):
    assert masked(source) == BLOTTED[source]


@pytest.mark.parametrize("source", KEPT)
def test_what_is_asked_or_chosen_stays_to_the_letter(source):
    assert masked(source) == source


def test_what_would_grow_too_long_stays():
    source = "x = '1'" + "".join(f";y{at}={at}" for at in range(1_500))
    assert len(source) < 16 * 1024
    assert masked(source) == source
    assert masked("x = '1'") == "x = '□'"
