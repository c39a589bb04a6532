"""What the tutor can do: where to begin, by subject, and command by command; and the choice of language."""

from collections.abc import Sequence

from bot.cards.corner import NAMES, corner
from bot.cards.fit import fit
from bot.cards.text import inline
from bot.values import Block, Button, Card, Choice, Select, Text
from bot.words import knows, say
from lessons.course import LANGS, Lang

SUBJECTS = ("learn", "handin", "scores", "language", "privacy", "instructors")


def card(lang: Lang, prefix: str) -> Card:
    """Where to begin, and the subjects to choose from."""
    blocks = [
        Text(say(lang, "help.title")),
        Text(f"{say(lang, 'help.intro')}\n{say(lang, 'help.first', prefix=prefix)}"),
        Text(say(lang, "help.slash", prefix=prefix)),
    ]
    start = Button("card:1:1", say(lang, "help.start"), "primary")
    speak = [Button(f"language:{other}", say(other, "help.speak")) for other in LANGS if other != lang]
    buttons = [start, Button("exercise:1", say(lang, "lesson.practice")), *speak]
    return fit("lesson", [*blocks], buttons, [_subjects(lang)], corner(lang, "help"), lang=lang)


def subject(lang: Lang, prefix: str, key: str) -> Card:
    """One of the SUBJECTS, and the others."""
    title, _, text = say(lang, f"help.text.{key}", prefix=prefix).strip().partition("\n")
    blocks, here = [Text(title), Text(text)], corner(lang, "help", "subject", key)
    return fit("lesson", blocks, selects=[_subjects(lang, key)], corner=here, lang=lang)


def command(lang: Lang, prefix: str, name: str, aliases: Sequence[str]) -> Card:
    """One command with examples; `aliases` are its other names by prefix."""
    about = say(lang, f"command.{name}") if knows(f"command.{name}") else name
    blocks: list[Block] = [Text(say(lang, "help.command", prefix=prefix, name=name, about=about))]
    if knows(f"help.of.{name}"):
        blocks.append(Text(say(lang, f"help.of.{name}", prefix=prefix)))
    if aliases:
        blocks.append(Text(say(lang, "help.names", names=_listed(prefix, aliases))))
    slash = dict.fromkeys([name, *(say(each, f"name.{name}") for each in LANGS if knows(f"name.{name}"))])
    blocks.append(Text(say(lang, "help.slash_one", names=_listed("/", list(slash)))))
    return fit("lesson", blocks, selects=[_subjects(lang)], corner=corner(lang, "help", "command", name), lang=lang)


def unknown(lang: Lang, prefix: str, word: str, guess: str | None) -> Card:
    """There is no help on a word, but maybe on another."""
    key = "help.unknown" if guess is None else "help.did_you_mean"
    text = Text(say(lang, key, prefix=prefix, word=inline(word, 40), guess=guess))
    return fit("plain", [text], selects=[_subjects(lang)], lang=lang)


def language(lang: Lang, key: str, **facts: object) -> Card:
    """A sentence about the language, with the other one to choose."""
    return fit("plain", [Text(say(lang, f"language.{key}", **facts))], _languages(lang), lang=lang)


def _languages(lang: Lang) -> list[Button]:
    return [Button(f"language:{other}", name) for other, name in NAMES.items() if other != lang]


def _subjects(lang: Lang, chosen: str | None = None) -> Select:
    choices = [
        Choice(key, say(lang, f"help.subject.{key}"), say(lang, f"help.hint.{key}"), chosen=key == chosen)
        for key in SUBJECTS
    ]
    return Select("help:subject", say(lang, "help.choose"), tuple(choices))


def _listed(sign: str, names: Sequence[str]) -> str:
    return " ".join(f"`{sign}{name}`" for name in names)
