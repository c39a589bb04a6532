"""What a misspelt name was meant to be."""

import pytest

from sandbox.policy import compile_program, namespace, suggestion


def _meant(source: str) -> str | None:
    space = namespace(display=lambda value, last: None, write=lambda text: None)
    try:
        exec(compile_program(source), space)  # noqa: S102 - what is tested
    except Exception as error:
        return suggestion(error)
    raise AssertionError("the program has no mistake in it")


_NET = """
class N(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = torch.nn.Linear(1, 1)
"""


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("torch.rndn(2)", "randn"),
        ("torch.Rand(2)", "rand"),
        ("torch.nn.Liner(1, 1)", "Linear"),
        ("np.aray([1])", "array"),
        ("torch.ones(2).shpae", "shape"),
        ("torch.ones(2).reqires_grad", "requires_grad"),
        ("[].apend(1)", "append"),
        ("class C:\n    def walk(self): pass\nC().wak()", "walk"),
        ("class C:\n    def __init__(self): self.width = 1\nC().widht", "width"),
        (
            _NET + "N().fc2",
            "fc1",
        ),
        ("prnt(1)", "print"),
        ("loss = 1\nprint(los)", "loss"),
        ("def f(value):\n    return valeu\nf(1)", "value"),
        ("from torch import rndn", "randn"),
        ("from torch.nn import Liner", "Linear"),
        ("import numy", "numpy"),
        ("torch.completely_else", None),
        ("zzzzqqqq", None),
        ("1 / 0", None),
        ("torch.svae", None),
    ],
)
def test_the_nearest_offered_name_is_suggested(source: str, meant: str | None) -> None:
    assert _meant(source) == meant
