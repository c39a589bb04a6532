"""Loads exercises: a course's folder comes in, its exercises go out, proved; a fault is a CourseError with its file.

An exercise is a folder `exercise_N`: `text.ko.toml`, `text.en.toml`, `rubric.py` (CRITERIA, and where it has
them, `challenge`, `TYPED` and `BONUS = True`), `solutions/*.py`, and `mistakes/*.py`, whose first line gives
the points: `# inputs=2 sum=0`.
"""

import importlib.util
import re
import string
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import msgspec

from lessons.course import LANGS, CourseError, Criterion, Exercise, ExerciseText, Lang, Mistake
from lessons.version import version

POINTS = 10
_FOLDER = re.compile(r"exercise_(\d+)")
_EARNED = re.compile(r"(\w+)=(\d+(?:\.\d+)?)")


def load_exercises(folder: Path) -> dict[int, Exercise]:
    """Every exercise of a course, by number. Raises CourseError for the first fault."""
    gates = {lang: _gate(folder / f"gate.{lang}.toml") for lang in LANGS}
    _prove_alike(folder / f"gate.{LANGS[1]}.toml", gates[LANGS[0]], gates[LANGS[1]])
    found = [(int(match[1]), path) for path in folder.iterdir() if (match := _FOLDER.fullmatch(path.name))]
    return {number: _load(number, path, gates) for number, path in sorted(found)}


def _load(number: int, folder: Path, gates: dict[Lang, dict[str, str]]) -> Exercise:
    rubric = _rubric(folder / "rubric.py")
    criteria: tuple[Criterion, ...] = rubric.CRITERIA
    _prove_criteria(folder / "rubric.py", criteria)
    texts = {lang: _text(folder / f"text.{lang}.toml", gates[lang], criteria) for lang in LANGS}
    messages = [_messages(texts[lang]) for lang in LANGS]
    _prove_alike(folder / f"text.{LANGS[1]}.toml", messages[0], messages[1])
    return Exercise(
        number=number,
        texts=texts,
        criteria=criteria,
        solutions={path.stem: path.read_text("utf-8") for path in sorted((folder / "solutions").glob("*.py"))},
        mistakes=tuple(_mistake(path, criteria) for path in sorted((folder / "mistakes").glob("*.py"))),
        challenge=getattr(rubric, "challenge", None),
        bonus=getattr(rubric, "BONUS", False),
        typed=getattr(rubric, "TYPED", ""),
        rows=getattr(rubric, "ROWS", ()),
        version=version(folder / "rubric.py"),
    )


def _rubric(file: Path) -> ModuleType:
    name = f"lessons.{file.parent.parent.name}.{file.parent.name}.rubric"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise CourseError(f"{file}: there is no rubric")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _prove_criteria(file: Path, criteria: tuple[Criterion, ...]) -> None:
    ids = [criterion.id for criterion in criteria]
    if len(set(ids)) != len(ids):
        raise CourseError(f"{file}: two criteria have one id")
    points = sum(criterion.points for criterion in criteria)
    if points != POINTS:
        raise CourseError(f"{file}: the criteria's points add up to {points}, not to {POINTS}")
    for criterion in criteria:
        if not criterion.keys:
            raise CourseError(f"{file}: criterion {criterion.id!r} lists no keys")


def _text(file: Path, gate: dict[str, str], criteria: tuple[Criterion, ...]) -> ExerciseText:
    raw = {**_toml(file), "gate": gate}
    try:
        text = msgspec.convert(raw, ExerciseText)
    except msgspec.ValidationError as error:
        raise CourseError(f"{file}: {error}") from None
    wanted = {criterion.id: set(criterion.keys) for criterion in criteria}
    given = {name: set(criterion.messages) for name, criterion in text.criteria.items()}
    for name in wanted.keys() | given.keys():
        if wanted.get(name) != given.get(name):
            odd = sorted(wanted.get(name, set()) ^ given.get(name, set())) or ["no message at all"]
            raise CourseError(f"{file}: criterion {name!r} and its messages differ: {', '.join(odd)}")
    return text


def _gate(file: Path) -> dict[str, str]:
    try:
        return msgspec.convert(_toml(file), dict[str, str])
    except msgspec.ValidationError as error:
        raise CourseError(f"{file}: {error}") from None


def _toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{file}: {error}") from None


def _messages(text: ExerciseText) -> dict[str, str]:
    return {
        f"{name}.{key}": message
        for name, criterion in text.criteria.items()
        for key, message in criterion.messages.items()
    }


def _prove_alike(file: Path, first: dict[str, str], second: dict[str, str]) -> None:
    """Both languages have the same keys, and each message the same placeholders."""
    if odd := sorted(first.keys() ^ second.keys()):
        raise CourseError(f"{file}: only one language has {', '.join(odd)}")
    for key, message in first.items():
        if placeholders(message) != placeholders(second[key]):
            raise CourseError(f"{file}: the placeholders of {key} are not those of the other language")


def placeholders(message: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def _mistake(file: Path, criteria: tuple[Criterion, ...]) -> Mistake:
    source = file.read_text("utf-8")
    earned = {name: float(points) for name, points in _EARNED.findall(source.split("\n", 1)[0])}
    most = {criterion.id: criterion.points for criterion in criteria}
    if earned.keys() != most.keys() or any(points > most[name] for name, points in earned.items()):
        raise CourseError(f"{file}: the first line must give every criterion its points: # {' '.join(most)}")
    if sum(earned.values()) == POINTS:
        raise CourseError(f"{file}: a mistake that earns everything is none")
    return Mistake(file.stem, source, earned)
