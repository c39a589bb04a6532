"""Cards that say why something was not done: no code found, busy, not there, or our own fault."""

from collections.abc import Iterable

from msgspec.structs import replace

from bot.cards.exercise import solution_form, submit_button
from bot.cards.fit import fit
from bot.cards.text import inline
from bot.values import Block, Button, Card, Code, Later, Submission, Text, Unread
from bot.words import say
from lessons.course import Lang


def sentence(lang: Lang, key: str, **facts: object) -> Card:
    """A card of one sentence."""
    return fit("plain", [Text(say(lang, key, **{name: _shown(fact) for name, fact in facts.items()}))], lang=lang)


def unread(lang: Lang, why: Unread, exercise: int | None = None) -> Card:
    """No program in the message: the reason, what a code block looks like, and a form for who cannot type one.

    With an `exercise` the form is that one's, and so is a reply with code.
    """
    facts = {name: inline(fact) for name, fact in why.facts.items()}
    reason = say(lang, why.key, **facts)
    form = Button("code:run", say(lang, "run.again"), "primary") if exercise is None else submit_button(lang, exercise)
    return fit("bad", [Text(f"{say(lang, 'unread.title')}\n{reason}"), solution_form(lang)], [form], lang=lang)


def busy(lang: Lang, submission: Submission | None) -> Card:
    """The student's earlier program still runs."""
    text = f"{say(lang, 'busy.title')}\n{say(lang, 'busy.text')}"
    return _refused(lang, text, Later("busy"), submission)


def cooling(lang: Lang, whose: str, until: int, submission: Submission | None = None) -> Card:
    """Too much at once: `whose` limit it is ("person", "server", "command"), and `until` when, since the epoch."""
    text = f"{say(lang, 'cooldown.title')}\n{say(lang, f'cooldown.{whose}', until=until)}"
    return _refused(lang, text, Later("cooling", until), submission)


def elsewhere(lang: Lang, channels: Iterable[str]) -> Card:
    """The server has channels for this, by id, and here is none of them."""
    return fit(
        "plain", [Text(say(lang, "place.elsewhere", channels=" ".join(f"<#{id}>" for id in channels)))], lang=lang
    )


def restarting(lang: Lang, submission: Submission | None) -> Card:
    """The tutor is about to end, and begins nothing new."""
    text = f"{say(lang, 'restart.title')}\n{say(lang, 'restart.text')}"
    return _refused(lang, text, Later("restarting"), submission)


def ours(lang: Lang, kind: str, fault_id: str, submission: Submission | None = None) -> Card:
    """Our fault: `kind` is "run", "store" or "other"; the id is in our log with the reason."""
    text = "\n".join(
        (say(lang, "ours.title"), say(lang, f"ours.{kind}"), say(lang, "ours.id", id=fault_id)),
    )
    return replace(fit("bad", [Text(text), *_kept(lang, submission)], lang=lang), later=Later("fault"))


def which_exercise(lang: Lang, numbers: Iterable[int], prefix: str, command: str) -> Card:
    """A number was left out."""
    known = sorted(numbers)
    facts = {"all": listed(known), "prefix": prefix, "command": command, "first": known[0] if known else 1}
    return fit("plain", [Text(say(lang, "missing.which", **facts))], _exercises(lang, known), lang=lang)


def not_number(lang: Lang, word: str, numbers: Iterable[int], prefix: str, command: str) -> Card:
    """A word stands where a lesson's or an exercise's number belongs."""
    known = sorted(numbers)
    facts = {"word": _shown(word), "all": listed(known), "prefix": prefix, "command": command, "first": known[0]}
    buttons = _exercises(lang, known) if command in ("exercise", "submit") else []
    return fit("plain", [Text(say(lang, "missing.not_number", **facts))], buttons, lang=lang)


def no_exercise(lang: Lang, number: int, numbers: Iterable[int]) -> Card:
    """There is no exercise of that number."""
    known = sorted(numbers)
    text = say(lang, "missing.exercise", number=_shown(number), all=listed(known))
    return fit("plain", [Text(text)], _exercises(lang, known), lang=lang)


def listed(numbers: Iterable[int]) -> str:
    """Numbers as a list in a sentence."""
    return ", ".join(map(str, numbers))


def _refused(lang: Lang, text: str, later: Later, submission: Submission | None) -> Card:
    return replace(fit("plain", [Text(text), *_kept(lang, submission)], lang=lang), later=later)


def _exercises(lang: Lang, numbers: Iterable[int]) -> list[Button]:
    return [Button(f"exercise:{at}", say(lang, "lessons.exercise_button", number=at)) for at in numbers]


def _shown(fact: object) -> str:
    return inline(str(fact), 60)


def _kept(lang: Lang, submission: Submission | None) -> list[Block]:
    """The code of a form, which would be lost otherwise."""
    if submission is None or submission.in_chat:
        return []
    return [Text(say(lang, "ours.kept")), Code(submission.source, "py")]
