"""Puts predictions on cards: `predictions.toml` and a notebook's lessons come in, lessons go out, proved.

A prediction asks what the last cell of its card shows, or what `code` shows that runs after the card's cells. The right
answer is a line (or lines) of that output, no wrong one is, and nothing on the card gives it away. A fault is a
CourseError that names the card.
"""

import ast
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from lessons.course import Card, Cell, CourseError, Formula, Lang, Lesson, Option, Prediction, Prose
from lessons.misconceptions import BY_ID

MAX_OPTION = 100  # characters of a line in Discord's lists
MAX_WHY = 320
OPTIONS = (3, 4)


class _Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer as it is written; `believes` names the misconception that makes somebody choose it."""

    shows: str
    ko: str
    en: str
    believes: str = ""
    card: str = ""


class _Prediction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    card: str
    right: _Option
    wrong: tuple[_Option, ...]
    code: str = ""
    output: str = ""


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    prediction: tuple[_Prediction, ...] = ()


def ask(file: Path, lessons: Mapping[Lang, Sequence[Lesson]]) -> dict[Lang, tuple[Lesson, ...]]:
    """The lessons of each language with the file's predictions on their cards. Raises CourseError for the first fault.

    A course without the file asks nothing.
    """
    written = _read(file) if file.exists() else ()
    return {lang: _on_cards(file, written, each) for lang, each in lessons.items()}


def among(shows: str, output: str) -> bool:
    """Whether an answer stands in an output: as whole lines."""
    return f"\n{shows.strip()}\n" in "\n".join(["", *(line.rstrip() for line in output.split("\n")), ""])


def _on_cards(file: Path, written: Sequence[_Prediction], lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    places = {f"{card.lesson}.{card.number}": card for lesson in lessons for card in lesson.cards}
    asked: dict[str, Card] = {}
    for each in written:
        try:
            if each.card in asked or each.card not in places:
                raise ValueError("there is no such card, or it asks already")
            asked[each.card] = _asking(each, places)
        except ValueError as error:
            raise CourseError(f"{file}: card {each.card}: {error}") from None
    return tuple(
        replace(lesson, cards=tuple(asked.get(f"{card.lesson}.{card.number}", card) for card in lesson.cards))
        for lesson in lessons
    )


def _read(file: Path) -> tuple[_Prediction, ...]:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), _Written).prediction
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CourseError(f"{file}: {error}") from None


def _asking(written: _Prediction, places: dict[str, Card]) -> Card:
    card = places[written.card]
    if not card.cells:
        raise ValueError("it has no code to predict")
    prediction = Prediction(
        right=_option(written.right, places),
        wrong=tuple(_option(each, places) for each in written.wrong),
        output=written.output if written.code else _predictable(card.cells[-1]),
        code=written.code,
    )
    asking = replace(card, prediction=prediction)
    _prove_code(written)
    _prove_options(prediction)
    _prove_untold(asking, prediction.right.shows)
    return asking


def _option(written: _Option, places: dict[str, Card]) -> Option:
    """An answer and the card that teaches it: the one that is named, else that of the misconception."""
    if written.believes and written.believes not in BY_ID:
        raise ValueError(f"there is no misconception {written.believes!r}")
    if written.card and written.card not in places:
        raise ValueError(f"there is no card {written.card} to send anybody to")
    if written.card:
        there = places[written.card]
        return Option(written.shows, _why(written), (there.lesson, there.number))
    return Option(written.shows, _why(written), BY_ID[written.believes].card if written.believes else None)


def _why(written: _Option) -> dict[Lang, str]:
    why: dict[Lang, str] = {"ko": written.ko, "en": written.en}
    for text in why.values():
        if not 10 <= len(text) <= MAX_WHY:
            raise ValueError(f"{written.shows!r} needs a reason of one or two sentences")
    return why


def _predictable(cell: Cell) -> str:
    if cell.like or not cell.output.strip():
        raise ValueError("its last cell shows nothing that can be foretold: give `code` and its `output`")
    return cell.output


def _prove_code(written: _Prediction) -> None:
    if bool(written.code) != bool(written.output):
        raise ValueError("`code` and its `output` go together")
    try:
        ast.parse(written.code)
    except SyntaxError as error:
        raise ValueError(f"its code is not Python: {error.msg}") from None


def _prove_options(asked: Prediction) -> None:
    shown = [option.shows for option in asked.options]
    if len(shown) not in OPTIONS or len(set(shown)) != len(shown):
        raise ValueError(f"it has {len(set(shown))} different answers, not {OPTIONS[0]} or {OPTIONS[1]}")
    if any(not text.strip() or len(text) > MAX_OPTION for text in shown):
        raise ValueError(f"an answer has 1 to {MAX_OPTION} characters")
    if not among(asked.right.shows, asked.output):
        raise ValueError(f"{asked.right.shows!r} is not what is shown")
    if true := [option.shows for option in asked.wrong if among(option.shows, asked.output)]:
        raise ValueError(f"{true[0]!r} is shown, so it is not wrong")


def _prove_untold(card: Card, answer: str) -> None:
    """Nothing that a reader sees beforehand is the answer."""
    if any(isinstance(block, Formula) for block in card.held):
        raise ValueError("a formula after the predicted cell cannot be held back")
    for block in card.open:
        told = block.text if isinstance(block, Prose) else block.output if isinstance(block, Cell) else ""
        if f"`{answer}`" in told or (isinstance(block, Cell) and among(answer, told)):
            raise ValueError(f"the card gives the answer away: {answer!r}")
