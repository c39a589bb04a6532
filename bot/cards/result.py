"""The one answer to a submission: its grade by criterion, output, gradients, and one next step."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.attempts import without
from bot.cards import fault, gradients, output
from bot.cards.exercise import again_button, hint_button
from bot.cards.fit import fit
from bot.cards.text import number
from bot.explain import Explanation
from bot.places import listed
from bot.values import Accent, Block, Button, Card, Frozen, Note, Part, Rule, Text
from bot.words import say
from lessons.course import CriterionGrade, Grade, Lang
from sandbox.protocol import Observation

_ACCENTS: dict[str, Accent] = {"full": "good", "partial": "partly", "zero": "bad"}


class Result(Frozen, frozen=True):
    """All that a result card tells of.

    `before` is the best score so far, `following` the next exercise's number, `bonus` that it is beyond those that
    count while this one was not; `unsaved` is the id of our fault where the attempt could not be kept, `attempt` its
    own id where it was; `hints` were opened on this exercise so far and take the `penalty` off this score,
    `hint_cost` is what one takes off later ones; `parts` say where the program's lines come from;
    under its `submission` the error in Python's own words is asked for.
    """

    grade: Grade
    seen: Observation
    source: str
    notes: tuple[Note, ...] = ()
    why: Explanation | None = None
    before: float | None = None
    unsaved: str | None = None
    following: int | None = None
    bonus: bool = False
    attempt: int | None = None
    hints: int = 0
    parts: tuple[Part, ...] = ()
    penalty: float = 0
    hint_cost: float = 0
    submission: str = ""

    @property
    def score(self) -> float:
        """What is kept of the grade."""
        return without(self.grade.score, self.penalty)


def card(lang: Lang, result: Result, prefix: str) -> Card:
    """The result's card."""
    grade = result.grade
    blocks: list[Block] = [
        Text(_head(lang, result)),
        _criteria(lang, grade.criteria),
        Rule(),
        *_stop(lang, result),
        *output.blocks(lang, result.seen),
        *_gradients(lang, result),
        Rule(),
        _next(lang, result, prefix),
        *noted(lang, result.notes, result.parts),
        Text(seconds(lang, result.seen)),
    ]
    buttons = [*_buttons(lang, result), *fault.buttons(lang, result.why, result.submission)]
    return fit(_ACCENTS[grade.verdict], blocks, buttons, lang=lang)


def brief(lang: Lang, result: Result, key: str) -> Card:
    """For a channel that others read: the score by criterion. `key` is what asks for the rest, its author alone."""
    lines = [_criterion(lang, each) for each in result.grade.criteria]
    details = Button(f"details:{key}", say(lang, "deliver.details"), "primary")
    others = [replace(each, style="secondary") if each.style == "primary" else each for each in _buttons(lang, result)]
    return fit(
        _ACCENTS[result.grade.verdict],
        [Text(_head(lang, result)), Text("\n".join(lines))],
        [details, *others],
        lang=lang,
    )


def _gradients(lang: Lang, result: Result) -> list[Block]:
    show = gradients.graded if result.why is None else gradients.stopped
    return show(lang, result.seen)


def noted(lang: Lang, notes: Sequence[Note], parts: Sequence[Part]) -> list[Block]:
    """What was repaired or left out on the way, and on which lines, in small print."""
    lines = (say(lang, each.key, **each.facts, where=listed(lang, parts, each.lines)) for each in notes)
    return [Text("\n".join(f"-# {line}" for line in lines))] if notes else []


def seconds(lang: Lang, seen: Observation) -> str:
    """How long it took and where it ran."""
    return say(lang, "run.seconds", seconds=f"{seen.duration_ms / 1000:.2f}", device=seen.device)


def _head(lang: Lang, result: Result) -> str:
    grade, before = result.grade, result.before
    score, most = number(result.score), grade.max
    lines = [say(lang, f"result.{grade.verdict}", number=grade.exercise, score=score, max=most)]
    if result.unsaved is not None:
        lines.append(say(lang, "result.unsaved", id=result.unsaved))
    elif before is not None and result.score > before:
        lines.append(say(lang, "result.better", best=score, before=number(before), max=most))
    elif before is not None:
        lines.append(say(lang, "result.best", best=number(before), max=most))
    if result.hints or result.penalty:
        lines.append(_used(lang, result))
    return "\n".join(lines)


def _used(lang: Lang, result: Result) -> str:
    """How many hints were opened before, and what they cost; an older answer no longer knows how many."""
    if not result.penalty:
        return say(lang, "hint.used_one" if result.hints == 1 else "hint.used", count=result.hints)
    key = "hint.took" if not result.hints else "hint.took_one" if result.hints == 1 else "hint.took_many"
    return say(lang, key, count=result.hints, cost=number(result.penalty), graded=number(result.grade.score))


def _criteria(lang: Lang, criteria: Sequence[CriterionGrade]) -> Text:
    """A line for each; where there is no room, one for all that were passed."""
    missed = [each for each in criteria if each.earned < each.points]
    lines, passed = list(_lines(lang, missed)), len(criteria) - len(missed)
    if passed:
        lines.append(say(lang, "card.more_passed_one" if passed == 1 else "card.more_passed", count=passed))
    return Text("\n".join(_lines(lang, criteria)), "criteria", "\n".join(lines))


def _lines(lang: Lang, criteria: Sequence[CriterionGrade]) -> Iterator[str]:
    """A line for each; a reason that several share is said once."""
    said: set[str] = set()
    for each in criteria:
        yield _criterion(lang, each)
        if each.earned < each.points and each.message and each.message not in said:
            said.add(each.message)
            yield say(lang, "result.why", message=each.message.replace("\n", " "))


def _criterion(lang: Lang, each: CriterionGrade) -> str:
    key = "earned" if each.earned >= each.points else "partly" if each.earned > 0 else "missed"
    return say(lang, f"result.{key}", earned=number(each.earned), points=each.points, title=each.title)


def _stop(lang: Lang, result: Result) -> list[Block]:
    if result.why is None:
        return []
    return [fault.subhead(lang, result.why), *fault.blocks(lang, result.why, result.source, result.submission)]


def _next(lang: Lang, result: Result, prefix: str) -> Text:
    """One step: mend what stopped the program, or the costliest criterion, or go on."""
    if result.why is not None:
        return fault.cure(lang, result.why)
    lost = [each for each in result.grade.criteria if each.earned < each.points]
    if lost:
        costliest = max(lost, key=lambda each: each.points - each.earned)
        return Text(say(lang, "next.partly", title=costliest.title))
    if result.following is not None:
        return Text(say(lang, "next.bonus" if result.bonus else "next.full", next=result.following))
    return Text(say(lang, "next.last", prefix=prefix))


def _buttons(lang: Lang, result: Result) -> list[Button]:
    at = result.grade.exercise
    if result.grade.verdict != "full":
        return [
            again_button(lang, at, result.attempt, "primary"),
            hint_button(lang, _hint(result), result.hint_cost),
        ]
    again = again_button(lang, at, result.attempt)
    if result.following is None:
        return [again]
    key = "result.next_bonus" if result.bonus else "result.next_exercise"
    on = Button(f"exercise:{result.following}", say(lang, key, number=result.following), "success")
    return [on, again]


def _hint(result: Result) -> str:
    """The hints on this very attempt; where it was not kept, the exercise's own."""
    return f"hint:{result.grade.exercise}" if result.attempt is None else f"rung:{result.attempt}:1"
