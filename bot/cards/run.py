"""A run that nothing is graded on: free play, or a submission of which no line ran."""

from msgspec.structs import replace

from bot.cards import fault, gradients, graph, output
from bot.cards.exercise import buttons
from bot.cards.fit import fit
from bot.cards.result import noted, seconds
from bot.explain import Explanation
from bot.places import facts_in
from bot.values import Block, Button, Card, Submission, Text
from bot.words import say
from lessons.course import Lang
from lessons.misconceptions import BY_ID, Found, sentence
from sandbox.protocol import Observation


def free(
    lang: Lang,
    submission: Submission,
    seen: Observation,
    why: Explanation | None,
    noticed: Found | None = None,
    key: str = "",
) -> Card:
    """What a free run showed, or why it stopped; and a misconception that was noticed in it. Under the `key` its error
    in Python's own words is asked for."""
    again = [Button("code:run", say(lang, "run.again"), "primary"), *_taught(lang, noticed)]
    if why is not None:
        stopped = [fault.head(lang, why), *_stopped(lang, submission, seen, why, key)]
        return fit("bad", stopped, [*again, *fault.buttons(lang, why, key)], lang=lang)
    shown = output.blocks(lang, seen) if seen.outputs else [Text(say(lang, "lesson.quiet"))]
    blocks: list[Block] = [Text(say(lang, "run.ok")), *shown, *gradients.blocks(lang, seen, submission.source)]
    blocks += graph.blocks(lang, seen.graph)
    if noticed is not None:
        told = replace(noticed, facts=facts_in(lang, submission.parts, noticed.facts))
        blocks.append(Text(say(lang, "run.noticed", sentence=sentence(lang, told))))
    blocks += [*noted(lang, submission.notes, submission.parts), Text(seconds(lang, seen))]
    return fit("plain", blocks, again, lang=lang)


def _taught(lang: Lang, noticed: Found | None) -> list[Button]:
    """The way to the lesson card about what was noticed."""
    if noticed is None:
        return []
    lesson, card = BY_ID[noticed.id].card
    return [Button(f"card:{lesson}:{card}", say(lang, "hint.lesson", lesson=lesson, card=card))]


def ungraded(
    lang: Lang,
    at: int,
    submission: Submission,
    seen: Observation,
    why: Explanation,
    key: str = "",
    hint_cost: float = 0,
) -> Card:
    """A submission that did not start: no grade, and no try counted."""
    head = Text(f"{say(lang, 'error.submission', number=at)}\n{say(lang, 'error.uncounted')}")
    where = [fault.subhead(lang, why)] if why.parts else []
    pressed = [*buttons(lang, at, hint_cost), *fault.buttons(lang, why, key)]
    return fit("bad", [head, *where, *_stopped(lang, submission, seen, why, key)], pressed, lang=lang)


def not_started(lang: Lang, at: int, key: str, hint_cost: float = 0) -> Card:
    """The same for a channel that others read; `key` is what asks for the reason."""
    head = Text(f"{say(lang, 'error.submission', number=at)}\n{say(lang, 'error.uncounted')}")
    return fit(
        "bad",
        [head],
        [Button(f"details:{key}", say(lang, "deliver.details"), "primary"), *buttons(lang, at, hint_cost)],
        lang=lang,
    )


def _stopped(lang: Lang, submission: Submission, seen: Observation, why: Explanation, key: str) -> list[Block]:
    return [
        *fault.blocks(lang, why, submission.source, key),
        *(output.blocks(lang, seen) if seen.outputs else []),
        *gradients.stopped(lang, seen),
        fault.cure(lang, why),
        *noted(lang, submission.notes, submission.parts),
    ]
