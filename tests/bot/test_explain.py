"""What beginners meet, raised for real by torch and Python where the sandbox can, and what the tutor says of it."""

import time
from collections.abc import Callable

import pytest

from bot.explain import RULES, explain, mistake, never_ran
from bot.words import SENTENCES
from lessons.course import LANGS, Lang
from lessons.misconceptions import find
from sandbox.protocol import Fault, Job, Observation, Status

DEADLINE = 2_000
LEAF = "x = torch.tensor([1.0, 2.0], requires_grad=True)\n"

# a program, and the rule that must explain it
RAISED = {
    "module_unmade": "from torch import nn\nclass M(nn.Module):\n  def __init__(self):\n    self.f = nn.ReLU()\nM()",
    "read_only": "class A:\n  @property\n  def x(self): return 1\nA().x = 2",
    "integer_gradient": "torch.tensor(2, requires_grad=True)",
    "backward_twice": f"{LEAF}y = (x ** 2).sum()\ny.backward()\ny.backward()",
    "not_scalar": f"{LEAF}(x ** 2).backward()",
    "no_graph": "torch.tensor(2.0).backward()",
    "leaf_in_place": f"{LEAF}x += 1",
    "overwritten": f"{LEAF}y = x.exp()\ny += 1\ny.sum().backward()",
    "numpy_of_grad": f"{LEAF}x.numpy()",
    "grad_is_none": f"{LEAF}x.grad.zero_()",
    "number_backward": f"{LEAF}x.sum().item().backward()",
    "matmul_shapes": "torch.matmul(torch.ones(5), torch.randn(3, 5))",
    "matvec_shapes": "torch.randn(3, 5) @ torch.ones(4)",
    "not_matrix": "torch.mm(torch.ones(5), torch.randn(5, 3))",
    "sizes_differ": "torch.ones(3) + torch.ones(4)",
    "numpy_shapes": "np.ones(3) + np.ones(4)",
    "dot_1d": "torch.dot(torch.ones(2, 2), torch.ones(2, 2))",
    "dot_lengths": "torch.dot(torch.ones(2), torch.ones(3))",
    "dot_dtype": "torch.dot(torch.tensor([1, 2]), torch.tensor([1.0, 2.0]))",
    "reshape": "torch.ones(6).reshape(4, 2)",
    "ragged": "torch.tensor([[1, 2], [3]])",
    "index_range": "torch.ones(3)[5]",
    "too_many_indices": "torch.ones(3)[0, 0]",
    "scalar_index": "torch.tensor(1.0)[0]",
    "scalar_loop": "for v in torch.tensor(1.0):\n    v",
    "scalar_len": "len(torch.tensor(1.0))",
    "matmul_dtype": "torch.ones(2, 2, dtype=torch.float64) @ torch.ones(2, 2)",
    "result_type": "a = torch.tensor([1, 2])\na += 0.5",
    "mean_of_integers": "torch.tensor([1, 2, 3]).mean()",
    "uniform_integers": "torch.rand(3, 3, dtype=torch.int64)",
    "caret_power": "torch.tensor([1.0, 2.0]) ^ 2",
    "item_of_many": "torch.tensor([1.0, 2.0]).item()",
    "truth_of_many": "if torch.ones(2) == torch.ones(2):\n    1",
    "tensor_of_many": "torch.tensor(1, 2, 3)",
    "legacy_arguments": "torch.Tensor([1], requires_grad=True)",
    "from_numpy_list": "torch.from_numpy([1.0, 2.0])",
    "negative_stride": "torch.from_numpy(np.array([1.0, 2.0])[::-1])",
    "random_sizes": "torch.rand(3.0, 3)",
    "attribute_called": "torch.ones(2).shape()",
    "tensor_called": "torch.ones(2)(0)",
    "list_arithmetic": "[1, 2] - [3, 4]",
    "none_arithmetic": "None + 1",
    "operands": "'a' - 1",
    "text_plus": "'a' + 1",
    "list_times": "[1, 2] * 2.5",
    "name_unknown_guess": "tensor_one = 1\nprint(tensor_on)",
    "name_unknown": "print(zzzqqq)",
    "tensor_attribute_guess": "torch.ones(2).shap",
    "argument_missing": "def f(a):\n    return a\nf()",
    "argument_extra": "def f(a):\n    return a\nf(1, 2)",
    "not_callable": "a = 3\na(2)",
    "not_subscriptable": "a = 3\na[0]",
    "not_iterable": "for i in 5:\n    i",
    "unpack": "a, b = 1, 2, 3",
    "number_text": "int('x')",
    "list_attribute": "[1, 2].shape",
    "array_attribute": "np.ones(2).backward()",
    "ZeroDivisionError": "1 / 0",
    "IndexError": "[1, 2][5]",
    "KeyError": "dict(a=1)['b']",
    "AssertionError": "assert 1 == 2",
    "never_closed": "print((1, 2)",
    "unmatched": "x = 1)",
    "brackets_cross": "x = (1]",
    "colon_missing": "if True\n    x = 1",
    "comma_missing": "x = [1 2]",
    "print_brackets": "print 1",
    "string_open": "x = 'abc",
    "equals_once": "if x = 1:\n    y = 2",
    "assign_to": "1 + 2 = x",
    "number_name": "x = 2y",
    "strange_sign": "x = “",
    "return_outside": "return 1",
    "block_missing": "if True:\nx = 1",
    "indent_extra": "x = 1\n  y = 2",
    "indent_level": "if True:\n    x = 1\n  y = 2",
    "SyntaxError": "x = = 1",
}


