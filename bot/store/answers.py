"""Which message of ours answers which of a student's: Answers come in, and are found again, after a restart too.

`bot.store.Store` is one of these. Rows go after a day; until then an edit of the message changes its answer.
"""

import time
from typing import Any

import msgspec
from sqlalchemy import Delete, select

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.queries import put, put_learner
from bot.store.rows import Moment, clean, learner_row, notes_of, notes_text, parts_of, parts_text
from bot.store.schema import answers, learners
from bot.values import Answer, Author
from lessons.course import Lang

DAY = 24 * 60 * 60
_MICROSECONDS = 1_000_000
_SAME = ("message", "channel", "exercise", "digest", "submission", "source", "reply", "beside", "error")


class Answers(Database):
    """Answers. Every method raises StoreError where the database fails it."""

    async def put_answer(self, answer: Answer) -> None:
        """Keep an answer, in the place of an earlier one to the same message; what is older than a day goes."""
        row, dialect = _row(answer), self._engine.dialect
        learner = put_learner(dialect, learner_row(answer.author))
        await self._write(
            learner, _sweep(), put(dialect, answers, row, {k: v for k, v in row.items() if k != "message"})
        )

    async def announced(self, message: str, reply: str | None) -> None:
        """An answer is on its way: the message is known that will be it."""
        if reply is not None:
            await self._write(answers.update().where(answers.c.message == message).values({"reply": reply}))

    async def said_beside(self, message: str, line: str | None) -> None:
        """An answer will come: the message is known that says so beside the earlier one."""
        await self._write(answers.update().where(answers.c.message == message).values({"beside": line}))

    async def answered(
        self, message: str, reply: str | None, digest: str | None = None, error: str | None = None
    ) -> None:
        """An answer is out: the message it stands in is known (None: no message of its own), its program goes.

        With a `digest` it is known for another program's than the one that came; the `error` is that which it tells of.
        """
        new: dict[str, Any] = {"source": None, "parts": "[]", "notes": "[]", "beside": None}
        new["error"] = None if error is None else clean(error)
        new |= {name: value for name, value in (("reply", reply), ("digest", digest)) if value is not None}
        await self._write(answers.update().where(answers.c.message == message).values(new))

    async def answer(self, message: str) -> Answer | None:
        """The answer to a message; None where there is none of the last day."""
        rows = await self._read(_rows().where(answers.c.message == message, answers.c.created > _day_ago()))
        return next(map(_answer, rows), None)

    async def answer_of(self, submission: str) -> Answer | None:
        """The answer to a submission; None where there is none of the last day."""
        rows = await self._read(_rows().where(answers.c.submission == submission, answers.c.created > _day_ago()))
        return next(map(_answer, rows), None)

    async def unanswered(self) -> tuple[Answer, ...]:
        """What came and has no answer yet, oldest first; once at a start, this is what the last one left."""
        waiting = answers.c.source.is_not(None), answers.c.created > _day_ago()
        return tuple(map(_answer, await self._read(_rows().where(*waiting).order_by(answers.c.created))))

    async def forget_answer(self, message: str) -> None:
        """The message is gone, or will have no answer."""
        await self._write(answers.delete().where(answers.c.message == message))

    async def forget_answer_in(self, reply: str) -> None:
        """The message of ours is gone: what it answers may be edited, it has no answer any more."""
        await self._write(answers.delete().where(answers.c.reply == reply))

    async def sweep_answers(self) -> None:
        """Let go of what is older than a day."""
        await self._write(_sweep())


def _rows() -> Any:
    return select(*answers.c, learners.c.name).join_from(answers, learners)


def _sweep() -> Delete:
    return answers.delete().where(answers.c.created <= _day_ago())


def _day_ago() -> Moment:
    return round((time.time() - DAY) * _MICROSECONDS)


def _row(answer: Answer) -> dict[str, Any]:
    return {
        "message": answer.message,
        "channel": answer.channel,
        "reply": answer.reply,
        "beside": answer.beside,
        "learner": answer.author.id,
        "guild": answer.author.guild,
        "exercise": answer.exercise,
        "language": answer.lang,
        "digest": answer.digest,
        "submission": answer.submission,
        "source": None if answer.source is None else clean(answer.source),
        "parts": parts_text(answer.parts),
        "notes": notes_text(answer.notes),
        "error": None if answer.error is None else clean(answer.error),
        "created": round(answer.seconds * _MICROSECONDS),
    }


def _answer(row: Any) -> Answer:
    author = Author(row.learner, row.name, row.guild)
    lang: Lang = "en" if row.language == "en" else "ko"
    seconds = row.created / _MICROSECONDS
    same = {name: getattr(row, name) for name in _SAME}
    try:
        same |= {"parts": parts_of(row.parts), "notes": notes_of(row.notes)}
        return Answer(author=author, lang=lang, seconds=seconds, **same)
    except msgspec.MsgspecError as error:
        raise StoreError(f"The answer to {row.message} cannot be read: {error}") from None
