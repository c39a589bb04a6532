"""Tensors that torch itself will not tell everything of: what a program showed is not lost with them."""

import pytest

from sandbox.protocol import Job

PROGRAMS = {
    "a view made without gradients, written to": (
        "w = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    v = w[0]\n    v -= 1\nprint(w.tolist())",
        "[0.0, 1.0]",
    ),
    "an element written to": (
        "w = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    w[0] -= 1\nprint(w.tolist())",
        "[0.0, 1.0]",
    ),
    "no data": ("x = torch.ones(2, device='meta', requires_grad=True)\ny = x * 2\nprint(tuple(y.shape))", "(2,)"),
    "complex": (
        "x = torch.ones(1, requires_grad=True, dtype=torch.complex64)\n(x * 2).abs().sum().backward()\nprint(x.grad)",
        "tensor([2.+0.j])",
    ),
}


@pytest.mark.parametrize("trace", [False, True])
@pytest.mark.parametrize(("source", "shown"), PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_run_with_it_ends_well(source, shown, trace, sandbox_run):
    seen = sandbox_run(Job("odd", source, trace=trace))
    assert seen.status == "ok", seen.error
    assert seen.stdout.strip() == shown
