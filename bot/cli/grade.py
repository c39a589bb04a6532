"""`./tutor grade`: a submission's grade, as a student would read it or as JSON."""

import argparse
import asyncio
import sys
from typing import Any

from bot import settings
from bot.cli.io import Case, UsageError, print_json, read_cases, read_source
from bot.cli.jobs import in_order, next_id
from bot.errors import SandboxError
from bot.parse import read_code
from bot.settings import Settings
from bot.values import Unread
from bot.words import say
from bot.workers import Worker
from bot.workers.choose import open_worker
from lessons.course import Course, Exercise, Grade, Lang
from lessons.grade import grade
from lessons.load import load
from lessons.plan import plan


def main(options: argparse.Namespace) -> int:
    """Grade one submission, or many."""
    chosen = settings.load()
    lang: Lang = options.lang or chosen.language
    course = load()
    try:
        if options.jsonl:
            return asyncio.run(_many(chosen, course, lang))
        return asyncio.run(_one(options, chosen, course, lang))
    except UsageError as error:
        print(f"tutor grade: {error}", file=sys.stderr)
        return 2


async def _one(options: argparse.Namespace, chosen: Settings, course: Course, lang: Lang) -> int:
    exercise = _exercise(course, _number(options.exercise))
    source = _source(read_source(options.file), lang)
    async with open_worker(chosen) as worker:
        given = await _grade(worker, exercise, source, chosen.deadline_ms, lang)
    print_json({"id": None, **_as_json(given)}) if options.json else print(_as_text(given))
    return 0 if given.verdict == "full" else 1


async def _many(chosen: Settings, course: Course, lang: Lang) -> int:
    faults = 0
    async with open_worker(chosen) as worker:

        async def answer(case: Case) -> dict[str, Any]:
            try:
                if case.fault is not None:
                    raise UsageError(case.fault)
                exercise = _exercise(course, case.exercise)
                source = _source(case.code, lang)
                given = await _grade(worker, exercise, source, chosen.deadline_ms, lang)
                return {"id": case.id, **_as_json(given)}
            except UsageError as error:
                return _unread(case, course, str(error))
            except SandboxError as error:
                return {**_unread(case, course, str(error)), "verdict": None, "fault": type(error).__name__}

        async for line in in_order(read_cases(sys.stdin.buffer), answer, chosen.sandbox_slots):
            faults += "fault" in line
            print_json(line)
    return 3 if faults else 0


async def _grade(worker: Worker, exercise: Exercise, source: str, deadline_ms: int, lang: Lang) -> Grade:
    jobs = plan(exercise, source, next_id(), deadline_ms)
    observations = await asyncio.gather(*(worker.run(job) for job in jobs))
    if broken := [seen for seen in observations if seen.status == "internal"]:
        raise SandboxError(str(broken[0].error))
    return grade(exercise, tuple(observations), lang)


def _number(word: str | None) -> int | None:
    if word is None:
        raise UsageError("which exercise? For example: ./tutor grade 4 answer.py")
    if not word.isdecimal():
        raise UsageError(f"{word!r} is not an exercise's number. For example: ./tutor grade 4 answer.py")
    return int(word)


def _exercise(course: Course, number: int | None) -> Exercise:
    if number not in course.exercises:
        known = ", ".join(map(str, sorted(course.exercises)))
        raise UsageError(f"there is no exercise {number}; there are {known}")
    return course.exercises[number]


def _source(text: str, lang: Lang) -> str:
    """The program of what was given, mended as a chat message's would be."""
    read = read_code(text)
    if isinstance(read, Unread):
        raise UsageError(say(lang, read.key, **read.facts))
    return read.source


def _as_json(given: Grade) -> dict[str, Any]:
    criteria = [{"id": c.id, "points": c.points, "earned": c.earned, "message": c.message} for c in given.criteria]
    return {
        "exercise": given.exercise,
        "score": given.score,
        "max": given.max,
        "verdict": given.verdict,
        "criteria": criteria,
        "feedback": _feedback(given),
        "flags": given.flags,
    }


def _unread(case: Case, course: Course, reason: str) -> dict[str, Any]:
    exercise = course.exercises.get(case.exercise) if case.exercise is not None else None
    points = exercise.points if exercise is not None else 0
    nothing = {"score": 0, "max": points, "verdict": "zero", "criteria": [], "feedback": reason, "flags": []}
    return {"id": case.id, "exercise": case.exercise, **nothing}


def _feedback(given: Grade) -> str:
    """The first thing that is missing, or the praise for the last one met."""
    missing = [criterion.message for criterion in given.criteria if criterion.earned < criterion.points]
    return missing[0] if missing else given.criteria[-1].message


def _as_text(given: Grade) -> str:
    marks = {True: "✓", False: "✗"}
    rows = [
        f"{marks[c.earned == c.points]} {c.earned:g}/{c.points}  {c.title}\n       {c.message}" for c in given.criteria
    ]
    return "\n".join([f"{given.score:g} / {given.max}", *rows])
