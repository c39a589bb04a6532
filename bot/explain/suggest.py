"""Did you mean: a name that is not there comes in, the nearest one that is goes out.

Torch suggests nothing for its module's names, and the bot imports no torch: the lesson's stand here.
"""

import difflib
import re

from bot.explain.rule import safe
from sandbox.protocol import Fault

_TORCH_NAMES = """
tensor Tensor from_numpy as_tensor rand randn randint randperm zeros ones empty full eye arange linspace
zeros_like ones_like rand_like randn_like dot matmul mm mv bmm add sub mul div pow sum mean std var max min
argmax argmin abs sqrt exp log sin cos tanh sigmoid relu softmax cat stack reshape squeeze unsqueeze
transpose allclose equal is_tensor no_grad manual_seed float32 float64 float16 int32 int64 int16 int8 uint8
bool long float double device cuda nn optim autograd numel where clamp norm detach size
"""
_TENSOR_NAMES = """
shape size dim ndim ndimension dtype device grad grad_fn requires_grad requires_grad_ is_leaf backward
detach clone item numpy tolist float double long int bool to cpu cuda view reshape squeeze unsqueeze
transpose T t sum mean std var max min argmax argmin abs sqrt exp log pow add add_ sub sub_ mul mul_ div
div_ dot matmul mm fill_ zero_ copy_ numel type retain_grad allclose equal all any norm sigmoid relu
"""
_BUILTIN_NAMES = """
print len range sum max min abs list tuple dict set int float str bool zip enumerate sorted type round
"""
_TORCH, _TENSOR, _BUILTIN = (names.split() for names in (_TORCH_NAMES, _TENSOR_NAMES, _BUILTIN_NAMES))
_KNOWN = ["torch", "np", "numpy", "plt", "True", "False", "None"]
_INSTEAD = {
    "array": "tensor",
    "random": "rand",
    "ndarray": "tensor",
    "dtype": "float32",
    "astype": "to",
    "len": "size",
}
_MODULES = {
    "Torch": "torch",
    "pytorch": "torch",
    "Pytorch": "torch",
    "PyTorch": "torch",
    "Numpy": "numpy",
    "np": "numpy",
}
_ASSIGNED = re.compile(r"\b([^\W\d]\w*+)(?= *+(?:=(?!=)|,|in\b))")  # possessive: a student's text is long
_MOST_NAMES = 300
_HINT = re.compile(r"Did you mean:? '(\w+)'")


def refine(key: str, facts: dict[str, str], fault: Fault, source: str) -> tuple[str, dict[str, str]]:
    """A key and its facts; the key of "did you mean" where there is a near name."""
    name = facts.get("name", "")
    guess = GUESSES[key](name, fault, source) if key in GUESSES else None
    return (f"{key}_guess", {**facts, "guess": safe(guess)}) if guess else (key, facts)


def nearest(name: str, known: list[str]) -> str | None:
    """The nearest of the known names."""
    close = difflib.get_close_matches(name, [each for each in known if each != name], n=1, cutoff=0.7)
    return close[0] if close else None


def _name(name: str, fault: Fault, source: str) -> str | None:
    hint = _HINT.search(fault.hint or "")
    if hint:
        return hint[1]
    if name in _MODULES:
        return _MODULES[name]
    return nearest(name, [*_KNOWN, *_BUILTIN, *list(dict.fromkeys(_ASSIGNED.findall(source)))[:_MOST_NAMES]])


def _of_torch(name: str, fault: Fault, source: str) -> str | None:
    return _INSTEAD.get(name) or nearest(name, _TORCH)


def _of_tensor(name: str, fault: Fault, source: str) -> str | None:
    return _INSTEAD.get(name) or nearest(name, _TENSOR)


def _module(name: str, fault: Fault, source: str) -> str | None:
    return _MODULES.get(name) or nearest(name, ["torch", "numpy", "math", "matplotlib", "random"])


GUESSES = {
    "name_unknown": _name,
    "torch_attribute": _of_torch,
    "tensor_attribute": _of_tensor,
    "module_unknown": _module,
}
