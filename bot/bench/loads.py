"""What weighs on the bot: the largest inputs that it takes and the largest answers that it gives, by kind."""

import json
import random
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from bot.bench.chat import CHANNEL
from bot.playground.files import Upload
from bot.playground.interaction import Interaction
from bot.playground.message import Message
from bot.playground.people import Person
from bot.playground.sending import parts_of
from bot.store import Store
from bot.values import Attempt, Author
from lessons.load import load
from sandbox.protocol import MAX_SOURCE_BYTES

STUDENTS, OWN = 300, 1_000  # who is on the board; the programs of the one who exports
_PATIENCE = 60.0
_KIB = 1024

Load = Callable[[Person, int], Awaitable[object]]


def program(size: int, mark: int = 0) -> str:
    """A program of about so many bytes, of many small statements."""
    lines: list[str] = []
    length = 0
    while length < size:
        lines.append(f"x{len(lines) % 50} = torch.tensor([{mark}, {len(lines)}, 3.5]) * 2 + 1")
        length += len(lines[-1]) + 1
    return "\n".join(lines[:-1])


def notebook(size: int, mark: int) -> bytes:
    """A notebook of about so many bytes: cells with code, and mostly what they showed."""
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1}
    shown = {"output_type": "stream", "name": "stdout", "text": ["0.123456, " * 40 + "\n"] * 50}
    code = program(MAX_SOURCE_BYTES * 9 // 10, mark).split("\n")
    cells = [{**cell, "source": [f"{line}\n" for line in code[at::40]], "outputs": [shown]} for at in range(40)]
    while len(json.dumps({"cells": cells})) < size:
        cells[0]["outputs"].append(shown)  # type: ignore[attr-defined] # a list
    cells[0]["outputs"].pop()  # type: ignore[attr-defined] # a list
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


async def commands(person: Person, mark: int) -> None:
    """Cards that nothing is run for."""
    for text in ("!help", "!lessons", "!progress", f"!exercise {mark % 8 + 1}", "!leaderboard"):
        person.say(CHANNEL, text)
        await person.reply(_PATIENCE)


async def lesson_cards(person: Person, mark: int) -> None:
    """A lesson's first cards, with the pictures of their formulas; another lesson each time."""
    person.say(CHANNEL, f"!lesson {mark % 10 + 1}")
    card = await person.reply(_PATIENCE)
    for _ in range(3):
        person.press(card, [way for way in _ways(card) if way.startswith("card:")][-1])
        card = await person.edited(card, _PATIENCE)


async def forms(person: Person, mark: int) -> None:
    """A form as full as it takes, and the first hint on it."""
    person.slash(CHANNEL, "submit", number=mark % 4 + 1)
    form = await person.modal(_PATIENCE)
    answer = await _done(person, person.submit(form, {"code": program(3_400, mark)}))
    for hint in [way for way in _ways(answer) if way.startswith("rung:")]:
        await _done(person, person.press(answer, hint))


async def files(person: Person, mark: int) -> None:
    """A file as large as a program may be; every other one with typographic quotes, which are mended."""
    code = program(MAX_SOURCE_BYTES - _KIB, mark)
    text = f"{code}\nprint(“done”)" if mark % 2 else code
    person.say(CHANNEL, "!submit 4", attachments=[Upload("answer.py", text.encode())])
    await _done(person)


async def notebooks(person: Person, mark: int) -> None:
    """A notebook as large as we read it."""
    person.say(CHANNEL, "!run", attachments=[Upload("lab.ipynb", notebook(1_000 * _KIB, mark))])
    await _done(person)


async def tracebacks(person: Person, mark: int) -> None:
    """Much output, then an error deep down."""
    fails = f"torch.ones(2, 3) @ torch.ones({mark % 3}, 9)"
    deep = f"def f(n):\n    print(n, 'x' * 200)\n    return f(n - 1) if n else {fails}"
    person.say(CHANNEL, f"!run\n```py\n{deep}\nf(80)\n```")
    await _done(person)


async def graphs(person: Person, mark: int) -> None:
    """A run whose autograd graph is drawn."""
    steps = "\n".join(f"y = y * x + {step}" for step in range(4))
    code = f"x = torch.tensor({mark}.0, requires_grad=True)\ny = x ** 2\n{steps}\ny.backward()\nprint(x.grad)"
    person.say(CHANNEL, f"!run\n```py\n{code}\n```")
    await _done(person)


async def scores(person: Person, _: int) -> None:
    """The board, and all of its scores as CSV; for an instructor."""
    person.slash(CHANNEL, "leaderboard")
    card = await person.reply(_PATIENCE)
    person.press(card, "board:export:0")
    await person.reply(_PATIENCE)


async def own_data(person: Person, _: int) -> None:
    """All that is kept of one student, as a zip."""
    person.slash(CHANNEL, "privacy")
    card = await person.reply(_PATIENCE)
    person.press(card, "privacy:export")
    await person.reply(_PATIENCE)


LOADS: dict[str, Load] = {
    "commands": commands,
    "lesson_cards": lesson_cards,
    "forms": forms,
    "files": files,
    "notebooks": notebooks,
    "tracebacks": tracebacks,
    "graphs": graphs,
    "scores": scores,
    "own_data": own_data,
}


async def fill(database: Path, owner: Author) -> None:
    """A database with a full board in the owner's server, and with many long programs of the owner."""
    store = await Store.open(f"sqlite+aiosqlite:///{database}")
    try:
        for attempt in _attempts(owner):
            await store.add_attempt(attempt)
    finally:
        await store.close()


def _attempts(owner: Author) -> Iterator[Attempt]:
    chance = random.Random(7)  # noqa: S311 - scores
    for number in load().counted:
        for at in range(STUDENTS):
            author = Author(str(1_170_000_000_000_000_000 + at), f"학생 {at}", owner.guild)
            yield _attempt(author, number, "print(1)", chance)
    for _ in range(OWN):
        yield _attempt(owner, 4, "".join(chance.choices("abcdefgh =\n", k=8_000)), chance)


def _attempt(author: Author, exercise: int, source: str, chance: random.Random) -> Attempt:
    score = float(chance.randint(0, 10))
    return Attempt(author, exercise, source, "partial", "ok", score, 10, 12.0, 1.79e9 + chance.random(), "ko")


async def _done(person: Person, act: Interaction | None = None) -> Message:
    """The answer, to an act where one is given; where it was announced first, what the announcement became."""
    message = await person.reply(_PATIENCE)
    while act is not None and (message.answers is None or message.answers.id != act.id):
        message = await person.reply(_PATIENCE)
    while not _ways(message):  # only an answer has buttons
        message = await person.edited(message, _PATIENCE)
    return message


def _ways(message: Message) -> list[str]:
    return [str(part["custom_id"]) for part in parts_of(message.components) if "custom_id" in part]
