"""Free runs."""

from collections.abc import Callable

from bot.cards import fault, run
from bot.gallery.examples.classroom import KEY, explained, handed_in, noticed, ran
from bot.values import Card, Note
from lessons.course import Lang

Make = Callable[[Lang], Card]
_SHOWN = "x = torch.arange(6.).reshape(2, 3)\nprint(x.shape, x.dtype)\nx @ x.T"
_BACKWARD = """\
x = torch.tensor(2.0, requires_grad=True)
w = torch.tensor([1.0, -3.0], requires_grad=True)
y = (w * x**2).sum()
y.backward()
print(y)"""
_NOT_SCALAR = """\
x = torch.ones(3)
w = torch.tensor([1., 2., 3.], requires_grad=True)
loss = (w * x) ** 2
print(loss.shape)
loss.backward()"""
_LOOP = "step = 0\nwhile True:\n    step += 1"
_MANY = "for step in range(200):\n    print(f'step {step:3d}  loss {1 / (step + 1):.4f}')"
_FIGURE = """\
import matplotlib.pyplot as plt
x = torch.linspace(0, 6, 100)
_ = plt.plot(x, torch.sin(x))
plt.show()"""
_FORBIDDEN = "import os\nos.listdir('/')"
_PINGS = """\
print("@everyone <@1180000000000000021> ```py")
print("\\x1b[31mred\\x1b[0m", "**bold**", "가나다 한글 출력")"""


def _free(source: str, *notes: Note) -> Make:
    def made(lang: Lang) -> Card:
        seen = ran(source)
        why = explained(lang, seen, source)
        return run.free(lang, handed_in(source, *notes), seen, why, noticed(seen, source), KEY)

    return made


def _full(lang: Lang) -> Card:
    why = explained(lang, ran(_NOT_SCALAR), _NOT_SCALAR)
    assert why is not None  # noqa: S101 - it has no scalar
    return fault.full(lang, why.full)


CARDS: dict[str, Make] = {
    "run": _free(_SHOWN, Note("note.bare")),
    "run_quiet": _free("x = 1"),
    "run_gradients": _free(_BACKWARD),
    "run_noticed": _free("x = torch.tensor(2., requires_grad=True)\nfor _ in range(3):\n    (x**2).backward()\nx.grad"),
    "run_long": _free(_MANY),
    "run_figure": _free(_FIGURE),
    "run_odd_text": _free(_PINGS),
    "run_stopped": _free(_NOT_SCALAR),
    "run_stopped_full": _full,
    "run_stopped_unknown": _free("x = torch.ones(2, 3)\ntorch.linalg.cholesky(x)"),
    "run_syntax": _free("for i in range(3)\n    print(i)"),
    "run_refused": _free(_FORBIDDEN),
    "run_timeout": _free(_LOOP),
}
