"""What is said where there is a GPU. The tests have none: the run is real and on the CPU, its error is put in by hand,
in the words that PyTorch's CUDA build uses."""

import msgspec
import pytest

from lessons.misconceptions import BY_ID, Scene, find
from sandbox.protocol import Fault, Job

BOTH = "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu! (when checking \
argument for argument mat2 in method wrapper_CUDA_mm)"
GIVEN = "Expected all tensors to be on the same device, but got mat2 is on cpu, different from other tensors on cuda:0"
DRIVER = "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU and installed a driver"


def failed(seen, type, message, line):
    return msgspec.structs.replace(seen, status="error", error=Fault(type, message, line))


@pytest.mark.parametrize("message", [BOTH, GIVEN])
def test_two_devices_in_a_product(sandbox_run, message):
    source = "x = torch.rand(2, 3)\nw = torch.rand(3, 2)\nz = torch.mm(x, w)"
    seen = failed(sandbox_run(Job("gpu", source, trace=True)), "RuntimeError", message, 3)
    [hit] = find(seen, source)
    assert (hit.id, hit.facts) == ("M57", {"name": "x", "other": "w", "line": "3"})
    assert BY_ID["M57"].patch(Scene(seen, source), hit).endswith("z = torch.mm(x, w.to(x.device))")


def test_a_cuda_build_without_a_gpu(sandbox_run):
    source = 'x = torch.rand(3)\ny = x.to("cuda", torch.float64)'
    seen = failed(sandbox_run(Job("gpu", "x = torch.rand(3)", trace=True)), "RuntimeError", DRIVER, 2)
    [hit] = find(seen, source)
    assert (hit.id, hit.line) == ("M56", 2)
    assert BY_ID["M56"].patch(Scene(seen, source), hit).endswith("y = x.to(device, torch.float64)")


def test_another_error_in_such_a_line_is_neither(sandbox_run):
    source = 'x = torch.rand(3)\ny = x.to("cuda") + torch.rand(2)'
    message = "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0"
    seen = failed(sandbox_run(Job("gpu", "x = torch.rand(3)", trace=True)), "RuntimeError", message, 2)
    assert {"M56", "M57"}.isdisjoint({hit.id for hit in find(seen, source)})