@pytest.mark.parametrize(("key", "source"), RAISED.items(), ids=RAISED.keys())
def test_a_real_error_is_explained_in_both_languages(
    key: str, source: str, sandbox_run: Callable[[Job], Observation]
) -> None:
    seen = sandbox_run(Job("t", source))
    assert seen.status == "error", seen
    assert seen.error is not None
    assert mistake(seen.error, source)[0] == key, seen.error.message
    for lang in LANGS:
        why = explain(lang, seen, source, deadline_ms=DEADLINE)
        assert why is not None
        assert why.what
        assert why.cure
        assert why.line == seen.error.line
        assert why.raw.startswith(seen.error.type)
        assert "{" not in why.what + why.cure


def failed(kind: str, message: str) -> Observation:
    return Observation("t", "error", error=Fault(kind, message, line=1))


# what cannot be raised behind the walls or on this machine: the exact texts of torch 2.13 and Python 3.11
TEXTS = {
    "no_cuda": ("AssertionError", "Torch not compiled with CUDA enabled"),
    "target_size": (
        "ValueError",
        "Target size (torch.Size([1, 3])) must be the same as input size (torch.Size([3]))",
    ),
    "probabilities": ("RuntimeError", "all elements of input should be between 0 and 1"),
    "dtypes_differ": ("RuntimeError", "Float did not match Double"),
    "module_called": ("TypeError", "'module' object is not callable"),
    "randint_size": ("TypeError", "randint(): argument 'size' (position 2) must be tuple of ints, not int"),
    "module_unknown_guess": ("ModuleNotFoundError", "No module named 'Torch'"),
    "torch_attribute_guess": ("AttributeError", "module 'torch' has no attribute 'array'"),
    "other": ("StrangeError", "?"),
}


@pytest.mark.parametrize(("key", "kind", "message"), [(k, *v) for k, v in TEXTS.items()], ids=TEXTS.keys())
def test_a_text_is_explained(key: str, kind: str, message: str) -> None:
    assert mistake(Fault(kind, message), "x")[0] == key
    assert explain("ko", failed(kind, message), "x", deadline_ms=DEADLINE)


@pytest.mark.parametrize(
    ("name", "guess"), [("tenosr", "tensor"), ("array", "tensor"), ("randon", "randn"), ("zeroes", "zeros")]
)
def test_torch_names_are_suggested(name: str, guess: str) -> None:
    why = explain("en", failed("AttributeError", f"module 'torch' has no attribute '{name}'"), "", deadline_ms=1)
    assert why is not None
    assert f"`torch.{guess}`" in why.cure


