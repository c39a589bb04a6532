"""A long day: what the bot's memory does over many messages."""

from typing import Any

from bot import playground
from bot.bench.chat import ANSWER, CHANNEL, bot_at, graded
from bot.bench.figures import resident_mib
from bot.playground.people import Person

_PATIENCE = 120.0
_CHATTER = "오늘 수업 어땠어요? gradients are fun"
_COMMANDS = ("!lesson 8", "!exercise 4", "!help", "!progress", "!leaderboard")


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
