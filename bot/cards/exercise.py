"""An exercise: the task, what it should show, how it is graded, and how to send a solution; and its hint."""

from bot.cards.corner import corner
from bot.cards.fit import fit
from bot.cards.text import number
from bot.values import Block, Button, Card, Rule, Text
from bot.words import say
from lessons.course import Exercise, Lang


def card(lang: Lang, exercise: Exercise, exercises: int, prefix: str, *, public: bool = False) -> Card:
    """The exercise's card, to which a student replies with code; `exercises` is how many of them count.

    Where others read it (`public`), there is a way to a place where they do not.
    """
    text, at = exercise.texts[lang], exercise.number
    key = "exercise.bonus_head" if exercise.bonus else "exercise.head"
    head = say(lang, key, number=at, exercises=exercises, points=number(exercise.points))
    blocks: list[Block] = [Text(head), Text(f"## {at} · {text.title}"), Text(text.task)]
    if text.expected.strip():
        blocks.append(Text(f"{say(lang, 'exercise.expected')}\n{text.expected}"))
    blocks += [Text(_criteria(lang, exercise)), Rule()]
    blocks.append(Text(say(lang, "exercise.how", prefix=prefix, number=at)))
    aside = [Button(f"private:{at}", say(lang, "deliver.private"))] if public else []
    return fit("exercise", blocks, [*buttons(lang, at), *aside], corner=corner(lang, "exercise", at), lang=lang)


def buttons(lang: Lang, at: int) -> list[Button]:
    """Write code, and the hint. The first is also how a reply to this card is known as a submission."""
    return [
        Button(f"submit:{at}", say(lang, "exercise.submit"), "primary"),
        Button(f"hint:{at}", say(lang, "exercise.hint")),
    ]


def hint(lang: Lang, exercise: Exercise) -> Card:
    """The exercise's hint."""
    head = say(lang, "exercise.hint_head", number=exercise.number)
    return fit("exercise", [Text(f"{head}\n{exercise.texts[lang].hint}")], lang=lang)


def solution_form(lang: Lang) -> Text:
    """What a code block looks like when it is typed; escaped, so that a copy of it is one."""
    example = say(lang, "unread.example")
    return Text(f"{say(lang, 'unread.form')}\n\\`\\`\\`py\n{example}\n\\`\\`\\`")


def _criteria(lang: Lang, exercise: Exercise) -> str:
    titles = exercise.texts[lang].criteria
    lines = [
        say(lang, "exercise.criterion", points=number(each.points), title=titles[each.id].title)
        for each in exercise.criteria
    ]
    return "\n".join([say(lang, "exercise.graded"), *lines])
