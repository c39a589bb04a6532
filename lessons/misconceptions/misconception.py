"""What a misconception is, and how they are found: a Scene comes in, Founds go out, the likeliest first."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from lessons.course import LANGS, Lang
from lessons.misconceptions.scene import Scene

FOLDER = Path(__file__).parent


class Found(msgspec.Struct, frozen=True):
    """One that was recognised: its `facts` fill its sentence, `line` is where it shows (1-based), if anywhere. Of one
    that has several faces, `variant` says which, each with a sentence of its own: "M31.step"."""

    id: str
    facts: dict[str, str] = {}
    line: int | None = None
    variant: str = ""


Recognise = Callable[[Scene], Found | None]
Patch = Callable[[Scene, Found], str | None]


class Misconception(msgspec.Struct, frozen=True):
    """`id` is "M05"; `card` is the lesson card that teaches it, (lesson, card), both from 1. `recognise` is pure.

    `patch`, where it has one, gives the whole program with this one thing mended, or None where it does not know how.
    """

    id: str
    card: tuple[int, int]
    recognise: Recognise
    patch: Patch | None = None


@cache
def sentences(lang: Lang) -> dict[str, str]:
    """By id, or id and variant, one line about each."""
    return {name: str(text) for name, text in tomllib.loads((FOLDER / f"words.{lang}.toml").read_text("utf-8")).items()}


def sentence(lang: Lang, found: Found) -> str:
    """What is said to the student. Raises KeyError where a fact is missing."""
    key = f"{found.id}.{found.variant}" if found.variant else found.id
    return sentences(lang)[key].format(**found.facts)


def prove(known: tuple[Misconception, ...]) -> None:
    """Raise ValueError unless each has one id and its sentence in each language."""
    ids = [each.id for each in known]
    if len(set(ids)) != len(ids):
        raise ValueError("two misconceptions have one id")
    for lang in LANGS:
        if odd := {key.partition(".")[0] for key in sentences(lang)} ^ set(ids):
            raise ValueError(f"words.{lang}.toml and the misconceptions differ: {', '.join(sorted(odd))}")
