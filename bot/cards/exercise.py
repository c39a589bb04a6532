"""An exercise: the task, what it should show, how it is graded, and how to send a solution."""

from bot.cards.corner import corner
from bot.cards.fit import fit
from bot.cards.text import number
from bot.values import Block, Button, ButtonStyle, Card, Rule, Text
from bot.words import say
from lessons.course import Exercise, Lang


def card(
    lang: Lang, exercise: Exercise, exercises: int, prefix: str, hint_cost: float = 0, *, public: bool = False
) -> Card:
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
    return fit(
        "exercise", blocks, [*buttons(lang, at, hint_cost), *aside], corner=corner(lang, "exercise", at), lang=lang
    )


def buttons(lang: Lang, at: int, hint_cost: float = 0) -> list[Button]:
    """Write code, and the hint. The first is also how a reply to this card is known as a submission."""
    return [submit_button(lang, at), hint_button(lang, f"hint:{at}", hint_cost)]


def submit_button(lang: Lang, at: int) -> Button:
    """The form for a solution."""
    return Button(f"submit:{at}", say(lang, "exercise.submit"), "primary")


def again_button(lang: Lang, at: int, attempt: int | None, style: ButtonStyle = "secondary") -> Button:
    """The form for another try. With an `attempt` that was kept, its author finds its code in it."""
    action = f"again:{at}" if attempt is None else f"again:{at}:{attempt}"
    return Button(action, say(lang, "result.again"), style)


def hint_button(lang: Lang, action: str, cost: float) -> Button:
    """The way to a hint. Where it costs, the button says so, and the press that it did."""
    if not cost:
        return Button(action, say(lang, "exercise.hint"))
    return Button(f"{action}:{number(cost)}", say(lang, "hint.button", cost=number(cost)))


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
