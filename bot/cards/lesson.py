"""A lesson's screen, the list of lessons, and what a screen's code showed when it ran."""

from collections.abc import Callable, Sequence

from bot.cards import fault, gradients, graph, output, predict
from bot.cards.corner import corner
from bot.cards.fit import MAX_BUTTONS, ROW, fit
from bot.cards.text import number
from bot.explain import Explanation
from bot.values import Block, Button, Card, Code, Picture, Rule, Text
from bot.words import say
from lessons import course
from lessons.course import Course, Exercise, Lang, Lesson
from sandbox.protocol import Observation

Draw = Callable[[course.Formula], bytes]


def lessons(lang: Lang, known: Course, prefix: str) -> Card:
    """All lessons and all exercises."""
    listed = known.lessons[lang]
    lines = [_row(lang, lesson) for lesson in listed]
    blocks: list[Block] = [
        Text(f"## {known.title[lang]}\n{say(lang, 'lessons.intro', prefix=prefix)}"),
        Text("\n".join(lines)),
    ]
    for key, tasks in (("exercises", known.counted), ("bonuses", known.bonuses)):
        if tasks:
            head = say(lang, f"lessons.{key}", prefix=prefix, first=min(tasks))
            blocks.append(Text("\n".join([head, *(_task(lang, each) for each in tasks.values())])))
    return fit("lesson", blocks, _doors(lang, known), corner=corner(lang, "lessons"), lang=lang)


def card(lang: Lang, known: Sequence[Lesson], at: course.Card, draw: Draw) -> Card:
    """One screen of a lesson with its way back and on; `draw` gives a formula's picture."""
    lesson = known[at.lesson - 1]
    head = say(
        lang,
        "lesson.head",
        lesson=at.lesson,
        lessons=len(known),
        title=lesson.title,
        card=at.number,
        cards=len(lesson.cards),
    )
    blocks: list[Block] = [Text(head), Text(f"## {at.title}")]
    for block in at.open:
        blocks += _blocks(lang, block, draw)
    if at.prediction is not None:
        blocks += [Rule(), *predict.question(lang, at.prediction)]
    other = corner(lang, "card", at.lesson, at.number)
    return fit("lesson", blocks, _ways(lang, known, at), predict.options(lang, at), other, lang=lang)


def ran(lang: Lang, known: Sequence[Lesson], at: course.Card, seen: Observation, why: Explanation | None) -> Card:
    """What a screen's code showed, and the way on: on a phone the screen's own is out of sight by then."""
    *_, on = _ways(lang, known, at)
    if why is not None:
        return _stopped(lang, at, seen, why, on)
    head = Text(say(lang, "lesson.ran", lesson=at.lesson, card=at.number))
    shown = output.blocks(lang, seen) if seen.outputs else [Text(say(lang, "lesson.quiet"))]
    found = [*gradients.blocks(lang, seen, at.source), *graph.blocks(lang, seen.graph)]
    return fit("plain", [head, *shown, *predict.rest(at), *found], [on], lang=lang)


def _stopped(lang: Lang, at: course.Card, seen: Observation, why: Explanation, on: Button) -> Card:
    shown = output.blocks(lang, seen) if seen.outputs else []
    blocks = [fault.head(lang, why), *fault.blocks(lang, why, at.source), *shown, fault.cure(lang, why)]
    return fit("bad", blocks, [on], lang=lang)


def _row(lang: Lang, lesson: Lesson) -> str:
    cards = len(lesson.cards)
    key = "lessons.row_one" if cards == 1 else "lessons.row"
    return say(lang, key, number=lesson.number, title=lesson.title, cards=cards)


def _task(lang: Lang, each: Exercise) -> str:
    title = each.texts[lang].title
    return say(lang, "lessons.exercise_row", number=each.number, title=title, points=number(each.points))


def _doors(lang: Lang, known: Course) -> list[Button]:
    tasks = list(known.counted)[:ROW]
    lessons = [
        Button(f"card:{lesson.number}:1", say(lang, "lessons.button", number=lesson.number), "primary")
        for lesson in known.lessons[lang][: MAX_BUTTONS - len(tasks)]
    ]
    return [
        *lessons,
        *(Button(f"exercise:{at}", say(lang, "lessons.exercise_button", number=at)) for at in tasks),
    ]


def _blocks(lang: Lang, block: course.Block, draw: Draw) -> list[Block]:
    match block:
        case course.Prose(text):
            return [Text(text)]
        case course.Formula():
            return [Picture(block.picture, draw(block), block.alt)]
        case course.Cell(source, shown, like):
            parts: list[Block] = [Code(source, "py")]
            if shown.strip():
                parts += [
                    Text(f"-# {say(lang, 'lesson.shows_like' if like else 'lesson.shows')}"),
                    Code(shown),
                ]
            return parts


def _ways(lang: Lang, known: Sequence[Lesson], at: course.Card) -> list[Button]:
    every = [(each.lesson, each.number) for lesson in known for each in lesson.cards]
    here = every.index((at.lesson, at.number))
    before, after = every[here - 1] if here else None, every[here + 1] if here + 1 < len(every) else None
    back = Button(_to(before, "first"), say(lang, "lesson.back"), enabled=before is not None)
    run = Button(f"run:{at.lesson}:{at.number}", say(lang, "lesson.run"), "success", enabled=bool(at.cells))
    on = Button(_to(after, "last"), say(lang, "lesson.next"), "primary", enabled=after is not None)
    practice = [] if after else [Button("exercise:1", say(lang, "lesson.practice"), "primary")]
    return [back, run, on, *practice]


def _to(place: tuple[int, int] | None, end: str) -> str:
    return f"card:{place[0]}:{place[1]}" if place else f"none:{end}"
