"""What the examples share: the course, and a student's program with what its runs showed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from bot.cards.result import Result
from bot.explain import Explanation, explain
from bot.gallery.tape import Tape
from bot.ladder import Ladder, ladder
from bot.values import Note, Submission
from lessons.course import Course, Lang
from lessons.grade import grade
from lessons.load import load
from lessons.misconceptions import Found, find
from lessons.plan import differentiates, plan
from sandbox.protocol import Job, Observation

PREFIX = "!"
NOW = 1_779_999_975  # the moment of the pictures, in seconds since the epoch
KEY = "9f3a"  # of a submission
DEADLINE_MS = 5_000

SOLVED = """\
a = torch.tensor([1., 2., 3.])
b = torch.tensor([4., 5., 6.])
print(a + b)
print(a - b)
print(a * b)
print(3 * a)"""
HALF = "a = torch.tensor([1, 2, 3])\nb = torch.tensor([4, 5, 6])\nprint(a + b)\nprint(a * b)"
COPIED = "a = np.array([1.0, 2.0, 3.0])\nt = torch.tensor(a)\nb = t.numpy()\na[0] = 100\nprint(a, t, b)"
NEVER_CLEARED = """\
x = torch.tensor(10.0, requires_grad=True)
for k in (2, 3, 4):
    y = k * x**2
    y.backward()
    print(x.grad)"""
STOPPED = """\
a = torch.tensor([1., 2., 3.])
b = torch.tensor([4., 5.])
print(a + b)"""
UPHILL = """\
x = torch.ones(5)
y = torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
loss = torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
print(loss)
loss.backward()
with torch.no_grad():
    w += 0.1 * w.grad
    b += 0.1 * b.grad
loss = torch.nn.functional.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
print(loss)"""


@cache
def course() -> Course:
    """The course, read once."""
    return load()


@cache
def tape() -> Tape:
    """The recorded runs."""
    return Tape()


def submitted(lang: Lang, number: int, source: str, **facts: object) -> Result:
    """A submission as it is graded; `facts` are the other fields of a Result."""
    task = course().exercises[number]
    seen = tape().play(*plan(task, source, f"{KEY}-{number}", DEADLINE_MS))
    why = explained(lang, seen[0], source)
    return Result(grade(task, seen, lang), seen[0], source, why=why, submission=KEY, **facts)  # type: ignore[arg-type] # its fields


def ran(source: str, setup: str = "") -> Observation:
    """A free run, or a lesson card's."""
    job = Job(KEY, source, setup, 7, DEADLINE_MS, trace=not setup, numeric=differentiates(source))
    return tape().play(job)[0]


def explained(lang: Lang, seen: Observation, source: str) -> Explanation | None:
    """Why a run stopped."""
    return explain(lang, seen, source, deadline_ms=DEADLINE_MS)


def noticed(seen: Observation, source: str) -> Found | None:
    """The first misconception in a run."""
    return next(iter(find(seen, source)), None)


def climbed(lang: Lang, number: int, source: str) -> Ladder:
    """The hints on a submission."""

    async def observe(*jobs: Job) -> tuple[Observation, ...]:
        return tape().play(*jobs)

    work = ladder(lang, course().exercises[number], source, f"{KEY}-{number}", DEADLINE_MS, observe)
    with ThreadPoolExecutor(1) as aside:  # whoever asks may have an event loop of their own
        found = aside.submit(asyncio.run, work).result()
    assert found is not None  # noqa: S101 - an example that scores full has no hints
    return found


def handed_in(source: str, *notes: Note, in_chat: bool = True) -> Submission:
    """A program out of a message or, with `in_chat` false, of a form."""
    return Submission(source, notes, in_chat)
