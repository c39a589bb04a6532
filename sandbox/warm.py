# mypy: disable-error-code="no-untyped-call, call-overload"
"""Exercises torch and numpy once in the parent, so that no run pays for a first import or a lazily made table.

A child has no way to open a file, so whatever a program may load on first use must have been loaded here: the first
optimizer alone imports over 800 modules. Comes in: nothing. Goes out: a warm process with one thread. Next: `zygote`.
"""

import codecs
import datetime
import gc
import hashlib
import io
import linecache
import sys
import time
import traceback
import uuid
import warnings

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from sandbox import device, figures, pages, runner

_REHEARSALS = 20
_CODECS = """
ascii latin_1 iso8859_15 utf_7 utf_8 utf_8_sig utf_16 utf_16_le utf_16_be utf_32 utf_32_le utf_32_be cp437 cp949 cp1252
euc_kr johab iso2022_kr shift_jis euc_jp gbk gb2312 gb18030 big5 unicode_escape raw_unicode_escape punycode idna rot_13
hex base64
"""


def warm() -> None:
    """Do once what students do. Raises what is broken in the installation."""
    torch.set_num_threads(1)
    # Without a GPU, `torch.manual_seed` queues a call, with its stack trace, for a device that never comes: 6 ms.
    if not device.count():
        torch.cuda.manual_seed_all = _ignore
    gc.disable()  # what the collector never touched stays shared with the children
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _tensors()
        _training()
        _layers()
        _mathematics()
        _text()
        _modes()
        _errors()
        figures.prepare()
        _programs()
    gc.collect()
    gc.freeze()
    pages.collapse()


def _ignore(seed: int) -> None:
    """Seeds no device."""


def _tensors() -> None:
    for value in (
        torch.rand(2, 3),
        torch.ones(2, dtype=torch.int32),
        torch.tensor(1.0, requires_grad=True) * 2,
    ):
        repr(value), f"{value.sum():.2f}", value.tolist(), value.detach().numpy()
    (
        torch.tensor(np.ones(2)),
        torch.from_numpy(np.ones(2)),
        np.array([1]).sum(),
        np.random.rand(2),
        repr(np.ones((2, 2))),
    )
    torch.manual_seed(0)
    np.random.seed(0)
    torch.set_default_dtype(torch.float32)
    torch.cuda.is_available()


def _training() -> None:
    model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
    repr(model)
    for kind in (
        torch.optim.SGD,
        torch.optim.Adam,
        torch.optim.AdamW,
        torch.optim.RMSprop,
        torch.optim.Adagrad,
    ):
        optimizer = kind(model.parameters(), lr=0.1)
        optimizer.zero_grad()
        functional.mse_loss(model(torch.rand(5, 3)), torch.rand(5, 1)).backward()
        optimizer.step()
        repr(optimizer), optimizer.state_dict()
    torch.optim.lr_scheduler.StepLR(optimizer, 1).step()
    data = torch.utils.data.TensorDataset(torch.rand(6, 3), torch.rand(6, 1))
    for _ in torch.utils.data.DataLoader(data, batch_size=2, shuffle=True):
        pass


def _layers() -> None:
    image, sequence = torch.rand(1, 1, 8, 8), torch.rand(4, 1, 3)
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout())
    net(image).sum().backward()
    for recurrent in (nn.LSTM(3, 2), nn.GRU(3, 2), nn.RNN(3, 2)):
        recurrent(sequence)[0].sum().backward()
    nn.MultiheadAttention(4, 2)(torch.rand(2, 1, 4), torch.rand(2, 1, 4), torch.rand(2, 1, 4))
    nn.TransformerEncoderLayer(4, 2, 8)(torch.rand(2, 1, 4))
    nn.Embedding(4, 2)(torch.tensor([1])), nn.LayerNorm(3)(sequence), nn.Softmax(dim=0)(sequence)
    functional.binary_cross_entropy_with_logits(torch.rand(3), torch.zeros(3))
    (
        functional.cross_entropy(torch.rand(2, 3), torch.tensor([0, 1])),
        functional.nll_loss(torch.rand(2, 3), torch.tensor([0, 1])),
    )


def _mathematics() -> None:
    square = torch.rand(4, 4)
    (
        torch.linalg.svd(square),
        torch.linalg.inv(square + 4 * torch.eye(4)),
        torch.linalg.eigh(square @ square.T),
    )
    torch.linalg.eig(square), torch.linalg.qr(square), torch.linalg.norm(square), torch.det(square)
    torch.linalg.solve(square, square), torch.fft.fft(square), torch.einsum("ij,jk->ik", square, square)
    torch.distributions.Normal(0.0, 1.0).sample(), torch.distributions.Categorical(torch.ones(3)).sample()
    (
        np.linalg.inv(np.eye(2)),
        np.linalg.svd(np.eye(2)),
        np.fft.fft(np.ones(4)),
        np.random.default_rng(0).normal(),
    )
    x = torch.rand(2, requires_grad=True)
    torch.autograd.grad((x**2).sum(), x, create_graph=True)
    torch.autograd.functional.jacobian(lambda y: y * 2, x)
    with torch.no_grad():
        torch.save(square, io.BytesIO())


def _text() -> None:
    """What Python imports on first use: the codecs, the reader of dates."""
    for codec in _CODECS.split():
        codecs.lookup(codec)
    time.strptime("2024", "%Y"), time.localtime()
    datetime.datetime.strptime("2024", "%Y")
    hashlib.sha256(b"").hexdigest(), uuid.uuid4(), "\N{DIGIT ONE}".encode("ascii", "namereplace")


def _modes() -> None:
    class Function(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
            return func(*args, **(kwargs or {}))

    class Dispatch(TorchDispatchMode):
        def __torch_dispatch__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
            return func(*args, **(kwargs or {}))

    for mode in (Function(), Dispatch()):
        with mode:
            (torch.ones(2, requires_grad=True) * 2).sum().backward()


def _errors() -> None:
    def fail() -> None:
        torch.ones(2) + torch.ones(3)

    for broken in (fail, torch.ones(2).backward, lambda: torch.Tensor([1], dtype=torch.int64)):
        try:
            broken()
        except (RuntimeError, TypeError) as error:
            traceback.format_exception(error)
    linecache.checkcache()


def _programs() -> None:
    """Runs as students' are run, until the interpreter has specialised its code: what it writes later, a child pays."""
    kept = sys.stdout, sys.stderr
    for _ in range(_REHEARSALS):
        runner.rehearse()
    runner.rehearse(trace=True)
    runner.rehearse(numeric=True)
    sys.stdout, sys.stderr = kept
    runner.set_up()


def thread_count() -> int:
    """The threads of this process: a fork with more than one can hang its child for ever."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Threads:"))


def torch_version() -> str:
    """The torch that programs meet."""
    return str(torch.__version__)
