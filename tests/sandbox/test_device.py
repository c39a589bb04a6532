"""The choice of a device, with a fake count of GPUs; what a GPU host must see besides is in `docs/gpu.md`."""

import pytest
import yaml

from sandbox import device, walls
from sandbox.device import DeviceError, choose
from sandbox.pool import _environment
from tests.sandbox_client import ROOT


@pytest.mark.parametrize(
    ("wish", "gpus", "chosen"),
    [("auto", 0, "cpu"), ("auto", 1, "cuda"), ("cpu", 0, "cpu"), ("cpu", 4, "cpu"), ("cuda", 2, "cuda")],
)
def test_the_device_is_what_was_wished_for_and_is_there(wish, gpus, chosen):
    assert choose(wish, lambda: gpus) == chosen


def test_a_gpu_that_is_not_there_is_said_with_its_setting():
    with pytest.raises(DeviceError, match="TUTOR_DEVICE"):
        choose("cuda", lambda: 0)


def test_cpu_does_not_even_count():
    def count() -> int:
        raise AssertionError("the driver was asked")

    assert choose("cpu", count) == "cpu"


def test_the_parent_never_starts_cuda(monkeypatch):
    """A device count by NVML leaves a fork possible; and with `cpu` no GPU is to be seen at all."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    assert _environment("auto")["PYTORCH_NVML_BASED_CUDA_CHECK"] == "1"
    assert _environment("auto")["CUDA_VISIBLE_DEVICES"] == "0"
    assert _environment("cpu")["CUDA_VISIBLE_DEVICES"] == ""


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_gpu_s_list_of_calls_is_closed_and_opens_nothing(machine):
    more = set(device.CUDA_CALLS)
    assert more == walls._DEVICE_CALLS[machine].keys()
    assert not more & {"open", "openat", "socket", "connect", "clone", "clone3", "fork", "execve", "kill", "ptrace"}
    plain, wider = walls._filter(machine, ()), walls._filter(machine, device.CUDA_CALLS)
    assert (len(wider) - len(plain)) // 8 == len({walls._DEVICE_CALLS[machine][name] for name in more})


def test_the_gpu_s_override_reserves_a_device_and_its_own_build():
    text = (ROOT / "docker-compose.gpu.yml").read_text()
    sandbox = yaml.safe_load(text)["services"]["sandbox"]
    [reserved] = sandbox["deploy"]["resources"]["reservations"]["devices"]
    assert reserved["capabilities"] == ["gpu"]
    assert sandbox["environment"]["TUTOR_DEVICE"] == "${TUTOR_DEVICE:-auto}"
    assert "privileged" not in text.replace("no container is privileged", "")
