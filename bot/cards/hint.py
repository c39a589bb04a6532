"""One rung of the hints on an attempt: the line, the idea, or the repair with what it shows.

And an exercise's own hint, for who has sent nothing yet; and what a hint costs, said before it opens.
"""

import difflib

from msgspec.structs import replace

from bot.cards import fault, output
from bot.cards.exercise import again_button, hint_button
from bot.cards.fit import fit
from bot.cards.text import clean, number
from bot.ladder import Ladder
from bot.places import facts_in, named
from bot.values import Block, Button, Card, Code, Text
from bot.words import say
from lessons.course import Exercise, Lang
from lessons.misconceptions import sentence

_AROUND = 1  # unchanged lines of a diff's surroundings


def card(lang: Lang, attempt: int, ladder: Ladder, at: int, cost: float = 0) -> Card:
    """The rung numbered `at`, from 1, of those that this attempt has; beyond the last, the last. Each costs so many
    points of later attempts."""
    rungs = ladder.rungs
    at = min(max(at, 1), len(rungs))
    head = say(lang, "hint.head", number=ladder.exercise, at=at, of=len(rungs))
    missing = _criterion(lang, ladder) if at == 1 else []
    blocks: list[Block] = [Text(head), *missing, *_BLOCKS[rungs[at - 1]](lang, ladder)]
    if cost:
        key = "hint.cost_one" if at == 1 else "hint.cost"
        blocks.append(Text(say(lang, key, count=at, each=number(cost), cost=number(at * cost))))
    return fit("exercise", blocks, _buttons(lang, attempt, ladder, at, cost), lang=lang)


def own(lang: Lang, exercise: Exercise, cost: float = 0) -> Card:
    """An exercise's own hint, opened on its card."""
    head = say(lang, "exercise.hint_head", number=exercise.number)
    blocks: list[Block] = [Text(f"{head}\n{exercise.texts[lang].hint}")]
    if cost:
        blocks.append(Text(say(lang, "hint.cost_one", each=number(cost))))
    return fit("exercise", blocks, lang=lang)


def ask(lang: Lang, action: str, cost: float) -> Card:
    """A hint that costs other than its button said is not opened yet; `action` opens it."""
    return fit("plain", [Text(say(lang, "hint.ask", each=number(cost)))], [hint_button(lang, action, cost)], lang=lang)


def none(lang: Lang, key: str) -> Card:
    """There is no hint, and why: a sentence of [hint]."""
    return fit("plain", [Text(say(lang, f"hint.{key}"))], lang=lang)


def _criterion(lang: Lang, ladder: Ladder) -> list[Block]:
    row = ladder.criterion
    lost = number(row.points - row.earned)
    return [Text(f"{say(lang, 'hint.criterion', title=row.title, lost=lost)}\n{row.message}")]


def _line(lang: Lang, ladder: Ladder) -> list[Block]:
    assert ladder.line is not None  # noqa: S101 - else there is no such rung
    return [
        Text(say(lang, "hint.line", line=named(lang, ladder.parts, ladder.line))),
        Code(fault.excerpt(ladder.source, ladder.line, parts=ladder.parts), "py"),
    ]


def _idea(lang: Lang, ladder: Ladder) -> list[Block]:
    if ladder.found is None:
        return [Text(f"{say(lang, 'hint.general')}\n{ladder.hint}")]
    told = replace(ladder.found, facts=facts_in(lang, ladder.parts, ladder.found.facts))
    return [Text(f"{say(lang, 'hint.idea')}\n{sentence(lang, told)}")]


def _patch(lang: Lang, ladder: Ladder) -> list[Block]:
    proof = ladder.proof
    assert proof is not None  # noqa: S101 - else there is no such rung
    scores = {"before": number(ladder.grade.score), "after": number(proof.score), "max": ladder.grade.max}
    shown = output.blocks(lang, proof.seen) if proof.seen.outputs else []
    return [
        Text(say(lang, "hint.patch", **scores)),
        Code(difference(ladder.source, proof.repair.source), "diff"),
        *shown,
    ]


def difference(before: str, after: str) -> str:
    """Two programs as a diff without its headers."""
    old, new = ([clean(line) for line in text.split("\n")] for text in (before, after))
    lines = list(difflib.unified_diff(old, new, n=_AROUND, lineterm=""))[2:]
    return "\n".join("…" if line.startswith("@@") else line for line in lines).removeprefix("…\n")


def _buttons(lang: Lang, attempt: int, ladder: Ladder, at: int, cost: float) -> list[Button]:
    buttons = [again_button(lang, ladder.exercise, attempt, "primary")]
    if at < len(ladder.rungs):
        facts = {"at": at + 1, "of": len(ladder.rungs), "cost": number(cost)}
        label = say(lang, "hint.more_costs" if cost else "hint.more", **facts)
        buttons.insert(0, replace(hint_button(lang, f"rung:{attempt}:{at + 1}", cost), label=label))
    if ladder.card is not None and ladder.rungs[at - 1] in ("idea", "patch"):
        lesson, screen = ladder.card
        buttons.append(Button(f"card:{lesson}:{screen}", say(lang, "hint.lesson", lesson=lesson, card=screen)))
    return buttons


_BLOCKS = {"line": _line, "idea": _idea, "patch": _patch}
