"""A prediction: the question on a lesson's card, and what is said to whoever answered it."""

from bot.cards.fit import fit
from bot.values import Block, Button, Card, Choice, Code, Select, Text
from bot.words import say
from lessons import course
from lessons.course import Lang, Option, Prediction

RATHER = "rather"  # not a prediction: just show it
_BREAK = " ⏎ "


def question(lang: Lang, asked: Prediction) -> list[Block]:
    """What is asked; with the lines that it is about, where they are not the card's own."""
    if not asked.code:
        return [Text(say(lang, "predict.ask"))]
    return [Text(say(lang, "predict.ask_after")), Code(asked.code, "py")]


def options(lang: Lang, at: course.Card) -> list[Select]:
    """The list of answers; the last line of it shows the output without a prediction."""
    if at.prediction is None:
        return []
    choices = [Choice(option.shows, _BREAK.join(option.shows.split("\n"))) for option in at.prediction.options]
    choices.append(Choice(RATHER, say(lang, "predict.rather")))
    return [Select(f"predict:{at.lesson}:{at.number}", say(lang, "predict.choose"), tuple(choices))]


def told(lang: Lang, at: course.Card, chosen: str) -> Card | None:
    """What a chosen answer is told: why, the output, and the words that the card held back. None: no such answer."""
    if at.prediction is None:
        return None
    if chosen == RATHER:
        return fit("plain", [Text(say(lang, "predict.seen")), Code(at.prediction.output), *rest(at)], lang=lang)
    option = next((each for each in at.prediction.options if each.shows == chosen), None)
    if option is None:
        return None
    return _right(lang, at, option) if option == at.prediction.right else _wrong(lang, at, at.prediction, option)


def rest(at: course.Card) -> list[Block]:
    """The prose that waits until the output was seen."""
    return [Text(block.text) for block in at.held if isinstance(block, course.Prose)]


def _right(lang: Lang, at: course.Card, option: Option) -> Card:
    blocks: list[Block] = [Text(say(lang, "predict.right")), Code(option.shows)]
    return fit("good", [*blocks, Text(say(lang, "predict.because", why=option.why[lang])), *rest(at)], lang=lang)


def _wrong(lang: Lang, at: course.Card, asked: Prediction, option: Option) -> Card:
    blocks: list[Block] = [
        Text(f"{say(lang, 'predict.wrong')}\n{say(lang, 'predict.said')}"),
        Code(option.shows),
        Text(say(lang, "predict.why", why=option.why[lang])),
        Text(say(lang, "predict.truth")),
        Code(asked.output),
        Text(say(lang, "predict.because", why=asked.right.why[lang])),
    ]
    return fit("partly", [*blocks, *rest(at)], _door(lang, at, option), lang=lang)


def _door(lang: Lang, at: course.Card, option: Option) -> list[Button]:
    """The way to the card that teaches it, where that is another one."""
    if option.card is None or option.card == (at.lesson, at.number):
        return []
    lesson, number = option.card
    return [Button(f"card:{lesson}:{number}", say(lang, "predict.teaches", lesson=lesson, card=number), "primary")]
