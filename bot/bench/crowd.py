"""Many students at once, and a long day: how soon a form is acknowledged, how soon it is answered, what memory does."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from typing import Any

from bot import playground
from bot.bench.chat import ANSWER, CHANNEL, bot_at
from bot.bench.figures import quantiles, resident_mib
from bot.playground import Playground
from bot.playground.people import Person
from bot.playground.places import User

STUDENTS = 200
_PATIENCE = 120.0
_CHATTER = "오늘 수업 어땠어요? gradients are fun"
_COMMANDS = ("!lesson 8", "!exercise 4", "!help", "!progress", "!leaderboard")
_CODE = ANSWER.split("```py\n")[1].removesuffix("\n```")


async def measure(students: int = STUDENTS) -> dict[str, Any]:
    """So many open a form, then all send it in the same moment; in ms."""
    async with await playground.start("127.0.0.1", 0) as place, bot_at(place):
        people = list(itertools.islice(_students(place), students))
        forms = []
        for person in people:
            person.slash(CHANNEL, "submit", number=4)
            forms.append(await person.modal(_PATIENCE))
        started = time.perf_counter()
        sent = [person.submit(form, {"code": _CODE}) for person, form in zip(people, forms, strict=True)]

        async def acknowledged(person: Person, at: int) -> float:
            await person.settled(sent[at], _PATIENCE)
            return (time.perf_counter() - started) * 1000

        taken = await asyncio.gather(*(acknowledged(person, at) for at, person in enumerate(people)))
        return {"students": students, "acknowledged_ms": quantiles(taken)}


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
            await person.reply(_PATIENCE)
        elif at % 10 == 0:
            person.say(CHANNEL, _COMMANDS[at // 10 % len(_COMMANDS)])
            await person.reply(_PATIENCE)
        else:
            person.say(CHANNEL, _CHATTER)


def _students(place: Playground) -> Iterator[Person]:
    """People beyond those who are there already."""
    for at in itertools.count(1):
        user = User(str(1_190_000_000_000_000_000 + at), f"student{at}", f"학생 {at}", "ko")
        place.world.users[user.id] = user
        yield place.person(user.username)