@pytest.mark.parametrize("status", ["timeout", "memory", "output"])
def test_a_limit_is_said_to_be_a_limit(status: Status) -> None:
    seen = Observation("t", status)
    english = explain("en", seen, "", deadline_ms=DEADLINE)
    korean = explain("ko", seen, "", deadline_ms=DEADLINE)
    assert english is not None
    assert korean is not None
    assert "limit of this classroom" in english.what
    assert "이 교실에서 정한 제한" in korean.what
    assert ("2 seconds" in english.what) == (status == "timeout")


def test_a_crash_is_explained_and_success_is_not() -> None:
    assert explain("ko", Observation("t", "crash", error=Fault("Crash", "SIGSEGV")), "", deadline_ms=1)
    assert explain("ko", Observation("t", "ok"), "", deadline_ms=1) is None


@pytest.mark.parametrize("key", ["module", "name", "attribute", "builtin", "dunder", "syntax", "write", "class", "raw"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_refusal_has_a_sentence_and_a_way(key: str, lang: str) -> None:
    chosen = next(each for each in LANGS if each == lang)
    fault = Fault("Refused", "English", line=2, key=key, facts={"name": "os.`system`"})
    why = explain(chosen, Observation("t", "refused", error=fault), "", deadline_ms=1)
    assert why is not None
    assert why.line == 2
    assert "os. system" in why.what
    assert "English" not in why.what
    instead = Fault("Refused", "", key=key, facts={"name": "os", "instead": "torch.save"})
    why = explain(chosen, Observation("t", "refused", error=instead), "", deadline_ms=1)
    assert why is not None
    assert "`torch.save`" in why.cure


def test_a_refusal_without_words_says_its_own() -> None:
    seen = Observation("t", "refused", error=Fault("Refused", "no {braces} `ticks`\n here", key="new"))
    why = explain("ko", seen, "", deadline_ms=1)
    assert why is not None
    assert "no {braces} ticks here" in why.what.replace("  ", " ")


def test_what_never_ran_is_known() -> None:
    assert never_ran(failed("SyntaxError", "invalid syntax"))
    assert never_ran(Observation("t", "refused"))
    assert not never_ran(failed("NameError", "name 'x' is not defined"))
    assert not never_ran(Observation("t", "timeout"))


def test_no_rule_stands_behind_one_that_takes_all_it_is_about() -> None:
    for at, rule in enumerate(RULES):
        earlier = [each for each in RULES[:at] if each.pattern.pattern == "" and set(each.types) >= set(rule.types)]
        assert not (rule.types and earlier), rule.key


@pytest.mark.parametrize("source", ["x" * 16_000, "a,b=" * 4_000, "(" * 16_000, " " * 16_000])
def test_a_long_program_is_explained_at_once(source: str) -> None:
    started = time.monotonic()
    for kind in ("NameError", "TypeError", "RuntimeError", "SyntaxError"):
        text = f"name 'xy' is not defined {source[:2_000]}"
        assert explain("ko", failed(kind, text), source, deadline_ms=1)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("lang", LANGS)
def test_what_no_rule_knows_still_has_its_sentences(lang: Lang) -> None:
    """An error class's own sentences can name only what every fault has: its type and message."""
    for key in (name.split(".")[1] for name in SENTENCES[lang] if name.startswith("mistake.")):
        if key[0].isupper():
            why = explain(lang, failed(key, "something that no rule is about"), "", deadline_ms=1)
            assert why is not None
            assert why.what
            assert why.cure


def test_misconceptions_that_are_known_are_not_looked_for_again(sandbox_run: Callable[[Job], Observation]) -> None:
    source = "x = torch.tensor(2.0)\ny = x ** 2\ny.backward()"
    seen = sandbox_run(Job("one", source, trace=True))
    hits = find(seen, source)
    alone, given = (explain("en", seen, source, deadline_ms=DEADLINE, hits=each) for each in (None, hits))
    without = explain("en", seen, source, deadline_ms=DEADLINE, hits=())
    assert alone == given
    assert given is not None
    assert without is not None
    assert "`y` in line 3" in given.cure
    assert without.cure != given.cure
