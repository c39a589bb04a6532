"""`./tutor run`: a snippet in the sandbox, printed as a student would see it, or as JSON."""

import argparse
import asyncio
import sys
from typing import Any

import msgspec

from bot import settings
from bot.cli.io import Case, UsageError, print_json, read_cases, read_source
from bot.cli.jobs import in_order, next_id
from bot.errors import SandboxError
from bot.explain import Explanation, explain
from bot.parse import undo_copying
from bot.settings import Settings
from bot.words import say
from bot.workers import Worker
from bot.workers.choose import open_worker
from lessons.course import Lang
from lessons.plan import differentiates
from sandbox.protocol import Fault, Gradient, Job, Observation, Output

_BAD_INPUT = "BadInput"


def main(options: argparse.Namespace) -> int:
    """Run one snippet, or many."""
    chosen = settings.load()
    lang: Lang = options.lang or chosen.language
    try:
        return asyncio.run(_many(chosen, lang) if options.jsonl else _one(options, chosen, lang))
    except UsageError as error:
        print(f"tutor run: {error}", file=sys.stderr)
        return 2


async def _one(options: argparse.Namespace, chosen: Settings, lang: Lang) -> int:
    source = read_source(options.file)
    async with open_worker(chosen) as worker:
        observation = await _run_text(worker, source, chosen.deadline_ms, lang, numeric=differentiates(source))
    if options.json:
        print_json({"id": None, **as_json(observation, source, lang, chosen.deadline_ms)})
    else:
        print(as_text(observation, source, lang, chosen.deadline_ms))
    return {"ok": 0, "internal": 3}.get(observation.status, 1)


async def _many(chosen: Settings, lang: Lang) -> int:
    faults = 0
    async with open_worker(chosen) as worker:

        async def answer(case: Case) -> dict[str, Any]:
            observation = await _run_case(worker, case, chosen.deadline_ms, lang)
            return {"id": case.id, **as_json(observation, case.code, lang, chosen.deadline_ms)}

        async for line in in_order(read_cases(sys.stdin.buffer), answer, chosen.sandbox_slots):
            faults += line["status"] == "internal"
            print_json(line)
    return 3 if faults else 0


async def _run_case(worker: Worker, case: Case, deadline_ms: int, lang: Lang) -> Observation:
    """Run a line's program; what is no case, or no text, is refused with the reason."""
    if case.fault is not None:
        return Observation(next_id(), "refused", error=Fault(_BAD_INPUT, case.fault))
    return await _run_text(worker, case.code, deadline_ms, lang)


async def _run_text(worker: Worker, source: str, deadline_ms: int, lang: Lang, *, numeric: bool = False) -> Observation:
    try:
        source.encode()
    except UnicodeEncodeError:
        return Observation(next_id(), "refused", error=Fault(_BAD_INPUT, say(lang, "unread.surrogate")))
    return await _run(worker, Job(next_id(), undo_copying(source), deadline_ms=deadline_ms, numeric=numeric))


async def _run(worker: Worker, job: Job) -> Observation:
    """Run a job. Our failure is a status here, so that one case cannot stop the next."""
    try:
        return await worker.run(job)
    except SandboxError as error:
        return Observation(job.id, "internal", error=Fault(type(error).__name__, str(error)))


def as_json(observation: Observation, source: str, lang: Lang, deadline_ms: int) -> dict[str, Any]:
    """The fields of `./tutor run --json`, but for the id."""
    return {
        "status": observation.status,
        "stdout": observation.stdout,
        "echo": observation.echo,
        "outputs": [{"kind": piece.kind, "text": piece.text} for piece in observation.outputs],
        "error": _error(observation, _why(observation, source, lang, deadline_ms)),
        "gradients": [_gradient(each) for each in observation.gradients],
        "duration_ms": observation.duration_ms,
        "missing": [{"name": each.name, "why": each.why} for each in observation.missing],
        "graph": msgspec.to_builtins(observation.graph),
    }


def _gradient(each: Gradient) -> dict[str, Any]:
    """A leaf: what it held, its gradient, and the numerical derivative of its first elements where it was computed."""
    return {
        "name": each.name,
        "shape": list(each.shape),
        "grad": each.grad,
        "value": each.value,
        "numeric": list(each.numeric),
    }


def _why(observation: Observation, source: str, lang: Lang, deadline_ms: int) -> Explanation | None:
    """What happened in plain words; of bad input and of a fault of ours there is only the reason itself."""
    fault = observation.error
    if fault is not None and (observation.status == "internal" or fault.type == _BAD_INPUT):
        return Explanation(fault.message, "")
    return explain(lang, observation, source, deadline_ms=deadline_ms)


def _error(observation: Observation, why: Explanation | None) -> dict[str, Any] | None:
    fault = observation.error
    if why is None:
        return None
    return {
        "type": fault.type if fault and fault.type else observation.status.capitalize(),
        "message": fault.message if fault and (fault.message or observation.status == "error") else why.what,
        "line": fault.line if fault else None,
        "hint": " ".join(part for part in (fault.hint if fault else None, why.what, why.cure) if part),
    }


def as_text(observation: Observation, source: str, lang: Lang, deadline_ms: int) -> str:
    """What a student would see, on a terminal."""
    parts = [_piece(piece) for piece in observation.outputs]
    if observation.error is not None and observation.error.traceback:
        parts.append(observation.error.traceback)
    if (why := _why(observation, source, lang, deadline_ms)) is not None:
        where = f"{observation.status}, line {why.line}" if why.line is not None else observation.status
        parts.append(f"[{where}] {why.what} {why.cure}")
    parts += [f"{g.name}.grad {list(g.shape)} = {'…' if g.grad is None else g.grad}" for g in observation.gradients]
    return "\n".join(parts)


def _piece(piece: Output) -> str:
    return "[figure]" if piece.kind == "figure" else piece.text.removesuffix("\n")
