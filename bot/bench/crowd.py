"""Many students at once: how soon a form is acknowledged, and how soon it is answered."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from bot import playground
from bot.bench.chat import ANSWER, CHANNEL, bot_at, graded
from bot.bench.figures import quantiles
from bot.playground import Playground
from bot.playground.events import Created, Event, Settled, Updated
from bot.playground.interaction import Interaction
from bot.playground.people import Modal, text_of
from bot.playground.places import User

STUDENTS = 200
_PATIENCE = 120.0
_CODE = ANSWER.split("```py\n")[1].removesuffix("\n```")
_SPANS = {"same_instant": 0.0, "half_a_second": 0.5}  # seconds in which all of them send


async def measure(students: int = STUDENTS, rounds: int = 5) -> dict[str, Any]:
    """So many send a form at once, the tutor's and, in the same rounds, a bot's that only acknowledges (`bare`): the
    least that discord.py takes. Times in ms, each the median of the rounds."""
    async with (
        await playground.start("127.0.0.1", 0) as place,
        await playground.start("127.0.0.1", 0) as other,
        bot_at(place),
        bot_at(other, module="bot.bench.bare"),
    ):
        form = await _form(place)
        tutor, bare = _Room(place, form, students, answers=True), _Room(other, form, students, answers=False)
        seen = [{span: (await tutor.sent(span), await bare.sent(span)) for span in _SPANS} for _ in range(rounds)]
    return {"students": students} | {span: _summed([each[span] for each in seen]) for span in _SPANS}


async def _form(place: Playground) -> Modal:
    """The form of a student who has sent it once: all is warm."""
    first = place.person("minji")
    first.slash(CHANNEL, "submit", number=4)
    form = await first.modal(_PATIENCE)
    first.submit(form, {"code": _CODE})
    await graded(first)
    return form


def _summed(rounds: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    tutor, bare = ([each[at] for each in rounds] for at in (0, 1))
    ours, least = _median(tutor, "acknowledged"), _median(bare, "acknowledged")
    return {
        "acknowledged_ms": ours,
        "bare_ms": least,
        "acknowledged_to_bare": round(ours["p95"] / least["p95"], 2),
        "answered_ms": _median(tutor, "answered"),
    }


def _median(rounds: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    return {key: round(statistics.median(each[name][key] for each in rounds), 1) for key in ("p50", "p95", "runs")}


class _Room:
    """A bot and its crowd. Each of them sends the form that one student opened."""

    def __init__(self, place: Playground, form: Modal, students: int, *, answers: bool) -> None:
        self._place, self._form, self._students, self._answers = place, form, students, answers
        self._people, self._sender = _people(place), place.person("minji")

    async def sent(self, span: str) -> dict[str, Any]:
        """When they were acknowledged and, of a bot that answers, when answered."""
        clock, began = _Clock(self._place, self._students, answers=self._answers), time.perf_counter()
        for at, user in enumerate(itertools.islice(self._people, self._students)):
            if (ahead := began + _SPANS[span] * at / self._students - time.perf_counter()) > 0:
                await asyncio.sleep(ahead)
            clock.started(self._send(user))
        await asyncio.wait_for(clock.over.wait(), _PATIENCE)
        clock.stop()
        times = {"acknowledged": clock.acknowledged} | ({"answered": clock.answered} if self._answers else {})
        return {name: quantiles(list(each.values())) for name, each in times.items()}

    def _send(self, user: User) -> Interaction:
        opened = msgspec.structs.replace(self._form.opened, user=user.id)
        return self._sender.submit(Modal(opened, self._form.payload), {"code": _CODE})


class _Clock:
    """When each form was sent, acknowledged and answered: one listener, for one in each student would be slow."""

    def __init__(self, place: Playground, students: int, *, answers: bool) -> None:
        self.acknowledged: dict[str, float] = {}
        self.answered: dict[str, float] = {}
        self.over = asyncio.Event()
        self._sent: dict[str, float] = {}
        self._students, self._last = students, self.answered if answers else self.acknowledged
        self.stop = place.world.listen(self._hear)

    def started(self, act: Interaction) -> None:
        self._sent[act.id] = time.perf_counter()

    def _hear(self, event: Event) -> None:
        match event:
            case Settled(act, _) if act.id in self._sent:
                self.acknowledged[act.id] = self._since(act.id)
            case Created(message) | Updated(message, _) if message.answers and message.answers.id in self._sent:
                if "10 / 10" in text_of(message) and message.audience is None:
                    self.answered.setdefault(message.answers.id, self._since(message.answers.id))
        if len(self._last) == self._students:
            self.over.set()

    def _since(self, id: str) -> float:
        return (time.perf_counter() - self._sent[id]) * 1000


def _people(place: Playground) -> Iterator[User]:
    """People beyond those who are there already."""
    for at in itertools.count(1):
        user = User(str(1_190_000_000_000_000_000 + at), f"student{at}", f"학생 {at}", "ko")
        place.world.users[user.id] = user
        yield user
