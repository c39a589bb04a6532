"""Many students at once, and a long day: how soon a form is acknowledged, how soon it is answered, what memory does."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from typing import Any

import msgspec

from bot import playground
from bot.bench.chat import ANSWER, CHANNEL, bot_at, graded
from bot.bench.figures import quantiles, resident_mib
from bot.playground import Playground
from bot.playground.events import Created, Event, Settled, Updated
from bot.playground.interaction import Interaction
from bot.playground.people import Modal, Person, text_of
from bot.playground.places import User

STUDENTS = 200
_PATIENCE = 120.0
_CHATTER = "오늘 수업 어땠어요? gradients are fun"
_COMMANDS = ("!lesson 8", "!exercise 4", "!help", "!progress", "!leaderboard")
_CODE = ANSWER.split("```py\n")[1].removesuffix("\n```")


async def measure(students: int = STUDENTS) -> dict[str, Any]:
    """So many open a form, then all send it: in the same instant, and within half a second; in ms."""
    async with await playground.start("127.0.0.1", 0) as place, bot_at(place):
        first = place.person("minji")
        first.slash(CHANNEL, "submit", number=4)
        form = await first.modal(_PATIENCE)
        first.submit(form, {"code": _CODE})
        await graded(first)  # warm
        people = _students(place)
        return {
            "students": students,
            "same_instant": await _sent(first, form, list(itertools.islice(people, students)), place),
            "half_a_second": await _sent(first, form, list(itertools.islice(people, students)), place, seconds=0.5),
        }


async def _sent(
    first: Person, form: Modal, students: list[User], place: Playground, *, seconds: float = 0
) -> dict[str, Any]:
    """Each sends the form that one of them opened; gives when they were acknowledged, and when answered."""
    clock, began = _Clock(place, len(students)), time.perf_counter()
    for at, user in enumerate(students):
        await asyncio.sleep(max(0, began + seconds * at / len(students) - time.perf_counter()))
        opened = msgspec.structs.replace(form.opened, user=user.id)
        clock.started(first.submit(Modal(opened, form.payload), {"code": _CODE}))
    await asyncio.wait_for(clock.over.wait(), _PATIENCE)
    clock.stop()
    return {
        "acknowledged_ms": quantiles(list(clock.acknowledged.values())),
        "answered_ms": quantiles(list(clock.answered.values())),
    }


async def memory(messages: int) -> dict[str, Any]:
    """What the bot's memory does over so many messages: one in ten a command, one in a hundred a submission."""
    async with await playground.start("127.0.0.1", 0) as place, bot_at(place) as (process, _):
        person = place.person("minji")
        await _talk(person, messages // 10)
        before = resident_mib(process.pid)
        await _talk(person, messages)
        after = resident_mib(process.pid)
        grown = round(100 * (after - before) / before, 2)
        return {"messages": messages, "resident_mib": [before, after], "grown_percent": grown}


async def _talk(person: Person, messages: int) -> None:
    for at in range(messages):
        if at % 100 == 0:
            person.say(CHANNEL, ANSWER)
            await graded(person)
        elif at % 10 == 0:
            person.say(CHANNEL, _COMMANDS[at // 10 % len(_COMMANDS)])
            await person.reply(_PATIENCE)
        else:
            person.say(CHANNEL, _CHATTER)


class _Clock:
    """When each form was sent, acknowledged and answered: one listener, for one in each student would be slow."""

    def __init__(self, place: Playground, students: int) -> None:
        self.acknowledged: dict[str, float] = {}
        self.answered: dict[str, float] = {}
        self.over = asyncio.Event()
        self._sent: dict[str, float] = {}
        self._students = students
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
        if len(self.answered) == self._students:
            self.over.set()

    def _since(self, id: str) -> float:
        return (time.perf_counter() - self._sent[id]) * 1000


def _students(place: Playground) -> Iterator[User]:
    """People beyond those who are there already."""
    for at in itertools.count(1):
        user = User(str(1_190_000_000_000_000_000 + at), f"student{at}", f"학생 {at}", "ko")
        place.world.users[user.id] = user
        yield user
