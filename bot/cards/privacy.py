"""What is kept of a student, as they see it themselves; and what became of it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.cards.fit import fit
from bot.values import Block, Button, Card, File, Holdings, Text
from bot.words import say
from lessons.course import Lang

FILE = "tensor-tutor-data.zip"


def door(lang: Lang) -> Card:
    """For a channel that others read: nothing private, only the buttons whose answers are."""
    show = Button("privacy:show", say(lang, "privacy.show"), "primary")
    return fit("plain", [Text(say(lang, "privacy.door"))], [show, _export(lang), _delete(lang)], lang=lang)


def shown(lang: Lang, held: Holdings | None, note: str | None = None) -> Card:
    """What is kept, counted, and for how long. `note` is a sentence of [privacy] about what was just done."""
    head = say(lang, "privacy.title")
    blocks: list[Block] = [] if note is None else [Text(say(lang, f"privacy.{note}"))]
    if held is None:
        return fit(
            "plain",
            [*blocks, Text(f"{head}\n{say(lang, 'privacy.nothing')}")],
            [_hiding(lang, hidden=False)],
            lang=lang,
        )
    blocks += [Text(f"{head}\n{_counted(lang, held)}"), Text(say(lang, "privacy.kept"))]
    return fit("plain", blocks, [_export(lang), _hiding(lang, hidden=held.hidden), _delete(lang)], lang=lang)


def exported(lang: Lang, data: bytes, programs: int, left_out: int) -> Card:
    """The file, and what is in it."""
    blocks: list[Block] = [Text(say(lang, "privacy.exported", programs=programs)), File(FILE, data)]
    if left_out:
        blocks.append(Text(say(lang, "privacy.left_out", count=left_out)))
    return fit("plain", blocks, lang=lang)


def nothing(lang: Lang) -> Card:
    """There is nothing to give out or to delete."""
    return fit("plain", [Text(say(lang, "privacy.nothing"))], lang=lang)


def confirm(lang: Lang, held: Holdings) -> Card:
    """Asks once more."""
    erase = Button("privacy:erase", say(lang, "privacy.erase"), "danger")
    keep = Button("privacy:show", say(lang, "privacy.keep"))
    return fit("bad", [Text(say(lang, "privacy.confirm", attempts=held.attempts))], [erase, keep], lang=lang)


def removed(lang: Lang, gone: Mapping[str, int]) -> Card:
    """What was removed, by table."""
    if not any(gone.values()):
        return nothing(lang)
    return fit("plain", [Text(say(lang, "privacy.removed", **gone))], lang=lang)


def _counted(lang: Lang, held: Holdings) -> str:
    tongue = "none" if held.language is None else held.language
    rows = [
        say(lang, "privacy.attempts", count=held.attempts),
        say(lang, "privacy.servers", count=held.guilds),
        say(lang, "privacy.regrades", count=held.regrades),
        say(lang, "privacy.language", language=say(lang, f"privacy.language_{tongue}")),
        say(lang, "privacy.board", state=say(lang, "privacy.hidden" if held.hidden else "privacy.visible")),
        say(lang, "privacy.nickname", nickname=held.nickname or say(lang, "privacy.nickname_none")),
    ]
    if held.first is not None and held.last is not None:
        rows.insert(1, say(lang, "privacy.when", first=_day(held.first), last=_day(held.last)))
    return "\n".join(rows)


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


def _export(lang: Lang) -> Button:
    return Button("privacy:export", say(lang, "privacy.export"))


def _delete(lang: Lang) -> Button:
    return Button("privacy:delete", say(lang, "privacy.delete"), "danger")


def _hiding(lang: Lang, *, hidden: bool) -> Button:
    if hidden:
        return Button("privacy:reveal", say(lang, "privacy.reveal"))
    return Button("privacy:hide", say(lang, "privacy.hide"))
