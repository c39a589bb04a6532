"""`./tutor regrade`: every attempt graded again by today's rubrics, and a list of those whose grade is another.

Nothing is written without `--apply`; with it each attempt is changed by itself, so that one can stop and go on.
"""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator

from bot import settings
from bot.cli.io import UsageError, print_json
from bot.cli.jobs import in_order
from bot.errors import SandboxError
from bot.regrade import Regrader, differs, torch_of
from bot.settings import Settings
from bot.store import Store
from bot.values import Kept, Regrade
from bot.workers.choose import open_worker
from lessons.course import Course
from lessons.load import load

MAX_REASON = 500
_COUNTED = {"same": "same", "up": "up", "down": "down", "failed": "failed on our side", "skipped": "skipped"}
Outcome = Regrade | SandboxError | None  # None: there was nothing to do


def main(options: argparse.Namespace) -> int:
    """Grade again, and say what that changes."""
    chosen = settings.load()
    course = load()
    try:
        _check(options, course)
    except UsageError as error:
        print(f"tutor regrade: {error}", file=sys.stderr)
        return 2
    return asyncio.run(_regrade(options, chosen, course))


def _check(options: argparse.Namespace, course: Course) -> None:
    reason = (options.reason or "").strip()
    if options.apply and not reason:
        raise UsageError('--apply needs a reason, which is kept: --apply --reason "exercise 4 misread the product"')
    if options.reason is not None and not options.apply:
        raise UsageError("--reason is for --apply; without it nothing is written")
    if len(reason) > MAX_REASON:
        raise UsageError(f"a reason has at most {MAX_REASON} characters")
    if options.exercise is not None and options.exercise not in course.exercises:
        known = ", ".join(map(str, sorted(course.exercises)))
        raise UsageError(f"there is no exercise {options.exercise}; there are {known}")


async def _regrade(options: argparse.Namespace, chosen: Settings, course: Course) -> int:
    counts = dict.fromkeys(_COUNTED, 0)
    store = await Store.open(chosen.database)
    try:
        async with open_worker(chosen) as worker:
            reason = (options.reason or "").strip()
            regrader = Regrader(course, worker, await torch_of(worker), chosen.deadline_ms, reason)
            async with contextlib.aclosing(_outcomes(options, store, regrader, chosen.sandbox_slots)) as outcomes:
                async for kept, outcome in outcomes:
                    counts[await _settle(options, store, kept, outcome)] += 1
    finally:
        await store.close()
    _print_counts(options, counts)
    return 3 if counts["failed"] else 0


async def _outcomes(
    options: argparse.Namespace, store: Store, regrader: Regrader, at_once: int
) -> AsyncGenerator[tuple[Kept, Outcome], None]:
    """Each attempt and what came of it, in their order; a page of them at a time is in memory."""

    async def answer(kept: Kept) -> tuple[Kept, Outcome]:
        try:
            due = regrader.is_known(kept) if options.all else regrader.is_due(kept)
            return kept, await regrader.again(kept) if due else None
        except SandboxError as error:
            return kept, error

    after = 0
    while page := await store.attempts(after, exercise=options.exercise, guild=options.guild):
        async for each in in_order(page, answer, at_once):
            yield each
        after = page[-1].id


async def _settle(options: argparse.Namespace, store: Store, kept: Kept, outcome: Outcome) -> str:
    """Keep and print what came of one attempt. Returns as what it counts."""
    if outcome is None:
        return "skipped"
    if isinstance(outcome, SandboxError):
        print(f"tutor regrade: attempt {kept.id} stays as it is: {outcome}", file=sys.stderr)
        return "failed"
    if options.apply and differs(kept, outcome):
        await store.regrade(outcome)
    if (kept.score, kept.earned) != (outcome.score, outcome.earned):
        _print_change(options, kept, outcome)
    return "same" if outcome.score == kept.score else "up" if outcome.score > kept.score else "down"


def _print_change(options: argparse.Namespace, kept: Kept, new: Regrade) -> None:
    pairs = {name: (kept.earned.get(name), new.earned.get(name)) for name in kept.earned | new.earned}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if options.json:
        who = {"attempt": kept.id, "learner": kept.learner, "exercise": kept.exercise}
        print_json({**who, "before": kept.score, "after": new.score, "criteria": changed})
        return
    criteria = ", ".join(f"{name} {_points(before)} -> {_points(after)}" for name, (before, after) in changed.items())
    head = f"attempt {kept.id}  learner {kept.learner}  exercise {kept.exercise}"
    print(f"{head}  {kept.score:g} -> {new.score:g}  {criteria}".rstrip(), flush=True)


def _points(earned: float | None) -> str:
    return "none" if earned is None else f"{earned:g}"


def _print_counts(options: argparse.Namespace, counts: dict[str, int]) -> None:
    if options.json:
        print_json({**counts, "applied": options.apply})
        return
    print(", ".join(f"{said} {counts[name]}" for name, said in _COUNTED.items()))
    if counts["skipped"] and not options.all:
        print("Skipped is what today's rubric and torch have graded already; --all grades it, too.", file=sys.stderr)
    if not options.apply and counts["up"] + counts["down"]:
        print('Nothing was written; --apply --reason "…" does it.', file=sys.stderr)
